using System.Text;
using NsgFlow.Filtering;
using NsgFlow.Tuples;

namespace NsgFlow.Analysis.Tracing;

/// <summary>
/// What is asked: which rows belong to conversations wanted, which ends were named outright, and of which time. More is
/// read than that, for other flows of the same ends show which interfaces they have.
/// </summary>
internal sealed class TraceQuestion
{
    private readonly AddressFilter _addresses;
    private readonly FlowFilter _rest;

    /// <exception cref="FormatException">An address or prefix is none.</exception>
    public TraceQuestion(FlowFilterOptions options, int maxConversation)
    {
        Options = options;
        MaxConversation = maxConversation;
        _addresses = new AddressFilter(options);
        _rest = new FlowFilter(options with { SourceAddress = [], DestinationAddress = [], Address = [], Between = [] });
        Sources = Named(options.SourceAddress);
        Destinations = Named(options.DestinationAddress);
        Ports = [.. options.DestinationPort.Distinct().Order()];
        Protocols = [.. options.Protocol.Distinct().Order()];
    }

    public FlowFilterOptions Options { get; }

    public int MaxConversation { get; }

    /// <summary>The sources given as single addresses.</summary>
    public IReadOnlyList<FlowAddress> Sources { get; }

    public IReadOnlyList<FlowAddress> Destinations { get; }

    public IReadOnlyList<int> Ports { get; }

    public IReadOnlyList<FlowProtocol> Protocols { get; }

    /// <summary>
    /// What is to be read. Where both ends are named, all that has one of them on either side; else everything. Time
    /// is not restricted, for what a log tells of interfaces holds before and after.
    /// </summary>
    /// <param name="options">What is asked.</param>
    /// <param name="readsAll">Whether all rows are wanted, for what they tell of interfaces and hours.</param>
    public static FlowFilterOptions Widen(FlowFilterOptions options, bool readsAll)
    {
        string[] sources = [.. Wanted(options.SourceAddress)];
        string[] destinations = [.. Wanted(options.DestinationAddress)];
        return new FlowFilterOptions
        {
            Address = !readsAll && sources.Length > 0 && destinations.Length > 0 ? [.. sources, .. destinations] : [],
            MacAddress = options.MacAddress,
            NetworkSecurityGroup = options.NetworkSecurityGroup,
            SubscriptionId = options.SubscriptionId,
            ResourceGroupName = options.ResourceGroupName,
        };
    }

    /// <summary>Whether a row belongs to a conversation that is asked for.</summary>
    public bool Asks(in FlowRow row)
    {
        long newest = 0;
        return _rest.Accepts(in row, ref newest)
            && (!_addresses.IsActive || AddressFilter.Passes(_addresses.Judge(row.Source.Address), _addresses.Judge(row.Destination.Address)));
    }

    private static IEnumerable<string> Wanted(IEnumerable<string> items) =>
        items.Where(item => !item.AsSpan().TrimStart().StartsWith("!"));

    private static FlowAddress[] Named(IEnumerable<string> items)
    {
        var named = new SortedSet<FlowAddress>();
        foreach (string item in Wanted(items))
        {
            if (AddressText.TryParse(Encoding.UTF8.GetBytes(item.Trim()), out FlowAddress address))
            {
                named.Add(address);
            }
        }

        return [.. named];
    }
}
