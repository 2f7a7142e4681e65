namespace NsgFlow.Filtering;

/// <summary>The address filters together: judges an address once for every place it can stand in.</summary>
internal sealed class AddressFilter
{
    private readonly AddressSet? _source;
    private readonly AddressSet? _destination;
    private readonly AddressSet? _either;
    private readonly AddressSet? _first;
    private readonly AddressSet? _second;

    public AddressFilter(FlowFilterOptions options)
    {
        _source = ParseOrNull(options.SourceAddress);
        _destination = ParseOrNull(options.DestinationAddress);
        _either = ParseOrNull(options.Address);
        if (options.Between.Count > 0)
        {
            if (options.Between.Count != 2)
            {
                throw new FormatException("Between takes two addresses or prefixes, such as 10.0.0.0/8,20.1.2.3.");
            }

            _first = AddressSet.Parse([options.Between[0]]);
            _second = AddressSet.Parse([options.Between[1]]);
        }

        IsActive = _source is not null || _destination is not null || _either is not null || _first is not null;
    }

    public bool IsActive { get; }

    public AddressVerdict Judge(FlowAddress address)
    {
        AddressVerdict verdict = AddressVerdict.None;
        verdict |= _source?.Contains(address) ?? true ? AddressVerdict.Source : 0;
        verdict |= _destination?.Contains(address) ?? true ? AddressVerdict.Destination : 0;
        verdict |= _either?.Wants(address) ?? true ? AddressVerdict.Either : 0;
        verdict |= _either?.Excludes(address) ?? false ? AddressVerdict.Excluded : 0;
        verdict |= _first?.Contains(address) ?? true ? AddressVerdict.First : 0;
        verdict |= _second?.Contains(address) ?? true ? AddressVerdict.Second : 0;
        return verdict;
    }

    /// <summary>Whether a flow between two judged addresses passes.</summary>
    public static bool Passes(AddressVerdict source, AddressVerdict destination)
    {
        bool between = ((source & AddressVerdict.First) != 0 && (destination & AddressVerdict.Second) != 0)
            || ((source & AddressVerdict.Second) != 0 && (destination & AddressVerdict.First) != 0);
        return (source & AddressVerdict.Source) != 0
            && (destination & AddressVerdict.Destination) != 0
            && ((source | destination) & AddressVerdict.Either) != 0
            && ((source | destination) & AddressVerdict.Excluded) == 0
            && between;
    }

    private static AddressSet? ParseOrNull(IReadOnlyList<string> items) => items.Count == 0 ? null : AddressSet.Parse(items);
}
