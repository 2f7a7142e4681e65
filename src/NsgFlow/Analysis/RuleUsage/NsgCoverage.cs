using NsgFlow.Layout;

namespace NsgFlow.Analysis.RuleUsage;

/// <summary>
/// Which hours of which network security group have a log. A log of an NSG names it by its path; one of a virtual
/// network names an interface, and its rows the groups that decide there.
/// </summary>
internal sealed class NsgCoverage
{
    /// <summary>Beyond these, nothing is taken for known: a part would depend on the order in which logs are read.</summary>
    private const int MostHours = 1024 * 1024;
    private const int MostPlaces = 1024 * 1024;

    private readonly Dictionary<string, HashSet<long>> _ofGroup = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<long>> _ofInterface = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _interfacesOf = new(StringComparer.OrdinalIgnoreCase);
    private long _hours;
    private long _places;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private bool _isOverfull;

    private string? _path;
    private FlowLogPath? _layout;

    /// <summary>Whether some log does not tell whose it is, or may be of groups that no row names.</summary>
    private bool _hasOpenLogs;

    /// <summary>The first and last hour that has a log, from 1970; null where there is none.</summary>
    public (long First, long Last)? Span => _first <= _last ? (_first, _last) : null;

    /// <summary>A log was read to its end and held records.</summary>
    public void AddLog(string? path)
    {
        FlowLogPath? layout = path is null ? null : FlowLogPath.OfFile(path);
        if (layout is { NetworkSecurityGroup: { } group, Hour: { } hour })
        {
            Add(_ofGroup, LoggedNames.CutGroup(group), HourOf(hour));
            return;
        }

        _hasOpenLogs = true;
        if (layout is { MacAddress: { } mac, Hour: { } other })
        {
            Add(_ofInterface, mac, HourOf(other));
        }
    }

    /// <summary>Rows of a group of tuples were read.</summary>
    public void AddGroup(FlowGroup rows)
    {
        if (rows.NetworkSecurityGroup is not { } name)
        {
            return;
        }

        string group = LoggedNames.CutGroup(name);
        FlowLogPath? layout = rows.Source is { } source ? LayoutOf(source) : null;
        if (layout is not { Hour: not null })
        {
            // Outside of Azure's layout the hours are those in which records were written.
            if (rows.RecordTime is { } written)
            {
                Add(_ofGroup, group, HourOf(written));
            }
        }
        else if (layout is { NetworkSecurityGroup: null, MacAddress: { } mac })
        {
            AddPlace(group, mac);
        }
    }

    public void Merge(NsgCoverage other)
    {
        _isOverfull |= other._isOverfull;
        _hasOpenLogs |= other._hasOpenLogs;
        foreach ((string group, HashSet<long> hours) in other._ofGroup)
        {
            foreach (long hour in hours)
            {
                Add(_ofGroup, group, hour);
            }
        }

        foreach ((string mac, HashSet<long> hours) in other._ofInterface)
        {
            foreach (long hour in hours)
            {
                Add(_ofInterface, mac, hour);
            }
        }

        foreach ((string group, HashSet<string> macs) in other._interfacesOf)
        {
            foreach (string mac in macs)
            {
                AddPlace(group, mac);
            }
        }
    }

    /// <summary>In how many hours of a span, both ends included, a group has a log; null where that is not known.</summary>
    public int? HoursOf(string group, long first, long last)
    {
        if (_isOverfull || Span is null)
        {
            return null;
        }

        var found = new HashSet<long>();
        bool isKnown = _ofGroup.TryGetValue(group, out HashSet<long>? hours);
        found.UnionWith(hours ?? []);
        if (_interfacesOf.TryGetValue(group, out HashSet<string>? macs))
        {
            isKnown = true;
            foreach (string mac in macs)
            {
                found.UnionWith(_ofInterface.TryGetValue(mac, out HashSet<long>? ofInterface) ? ofInterface : []);
            }
        }

        // Where every log names its group, one without a log has none.
        return isKnown || !_hasOpenLogs ? found.Count(hour => hour >= first && hour <= last) : null;
    }

    public static long HourOf(DateTimeOffset time) => Math.DivRem(time.ToUnixTimeSeconds(), 3600).Quotient;

    private FlowLogPath? LayoutOf(string path)
    {
        if (!ReferenceEquals(path, _path))
        {
            _path = path;
            _layout = FlowLogPath.OfFile(path);
        }

        return _layout;
    }

    private void AddPlace(string group, string mac)
    {
        _isOverfull |= _places >= MostPlaces;
        if (_isOverfull)
        {
            return;
        }

        if (!_interfacesOf.TryGetValue(group, out HashSet<string>? macs))
        {
            _interfacesOf.Add(group, macs = new HashSet<string>(StringComparer.Ordinal));
        }

        _places += macs.Add(mac) ? 1 : 0;
    }

    private void Add(Dictionary<string, HashSet<long>> map, string key, long hour)
    {
        _isOverfull |= _hours >= MostHours;
        if (_isOverfull)
        {
            return;
        }

        if (!map.TryGetValue(key, out HashSet<long>? hours))
        {
            map.Add(key, hours = []);
        }

        if (hours.Add(hour))
        {
            _hours++;
            _first = Math.Min(_first, hour);
            _last = Math.Max(_last, hour);
        }
    }
}

/// <summary>The coverage by the logs of all jobs, which end on several threads.</summary>
internal sealed class SharedCoverage
{
    private readonly object _lock = new();
    private readonly NsgCoverage _all = new();

    /// <summary>To be asked for when all jobs have ended.</summary>
    public NsgCoverage All
    {
        get
        {
            lock (_lock)
            {
                return _all;
            }
        }
    }

    public void Merge(NsgCoverage coverage)
    {
        lock (_lock)
        {
            _all.Merge(coverage);
        }
    }
}
