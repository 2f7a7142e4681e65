using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Access;
using NsgFlow.Layout;

namespace NsgFlow.Azure.Listing;

/// <summary>What the address of a blob tells.</summary>
/// <param name="Account">The account.</param>
/// <param name="Container">The container.</param>
/// <param name="Name">The name of the blob.</param>
/// <param name="Signature">A shared access signature, without the question mark; null where there is none.</param>
internal sealed record BlobAddress(StorageAddress Account, string Container, string Name, string? Signature)
{
    /// <returns>Null where the address is none of a blob.</returns>
    public static BlobAddress? Parse(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return null;
        }

        var parts = new BlobUriBuilder(address);
        if (string.IsNullOrEmpty(parts.BlobName) || string.IsNullOrEmpty(parts.AccountName))
        {
            return null;
        }

        var root = new BlobUriBuilder(address) { BlobContainerName = null, BlobName = null, Sas = null, Query = null, Snapshot = null, VersionId = null };
        string endpoint = root.ToUri().GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/') + "/";
        string query = address.Query.TrimStart('?');
        return new BlobAddress(
            new StorageAddress(parts.AccountName, new Uri(endpoint)),
            parts.BlobContainerName,
            parts.BlobName,
            parts.Sas is not null || query.Contains("sig=", StringComparison.OrdinalIgnoreCase) ? query : null);
    }

    /// <summary>A blob that was named.</summary>
    public ListedBlob ToListed(FlowStorageContext context) => new()
    {
        Context = context,
        Container = Container,
        Name = Name,
        Url = UrlOf(context, Container, Name),
        Layout = FlowLogPath.OfFile(Name),
    };

    public static ListedBlob ToListed(FlowStorageContext context, string container, BlobItem item, FlowLogPath? layout) => new()
    {
        Context = context,
        Container = container,
        Name = item.Name,
        Url = UrlOf(context, container, item.Name),
        Layout = layout,
        ETag = item.Properties.ETag?.ToString("H"),
        LastModified = item.Properties.LastModified,
        CreatedOn = item.Properties.CreatedOn,
        ContentMd5 = item.Properties.ContentHash is { Length: > 0 } hash ? hash : null,
        Length = item.Properties.ContentLength,
    };

    /// <summary>The slashes of a name and the signs in it stay, as people and Azure's own pages write them.</summary>
    private static string UrlOf(FlowStorageContext context, string container, string name) =>
        context.BlobEndpoint.AbsoluteUri + container + "/" + Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal);
}
