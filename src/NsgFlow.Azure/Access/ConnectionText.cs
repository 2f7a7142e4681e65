namespace NsgFlow.Azure.Access;

/// <summary>Reads a connection string as the portal gives it, or Az.Storage's contexts make it.</summary>
internal static class ConnectionText
{
    private const string EmulatorAccount = "devstoreaccount1";

    /// <summary>The emulator's key is written in its documentation, and opens nothing else.</summary>
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <returns>Null where it is none, or has no blobs.</returns>
    /// <exception cref="FormatException">The key is no base64.</exception>
    public static FlowStorageContext? Parse(string text)
    {
        Dictionary<string, string> parts = Split(text);
        if (parts.GetValueOrDefault("UseDevelopmentStorage", string.Empty).Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return StorageContexts.WithKey(new StorageAddress(EmulatorAccount, new Uri("http://127.0.0.1:10000/" + EmulatorAccount + "/")), EmulatorKey);
        }

        string? name = parts.GetValueOrDefault("AccountName");
        StorageAddress? address = parts.TryGetValue("BlobEndpoint", out string? endpoint)
            ? StorageAddress.At(endpoint, name)
            : name is not null && StorageAddress.IsAccountName(name)
                ? StorageAddress.At($"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.blob.{parts.GetValueOrDefault("EndpointSuffix", Cloud.Public.StorageSuffix)}", name)
                : null;
        return address is null ? null
            : parts.TryGetValue("AccountKey", out string? key) ? StorageContexts.WithKey(address, key)
            : parts.TryGetValue("SharedAccessSignature", out string? signature) ? StorageContexts.WithSas(address, signature)
            : null;
    }

    private static Dictionary<string, string> Split(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
            {
                parts[part[..sign]] = part[(sign + 1)..];
            }
        }

        return parts;
    }
}
