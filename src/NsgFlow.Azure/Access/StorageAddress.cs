using Azure.Storage.Blobs;

namespace NsgFlow.Azure.Access;

/// <summary>
/// The address of a storage account's blobs: <c>https://name.blob.core.windows.net/</c> as clouds have it, or
/// <c>http://127.0.0.1:10000/name/</c> as emulators do.
/// </summary>
internal sealed record StorageAddress(string AccountName, Uri Endpoint)
{
    /// <summary>3 to 24 lower-case letters and digits; emulators allow more, so only what would change the host is refused.</summary>
    public static bool IsAccountName(string text) =>
        text.Length is >= 1 and <= 63 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static StorageAddress InCloud(string accountName, Cloud cloud) =>
        new(accountName, new Uri(FormattableString.Invariant($"https://{accountName.ToLowerInvariant()}.blob.{cloud.StorageSuffix}/")));

    /// <summary>An endpoint as somebody wrote it: of an account, or of a host that has the account in its path.</summary>
    /// <returns>Null where it is no address of the web, or tells no account.</returns>
    public static StorageAddress? At(string endpoint, string? accountName)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            return null;
        }

        // Neither a query, which may be a signature, nor a user and password.
        string root = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/') + "/";
        string? found = new BlobUriBuilder(new Uri(root)).AccountName is { Length: > 0 } name ? name : null;
        if (IsPathStyle(uri) && uri.AbsolutePath.Trim('/').Length == 0)
        {
            return accountName is null ? null : new(accountName, new Uri(root + accountName + "/"));
        }

        return (accountName ?? found) is { } account ? new(account, new Uri(root)) : null;
    }

    /// <summary>The endpoint of another account of the same cloud or emulator.</summary>
    public static Uri Beside(Uri endpoint, string accountName, string otherName) => IsPathStyle(endpoint)
        ? new Uri(endpoint, "/" + otherName + "/")
        : new UriBuilder(endpoint) { Host = otherName.ToLowerInvariant() + endpoint.Host[Math.Min(endpoint.Host.Length, accountName.Length)..] }.Uri;

    /// <summary>Whether the account stands in the path: the host is an address or a bare name, and tells none.</summary>
    public static bool IsPathStyle(Uri uri) => uri.HostNameType != UriHostNameType.Dns || !uri.Host.Contains('.', StringComparison.Ordinal);
}
