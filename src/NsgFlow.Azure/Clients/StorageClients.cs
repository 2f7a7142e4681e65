using Azure.Core;
using Azure.Storage.Blobs;
using NsgFlow.Azure.Access;
using NsgFlow.Azure.Faults;

namespace NsgFlow.Azure.Clients;

/// <summary>Makes the service's clients of a context.</summary>
internal static class StorageClients
{
    /// <summary>How long a connection may be silent before it is given up and opened anew.</summary>
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(60);

    /// <param name="context">The account, and the way in.</param>
    /// <param name="traffic">Told of each request.</param>
    /// <exception cref="StorageException">The way in and the address do not go together.</exception>
    public static BlobServiceClient Connect(FlowStorageContext context, StorageTraffic traffic)
    {
        if (context.Access is TokenAccess && context.BlobEndpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new StorageException(new StorageFault
            {
                Kind = StorageFaultKind.StorageRequestFailed,
                Target = context.BlobEndpoint.AbsoluteUri,
                Detail = "tokens are sent over https only.",
            });
        }

        // All that is used was there by this version: emulators and clouds that lag behind know it.
        var options = new BlobClientOptions(BlobClientOptions.ServiceVersion.V2021_12_02)
        {
            RetryPolicy = new PatientRetryPolicy(),
            Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false, ApplicationId = "NsgFlow.PowerShell" },
        };
        options.Retry.NetworkTimeout = s_longestSilence;
        options.AddPolicy(new TrafficPolicy(traffic), HttpPipelinePosition.PerRetry);
        return ((StorageAccess)context.Access).Connect(context.BlobEndpoint, options);
    }
}
