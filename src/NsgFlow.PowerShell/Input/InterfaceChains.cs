using NsgFlow.Decoding;
using NsgFlow.Layout;

namespace NsgFlow.PowerShell.Input;

/// <summary>
/// Puts the logs of each network interface in the order of their hours. Both kinds of logs have an interface's hours in
/// many folders, and users name them in any order; what goes from one hour to the next must be read so.
/// </summary>
internal sealed class InterfaceChains
{
    private readonly Dictionary<string, List<(DateTimeOffset Hour, FlowSource Source)>> _chains = new(StringComparer.OrdinalIgnoreCase);

    public void Add(FlowSource source, FlowLogPath? layout)
    {
        bool isKnown = layout is { Hour: not null, MacAddress: not null };
        string key = isKnown ? KeyOf(layout!) : string.Empty;
        if (!_chains.TryGetValue(key, out List<(DateTimeOffset, FlowSource)>? chain))
        {
            _chains.Add(key, chain = []);
        }

        chain.Add((isKnown ? layout!.Hour!.Value : DateTimeOffset.MinValue, source));
    }

    /// <summary>
    /// The chains, in the order in which their first logs were found. Where some log's path tells nothing, any log may go
    /// on in it: then there is one chain, those logs first.
    /// </summary>
    public IEnumerable<FlowSource[]> Take()
    {
        IEnumerable<IEnumerable<(DateTimeOffset Hour, FlowSource Source)>> chains = _chains.ContainsKey(string.Empty)
            ? [_chains.Values.SelectMany(chain => chain)]
            : _chains.Values;
        foreach (IEnumerable<(DateTimeOffset Hour, FlowSource Source)> chain in chains)
        {
            // A stable sort: what was found first stays first within an hour.
            yield return [.. chain.OrderBy(link => link.Hour).Select(link => link.Source)];
        }

        _chains.Clear();
    }

    private static string KeyOf(FlowLogPath path) =>
        string.Join('/', path.Family, path.SubscriptionId, path.ResourceGroupName, path.NetworkSecurityGroup ?? path.FlowLogName, path.Region, path.MacAddress);
}
