using NsgFlow.Layout;

namespace NsgFlow.Analysis.Tracing;

/// <summary>
/// What logs show of network interfaces: which addresses they have, and of which hours there is a log. An interface
/// sends from its own address and receives at it; one that forwards, such as a firewall's, seems to have those of others too.
/// </summary>
internal sealed class Interfaces
{
    /// <summary>Beyond these, nothing is taken for known: a part would depend on the order in which logs are read.</summary>
    public const int MostAddresses = 64 * 1024;
    public const int MostHours = 1024 * 1024;

    private readonly Dictionary<FlowAddress, HashSet<string>> _owners = [];
    private readonly Dictionary<string, HashSet<long>> _hours = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private FlowGroup? _group;
    private InternedAddress? _address;
    private long _hourCount;
    private bool _hasTooManyAddresses;
    private bool _hasTooManyHours;

    /// <summary>The first and last hour that any log covers, counted from 1970; none where there is no log.</summary>
    public (long First, long Last)? Span => _hours.Count == 0
        ? null
        : (_hours.Values.Min(hours => hours.Min()), _hours.Values.Max(hours => hours.Max()));

    public void Add(in FlowRow row)
    {
        FlowGroup group = row.Group;
        if (!ReferenceEquals(group, _group))
        {
            _group = group;
            _address = null;
            AddSource(group.Source);
            if (group.MacAddress is { } mac)
            {
                AddHour(mac, HourOf(WrittenAt(group.RecordTime, DateTimeOffset.FromUnixTimeMilliseconds(row.TimeMilliseconds))));
            }
        }

        // The rows of a group mostly have the same end here.
        InternedAddress own = row.Direction == FlowDirection.Inbound ? row.Destination : row.Source;
        if (!ReferenceEquals(own, _address) && group.MacAddress is { } owner)
        {
            _address = own;
            AddOwner(own.Address, owner);
        }
    }

    /// <summary>A log in Azure's layout is known by its path, even where it holds nothing of interest.</summary>
    public void AddSource(string? path)
    {
        if (path is not null && _sources.Add(path) && FlowLogPath.OfFile(path) is { MacAddress: { } mac, Hour: { } hour })
        {
            AddHour(mac, HourOf(hour));
        }
    }

    public void Merge(Interfaces other)
    {
        _hasTooManyAddresses |= other._hasTooManyAddresses;
        _hasTooManyHours |= other._hasTooManyHours;
        foreach ((FlowAddress address, HashSet<string> owners) in other._owners)
        {
            foreach (string owner in owners)
            {
                AddOwner(address, owner);
            }
        }

        foreach ((string mac, HashSet<long> hours) in other._hours)
        {
            foreach (long hour in hours)
            {
                AddHour(mac, hour);
            }
        }
    }

    /// <summary>The interfaces that have an address, in order; none where that is not known.</summary>
    public string[] OwnersOf(FlowAddress address) =>
        !_hasTooManyAddresses && _owners.TryGetValue(address, out HashSet<string>? owners)
            ? [.. owners.Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Whether there is a log of an interface and an hour.</summary>
    public bool Covers(string mac, long hour) => !_hasTooManyHours && _hours.TryGetValue(mac, out HashSet<long>? hours) && hours.Contains(hour);

    /// <summary>In how many hours of a span, both ends included, there is a log of one of these interfaces.</summary>
    public long HoursOf(string[] macs, long first, long last)
    {
        var found = new HashSet<long>();
        foreach (string mac in macs)
        {
            if (!_hasTooManyHours && _hours.TryGetValue(mac, out HashSet<long>? hours))
            {
                found.UnionWith(hours.Where(hour => hour >= first && hour <= last));
            }
        }

        return found.Count;
    }

    /// <summary>A record is written a minute or so after its flows; a time far from them is none.</summary>
    private static DateTimeOffset WrittenAt(DateTimeOffset? record, DateTimeOffset flow) =>
        record is { } written && (written - flow).Duration() < TimeSpan.FromDays(1) ? written : flow;

    private static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private void AddOwner(FlowAddress address, string mac)
    {
        if (_owners.TryGetValue(address, out HashSet<string>? owners))
        {
            owners.Add(mac);
        }
        else if (_owners.Count < MostAddresses)
        {
            _owners.Add(address, new HashSet<string>(StringComparer.Ordinal) { mac });
        }
        else
        {
            _hasTooManyAddresses = true;
        }
    }

    private void AddHour(string mac, long hour)
    {
        if (_hourCount >= MostHours)
        {
            _hasTooManyHours = true;
            return;
        }

        if (!_hours.TryGetValue(mac, out HashSet<long>? hours))
        {
            _hours.Add(mac, hours = []);
        }

        _hourCount += hours.Add(hour) ? 1 : 0;
    }
}
