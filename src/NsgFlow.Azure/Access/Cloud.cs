namespace NsgFlow.Azure.Access;

/// <summary>A cloud of Azure: where its storage answers and where its identities are.</summary>
/// <param name="Name">As Get-AzEnvironment names it.</param>
/// <param name="StorageSuffix">Behind the name of an account and <c>blob.</c></param>
/// <param name="Authority">Where tokens are issued.</param>
internal sealed record Cloud(string Name, string StorageSuffix, Uri Authority)
{
    public static Cloud Public { get; } = new("AzureCloud", "core.windows.net", new Uri("https://login.microsoftonline.com/"));

    public static IReadOnlyList<Cloud> All { get; } =
    [
        Public,
        new("AzureChinaCloud", "core.chinacloudapi.cn", new Uri("https://login.chinacloudapi.cn/")),
        new("AzureUSGovernment", "core.usgovcloudapi.net", new Uri("https://login.microsoftonline.us/")),
    ];

    public static Cloud? Find(string name) => All.FirstOrDefault(cloud => cloud.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The cloud that an endpoint belongs to; the public one where it tells none.</summary>
    public static Cloud Of(Uri endpoint) =>
        All.FirstOrDefault(cloud => endpoint.Host.EndsWith("." + cloud.StorageSuffix, StringComparison.OrdinalIgnoreCase)) ?? Public;
}
