using NsgFlow.Tuples;

namespace NsgFlow.Filtering;

/// <summary>
/// The filter parameters, compiled once. Groups are judged before their tuples, tuples by their raw fields before
/// anything is allocated; a field is read, and so checked, only where a filter asks for it.
/// </summary>
internal sealed class FlowFilter
{
    private readonly AddressFilter _addresses;
    private readonly GroupFilter _groups;
    private readonly PortSet? _sourcePort;
    private readonly PortSet? _destinationPort;
    private readonly PortSet? _port;
    private readonly bool _readsTime;
    private readonly bool _readsVerdict;
    private readonly long _start = long.MinValue;
    private readonly long _end = long.MaxValue;
    private readonly bool[]? _protocols;
    private readonly uint _directions = uint.MaxValue;
    private readonly uint _decisions = uint.MaxValue;
    private readonly uint _states = uint.MaxValue;

    /// <exception cref="FormatException">An address or prefix is none.</exception>
    public FlowFilter(FlowFilterOptions options)
    {
        _addresses = new AddressFilter(options);
        _groups = new GroupFilter(options);
        _sourcePort = Ports(options.SourcePort);
        _destinationPort = Ports(options.DestinationPort);
        _port = Ports(options.Port);
        _start = options.StartTime is { } start ? CeilingMilliseconds(start) : long.MinValue;
        _end = options.EndTime is { } end ? CeilingMilliseconds(end) : long.MaxValue;
        _readsTime = options.StartTime is not null || options.EndTime is not null;
        _directions = Mask(options.Direction.Select(d => (int)d));
        _decisions = Mask(options.Decision.Select(d => (int)d));
        _states = Mask(options.State.Select(s => (int)s));
        _readsVerdict = options.Decision.Count > 0 || options.State.Count > 0;
        if (options.Protocol.Count > 0)
        {
            _protocols = new bool[256];
            foreach (FlowProtocol protocol in options.Protocol)
            {
                _protocols[(byte)protocol] = true;
            }
        }

        AcceptsAll = !_readsTime && !_readsVerdict && !_addresses.IsActive && _sourcePort is null && _destinationPort is null
            && _port is null && _protocols is null && options.Direction.Count == 0;
    }

    /// <summary>A filter that lets everything through.</summary>
    public static FlowFilter None { get; } = new(new FlowFilterOptions());

    /// <summary>Whether no tuple is ever rejected for its own fields.</summary>
    public bool AcceptsAll { get; }

    /// <summary>Whether tuple times are compared, so that the newest one seen is worth telling.</summary>
    public bool ReadsTime => _readsTime;

    public AddressVerdict Judge(FlowAddress address) => _addresses.Judge(address);

    /// <summary>Whether tuples of this group can pass at all.</summary>
    public bool Accepts(FlowGroup group) => _groups.Accepts(group);

    /// <summary>Judges a tuple by the fields that filters read, cheapest first.</summary>
    /// <param name="tuple">The split tuple.</param>
    /// <param name="container">What encloses it; decides its layout.</param>
    /// <param name="addresses">The worker's addresses.</param>
    /// <param name="newest">The newest time, in milliseconds, of tuples that all other filters passed; moved on.</param>
    /// <param name="fault">Why a field that was read cannot be; the tuple is an error then.</param>
    /// <returns>True where the tuple passes. False with a fault is an error, without one a rejection.</returns>
    public bool Accepts(in TupleText tuple, TupleContainer container, AddressTable addresses, ref long newest, out TupleFault fault)
    {
        fault = TupleFault.None;
        if (_destinationPort is not null
            && !PassesPort(tuple, TupleLayouts.DestinationPort, _destinationPort, TupleFault.DestinationPort, ref fault))
        {
            return false;
        }

        if (_sourcePort is not null
            && !PassesPort(tuple, TupleLayouts.SourcePort, _sourcePort, TupleFault.SourcePort, ref fault))
        {
            return false;
        }

        if (_port is not null && !PassesEitherPort(tuple, ref fault))
        {
            return false;
        }

        if (_directions != uint.MaxValue && !PassesDirection(tuple, ref fault))
        {
            return false;
        }

        if (_readsVerdict && !PassesVerdict(tuple, container, ref fault))
        {
            return false;
        }

        if (_protocols is not null && !PassesProtocol(tuple, ref fault))
        {
            return false;
        }

        if (_addresses.IsActive && !PassesAddresses(tuple, addresses, ref fault))
        {
            return false;
        }

        return !_readsTime || PassesTime(tuple, ref newest, ref fault);
    }

    /// <summary>Judges a row that was decoded before, as its tuple would have been. All its fields must be there, its addresses judged by this filter.</summary>
    /// <param name="row">The row.</param>
    /// <param name="newest">The newest time, in milliseconds, of rows that all other filters passed; moved on.</param>
    public bool Accepts(in FlowRow row, ref long newest)
    {
        bool passes = (_destinationPort?.Contains(row.DestinationPort) ?? true)
            && (_sourcePort?.Contains(row.SourcePort) ?? true)
            && (_port is null || _port.Contains(row.SourcePort) || _port.Contains(row.DestinationPort))
            && (_directions >> (int)row.Direction & 1) != 0
            && (_decisions >> (int)row.Decision & 1) != 0
            && (_states >> (int)row.State & 1) != 0
            && (_protocols is null || _protocols[(byte)row.Protocol])
            && (!_addresses.IsActive || AddressFilter.Passes(row.Source.Verdict, row.Destination.Verdict))
            && Accepts(row.Group);
        if (passes && _readsTime)
        {
            newest = Math.Max(newest, row.TimeMilliseconds);
        }

        return passes && row.TimeMilliseconds >= _start && row.TimeMilliseconds < _end;
    }

    private static bool PassesPort(in TupleText tuple, int field, PortSet wanted, TupleFault bad, ref TupleFault fault)
    {
        if (!TupleFields.TryPort(tuple, field, out ushort port))
        {
            fault = bad;
            return false;
        }

        return wanted.Contains(port);
    }

    private bool PassesEitherPort(in TupleText tuple, ref TupleFault fault)
    {
        bool source = PassesPort(tuple, TupleLayouts.SourcePort, _port!, TupleFault.SourcePort, ref fault);
        return fault == TupleFault.None
            && (PassesPort(tuple, TupleLayouts.DestinationPort, _port!, TupleFault.DestinationPort, ref fault) || source)
            && fault == TupleFault.None;
    }

    private bool PassesDirection(in TupleText tuple, ref TupleFault fault)
    {
        if (!TupleFields.TryDirection(tuple, out FlowDirection direction))
        {
            fault = TupleFault.Direction;
            return false;
        }

        return (_directions >> (int)direction & 1) != 0;
    }

    private bool PassesVerdict(in TupleText tuple, TupleContainer container, ref TupleFault fault)
    {
        fault = TupleLayouts.Resolve(tuple, container, out TupleLayout layout, out _);
        if (fault != TupleFault.None)
        {
            return false;
        }

        fault = TupleFields.Verdict(tuple, layout, out FlowDecision decision, out FlowState state);
        return fault == TupleFault.None
            && (_decisions >> (int)decision & 1) != 0
            && (_states >> (int)state & 1) != 0;
    }

    private bool PassesProtocol(in TupleText tuple, ref TupleFault fault)
    {
        if (!TupleFields.TryProtocol(tuple, out FlowProtocol protocol, out _))
        {
            fault = TupleFault.Protocol;
            return false;
        }

        return _protocols![(byte)protocol];
    }

    private static bool PassesAddresses(in TupleText tuple, AddressTable addresses, ref TupleFault fault)
    {
        InternedAddress? source = addresses.Find(ref tuple.Field(TupleLayouts.Source, out int length), length);
        if (source is null)
        {
            fault = TupleFault.SourceAddress;
            return false;
        }

        InternedAddress? destination = addresses.Find(ref tuple.Field(TupleLayouts.Destination, out length), length);
        if (destination is null)
        {
            fault = TupleFault.DestinationAddress;
            return false;
        }

        return AddressFilter.Passes(source.Verdict, destination.Verdict);
    }

    private bool PassesTime(in TupleText tuple, ref long newest, ref TupleFault fault)
    {
        fault = TupleFields.Time(tuple, out long time, out _);
        if (fault != TupleFault.None)
        {
            return false;
        }

        newest = Math.Max(newest, time);
        return time >= _start && time < _end;
    }

    private static PortSet? Ports(IReadOnlyList<int> ports) => ports.Count == 0 ? null : new PortSet(ports);

    private static uint Mask(IEnumerable<int> values)
    {
        uint mask = 0;
        foreach (int value in values)
        {
            mask |= 1u << value;
        }

        return mask == 0 ? uint.MaxValue : mask;
    }

    /// <summary>Tuple times are whole milliseconds, so a bound within one is the next one.</summary>
    private static long CeilingMilliseconds(DateTimeOffset time)
    {
        long milliseconds = time.ToUnixTimeMilliseconds();
        return time.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? milliseconds : milliseconds + 1;
    }
}
