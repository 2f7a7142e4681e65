using NsgFlow.Layout;

namespace NsgFlow.Survey;

/// <summary>Gathers what files have of each hour and tells, for each network interface, every hour of a window.</summary>
/// <param name="window">The times asked for; where an end is missing, the first or last hour of any log takes its place.</param>
/// <param name="macAddresses">The network interfaces asked for by name; one without a log is told as well.</param>
internal sealed class CoverageReport(HourWindow window, IEnumerable<string> macAddresses)
{
    private readonly SortedDictionary<string, Nic> _nics = new(StringComparer.Ordinal);

    public void Add(FlowLogPath log, IEnumerable<HourCoverage> hours)
    {
        string key = KeyOf(log);
        if (!_nics.TryGetValue(key, out Nic? nic))
        {
            nic = new Nic(log);
        }

        foreach (HourCoverage hour in hours.Where(hour => IsInWindow(hour.Hour)))
        {
            nic.Hours[hour.Hour] = nic.Hours.TryGetValue(hour.Hour, out HourCoverage known) ? HourCoverage.Merge(known, hour) : hour;
            _nics[key] = nic;
        }
    }

    /// <summary>The hours of each network interface, by MAC address, log and time.</summary>
    public IEnumerable<FlowCoverage> Rows()
    {
        (long first, long last) = Span();
        foreach (string mac in macAddresses.Select(text => MacAddressText.Normalize(text)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!_nics.Values.Any(nic => string.Equals(nic.Log?.MacAddress, mac, StringComparison.OrdinalIgnoreCase)))
            {
                _nics.Add(mac.ToUpperInvariant(), new Nic(null) { MacAddress = mac });
            }
        }

        foreach (Nic nic in _nics.Values)
        {
            for (long hour = first; hour <= last; hour += TimeSpan.TicksPerHour)
            {
                yield return nic.Row(new DateTimeOffset(hour, TimeSpan.Zero));
            }
        }
    }

    /// <summary>MAC address first, for rows are shown in groups of it. The separator sorts before all that names hold.</summary>
    private static string KeyOf(FlowLogPath log) =>
        string.Join('\0', log.MacAddress, log.NetworkSecurityGroup ?? log.FlowLogName, log.SubscriptionId, log.ResourceGroupName, log.Region, log.Family)
            .ToUpperInvariant();

    private bool IsInWindow(DateTimeOffset hour) =>
        !(hour.UtcTicks + TimeSpan.TicksPerHour <= window.Start?.UtcTicks) && !(hour >= window.End);

    private (long First, long Last) Span()
    {
        long first = long.MaxValue;
        long last = long.MinValue;
        foreach (Nic nic in _nics.Values)
        {
            first = Math.Min(first, nic.Hours.Keys.First().UtcTicks);
            last = Math.Max(last, nic.Hours.Keys.Last().UtcTicks);
        }

        if (window.Start is { } start)
        {
            first = FlowLogPeriod.HourOf(start).UtcTicks;
        }

        if (window.End is { } end)
        {
            last = FlowLogPeriod.HourOf(end.AddTicks(-1)).UtcTicks;
        }

        // Without a log, and without both ends of a window, there is no hour to tell of.
        return first == long.MaxValue || last == long.MinValue ? (0, -1) : (first, last);
    }

    private sealed class Nic(FlowLogPath? log)
    {
        public FlowLogPath? Log { get; } = log;

        public string? MacAddress { get; init; } = log?.MacAddress;

        public SortedDictionary<DateTimeOffset, HourCoverage> Hours { get; } = [];

        public FlowCoverage Row(DateTimeOffset hour)
        {
            HourCoverage? found = Hours.TryGetValue(hour, out HourCoverage known) ? known : null;
            return new FlowCoverage
            {
                MacAddress = MacAddress,
                Kind = Log?.Family,
                SubscriptionId = Log?.SubscriptionId,
                ResourceGroupName = Log?.ResourceGroupName,
                NetworkSecurityGroup = Log?.NetworkSecurityGroup,
                FlowLogName = Log?.FlowLogName,
                Hour = hour,
                Status = found is null ? FlowCoverageStatus.Missing : found.Value.IsOpen ? FlowCoverageStatus.Open : FlowCoverageStatus.Present,
                FirstRecord = found?.First,
                LastRecord = found?.Last,
                FullName = found?.Path,
            };
        }
    }
}
