using System.Globalization;

namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>
/// The names of a container's blobs, in the order of the service: so many resources with so many interfaces, a blob
/// for each hour. None is held; each is made when it is asked for.
/// </summary>
internal sealed class LogNames
{
    private readonly string[] _resources;
    private readonly int _hours;
    private readonly DateTime _start;
    private readonly int _nics;

    private LogNames(IEnumerable<string> resources, int nics, DateTime start, int days)
    {
        // As the names go on behind them, for A-1 stands before A/ and behind A.
        _resources = [.. resources.Order(StringComparer.Ordinal)];
        (_nics, _start, _hours) = (nics, start, days * 24);
    }

    public long Count => (long)_resources.Length * _hours * _nics;

    public static LogNames Nsg(int resources, int nics, DateTime start, int days) => new(
        Enumerable.Range(0, resources).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"resourceId=/SUBSCRIPTIONS/{Subscription(i)}/RESOURCEGROUPS/RG{i % 50:D2}/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG{i:D4}/")),
        nics,
        start,
        days);

    public static LogNames VNet(int resources, int nics, DateTime start, int days) => new(
        Enumerable.Range(0, resources).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"flowLogResourceID=/{Subscription(i)}_NETWORKWATCHERRG/NETWORKWATCHER_WESTEUROPE_FLOWLOG{i:D4}/")),
        nics,
        start,
        days);

    /// <summary>The name at a place of the order.</summary>
    public string this[long index]
    {
        get
        {
            long resource = Math.DivRem(index, (long)_hours * _nics, out long within);
            DateTime hour = _start.AddHours(within / _nics);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{_resources[resource]}y={hour:yyyy}/m={hour:MM}/d={hour:dd}/h={hour:HH}/m=00/macAddress=000D3A{resource:X4}{within % _nics:X2}/PT1H.json");
        }
    }

    /// <summary>The place of the first name that does not stand before the text.</summary>
    public long Find(string text) => Find(name => string.CompareOrdinal(name, text) >= 0);

    /// <summary>The place of the first name behind all those that begin with the text.</summary>
    public long FindBehind(string prefix) =>
        Find(name => string.CompareOrdinal(name, prefix) > 0 && !name.StartsWith(prefix, StringComparison.Ordinal));

    private long Find(Func<string, bool> isReached)
    {
        (long low, long high) = (0, Count);
        while (low < high)
        {
            long middle = (low + high) / 2;
            (low, high) = isReached(this[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static string Subscription(int resource) =>
        string.Create(CultureInfo.InvariantCulture, $"11111111-2222-3333-4444-{resource % 4:D12}");
}
