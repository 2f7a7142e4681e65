using Microsoft.AspNetCore.Http;

namespace NsgFlow.Azure.Tests.Loopback;

/// <summary>What a request asks of the blob service.</summary>
internal enum BlobOperation
{
    Other,
    ListContainers,
    ListBlobs,
    GetContainer,
    GetBlob,
    GetBlobProperties,
    GetBlockList,

    /// <summary>Anything that changes the account.</summary>
    Write,
}

internal static class BlobOperations
{
    /// <summary>By the service's own rules: method, <c>restype</c>, <c>comp</c>, and how deep the path is.</summary>
    public static BlobOperation Of(HttpRequest request)
    {
        bool isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead)
        {
            return HttpMethods.IsOptions(request.Method) ? BlobOperation.Other : BlobOperation.Write;
        }

        string comp = request.Query["comp"].ToString();
        bool isContainer = request.Query["restype"] == "container";
        // The account comes first where the host does not name it: the way of emulators.
        int depth = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Length - 1;
        return (comp, isContainer) switch
        {
            ("list", true) => BlobOperation.ListBlobs,
            ("list", false) => BlobOperation.ListContainers,
            ("blocklist", _) => BlobOperation.GetBlockList,
            ("", true) => BlobOperation.GetContainer,
            ("", false) when depth >= 2 => HttpMethods.IsGet(request.Method) ? BlobOperation.GetBlob : BlobOperation.GetBlobProperties,
            _ => BlobOperation.Other,
        };
    }
}
