using Azure.Core;
using Azure.Core.Pipeline;

namespace NsgFlow.Azure.Clients;

/// <summary>Counts each request as it goes out.</summary>
internal sealed class TrafficPolicy(StorageTraffic traffic) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) =>
        traffic.AddRequest(message.Request.Uri.Query.Contains("comp=list&", StringComparison.Ordinal)
            || message.Request.Uri.Query.EndsWith("comp=list", StringComparison.Ordinal));
}
