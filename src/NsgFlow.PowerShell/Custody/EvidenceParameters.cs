using System.Reflection;
using NsgFlow.Custody;
using NsgFlow.Filtering;

namespace NsgFlow.PowerShell.Custody;

/// <summary>What a manifest records of the command that wrote it: nothing by which anybody gets into an account.</summary>
internal sealed class EvidenceParameters(FlowFilterOptions options, IEnumerable<FlowStorageContext> accounts, string[] containers, bool force)
{
    private static readonly string s_version = typeof(EvidenceParameters).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty;

    public string? Case { get; init; }

    public string? Operator { get; init; }

    public string? Note { get; init; }

    public ManifestHeader ToHeader() => new()
    {
        ModuleVersion = s_version,
        StartedAt = DateTimeOffset.UtcNow,
        Case = Case,
        Operator = Operator,
        Note = Note,
        Host = Environment.MachineName,
        Parameters = [.. Parameters().Where(parameter => parameter.Value.Length > 0)],
    };

    private IEnumerable<KeyValuePair<string, string[]>> Parameters()
    {
        yield return new("StorageAccount", [.. accounts.Select(account => account.BlobEndpoint.AbsoluteUri)]);
        yield return new("Container", containers);
        yield return new("StartTime", options.StartTime is { } start ? [ManifestText.Time(start)] : []);
        yield return new("EndTime", options.EndTime is { } end ? [ManifestText.Time(end)] : []);
        yield return new("NetworkSecurityGroup", [.. options.NetworkSecurityGroup]);
        yield return new("MacAddress", [.. options.MacAddress]);
        yield return new("SubscriptionId", [.. options.SubscriptionId]);
        yield return new("ResourceGroupName", [.. options.ResourceGroupName]);
        yield return new("TargetResourceId", [.. options.TargetResourceId]);
        yield return new("Force", force ? ["true"] : []);
    }
}
