using System.Globalization;
using System.Text;
using NsgFlow.Analysis.Tracing;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.Streaming;

namespace NsgFlow.Tests.Analysis.Tracing;

/// <summary>
/// Logs with planted conversations, filed as Azure files them: one source for each interface, rule set and hour, with a
/// record for each minute. Read from the sources by any number of workers, or from a pipeline of records.
/// </summary>
internal sealed class PlantedLogs
{
    public const string AppMac = "000D3A000001";
    public const string DbMac = "000D3A000002";
    private const string Subscription = "11111111-2222-3333-4444-555555555555";

    private readonly List<Row> _rows = [];

    /// <summary>The day on which everything happens.</summary>
    public static DateTimeOffset At(int hour, int minute, int second = 0) => new(2026, 1, 15, hour, minute, second, TimeSpan.Zero);

    public static string AclOf(string nsg) => $"/subscriptions/{Subscription}/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/{nsg}";

    /// <summary>A tuple of an NSG log, version 2: <paramref name="counters"/> as logged, four fields.</summary>
    public PlantedLogs Nsg(string mac, string nsg, string rule, DateTimeOffset time, Ends ends, char direction, char decision, char state = 'B', string counters = ",,,")
    {
        string protocol = ends.Protocol == FlowProtocol.UDP ? "U" : "T";
        return Add(false, mac, nsg, rule, time, $"{time.ToUnixTimeSeconds()},{ends.Source},{ends.Destination},{ends.SourcePort},{ends.DestinationPort},{protocol},{direction},{decision},{state},{counters}");
    }

    /// <summary>A tuple of version 1.</summary>
    public PlantedLogs NsgV1(string mac, string nsg, string rule, DateTimeOffset time, Ends ends, char direction, char decision) =>
        Add(false, mac, nsg, rule, time, $"{time.ToUnixTimeSeconds()},{ends.Source},{ends.Destination},{ends.SourcePort},{ends.DestinationPort},T,{direction},{decision}");

    public PlantedLogs VNet(string mac, string nsg, string rule, DateTimeOffset time, Ends ends, char direction, char state = 'B', string counters = "0,0,0,0", string encryption = "NX", DateTimeOffset? written = null) =>
        Add(true, mac, nsg, rule, time, written: written, tuple: $"{time.ToUnixTimeMilliseconds()},{ends.Source},{ends.Destination},{ends.SourcePort},{ends.DestinationPort},{(int)ends.Protocol},{direction},{state},{encryption},{counters}");

    /// <summary>An attempt each so many minutes, from a minute of an hour on.</summary>
    public static IEnumerable<DateTimeOffset> Every(int minutes, DateTimeOffset first, DateTimeOffset last)
    {
        for (DateTimeOffset time = first; time <= last; time = time.AddMinutes(minutes))
        {
            yield return time;
        }
    }

    public PlantedLogs Each<T>(IEnumerable<T> items, Action<PlantedLogs, T> plant)
    {
        foreach (T item in items)
        {
            plant(this, item);
        }

        return this;
    }

    /// <summary>Flows between an interface's own address and elsewhere, by which the logs show whose it is, in each of these hours.</summary>
    public PlantedLogs Busy(string mac, string nsg, string address, params int[] hours)
    {
        foreach (int hour in hours)
        {
            Nsg(mac, nsg, "DefaultRule_AllowInternetOutBound", At(hour, 3), new Ends(address, "203.0.113.7", 443), 'O', 'A');
        }

        return this;
    }

    public IReadOnlyList<FlowSource> Sources(bool inLayout = true) =>
        [.. _rows.GroupBy(row => (row.IsVNet, row.Mac, Nsg: row.IsVNet ? "" : row.Nsg, Hour: row.Written.Hour))
            .OrderBy(file => file.Key.Hour).ThenBy(file => file.Key.Mac, StringComparer.Ordinal)
            .Select((file, number) => new TextSource(
                inLayout ? PathOf(file.Key.IsVNet, file.Key.Mac, file.Key.Nsg, file.Key.Hour) : $"copy-{number}.json",
                "{\"records\":[" + string.Join(',', file.GroupBy(row => row.Written).Select(record => RecordOf(file.Key.IsVNet, file.Key.Mac, record))) + "]}"))];

    /// <summary>The traces from logs.</summary>
    public static List<FlowTrace> Read(IEnumerable<FlowSource> sources, FlowFilterOptions options, int workers, int maxConversation = 1000)
    {
        var question = new TraceQuestion(options, maxConversation);
        var findings = new SharedFindings(question);
        using var pool = new SourceReaderPool(
            new FlowFilter(TraceQuestion.Widen(options, readsAll: false)), new FlowReadOptions(), _ => new TraceCollector(question, findings), workers, CancellationToken.None);
        foreach (FlowSource source in sources)
        {
            while (pool.IsFull)
            {
                Take(pool);
            }

            pool.Add(source);
        }

        while (!pool.IsIdle)
        {
            Take(pool);
        }

        return [.. TraceReport.Of(question, findings.All, CancellationToken.None)];
    }

    /// <summary>The traces from records that come down a pipeline.</summary>
    public static List<FlowTrace> Pipe(IEnumerable<FlowSource> sources, FlowFilterOptions options)
    {
        var question = new TraceQuestion(options, 1000);
        var findings = new SharedFindings(question);
        var collector = new TraceCollector(question, findings);
        var feed = new RecordFeed(new FlowFilter(TraceQuestion.Widen(options, readsAll: true)), collector);
        foreach (FlowRecord record in sources.SelectMany(source => Support.Logs.Decode(source).Flows))
        {
            feed.Add(record);
        }

        feed.Flush();
        collector.Complete();
        return [.. TraceReport.Of(question, findings.All, CancellationToken.None)];
    }

    /// <summary>The traces, which are the same by one, two and eight workers, in any order of the sources, and from records.</summary>
    public List<FlowTrace> Trace(FlowFilterOptions options)
    {
        IReadOnlyList<FlowSource> sources = Sources();
        List<FlowTrace> traces = Read(sources, options, workers: 1);
        string expected = TextOf(traces);
        Assert.Equal(expected, TextOf(Read(sources, options, workers: 2)));
        Assert.Equal(expected, TextOf(Read(sources.Reverse(), options, workers: 8)));
        Assert.Equal(expected, TextOf(Pipe(sources, options)));
        return traces;
    }

    /// <summary>The only trace of a conversation.</summary>
    public FlowTrace Trace(Ends ends, DateTimeOffset? start = null, DateTimeOffset? end = null) => Assert.Single(Trace(new FlowFilterOptions
    {
        SourceAddress = [ends.Source],
        DestinationAddress = [ends.Destination],
        DestinationPort = [ends.DestinationPort],
        StartTime = start,
        EndTime = end,
    }));

    /// <summary>All that a trace says.</summary>
    public static string TextOf(IEnumerable<FlowTrace> traces) => string.Join('\n', traces.Select(trace => string.Join(
        '|',
        trace,
        trace.Decision,
        trace.Rule,
        trace.AclId,
        trace.Side,
        $"{trace.Since:O}",
        $"{trace.ChangedAt:O}",
        trace.PreviousRule,
        trace.Reply,
        trace.Attempts,
        $"{trace.FirstSeen:O} {trace.LastSeen:O}",
        string.Join(',', trace.SourceMacAddress),
        string.Join(',', trace.DestinationMacAddress),
        string.Join(';', trace.Points.Select(point => $"{point} {point.Rows} {point.PacketsSent} {point.BytesReceived} {point.LastReply:O}")),
        string.Join(';', trace.Notes))));

    private static void Take(SourceReaderPool pool)
    {
        switch (pool.Take(TimeSpan.FromSeconds(10)))
        {
            case JobEndPage { Exception: { } exception }:
                throw exception;
            case FailurePage failure:
                throw failure.Exception;
            case FaultPage fault:
                throw new InvalidOperationException(fault.Fault.ToString());
        }
    }

    private static string PathOf(bool isVNet, string mac, string nsg, int hour)
    {
        string time = string.Create(CultureInfo.InvariantCulture, $"y=2026/m=01/d=15/h={hour:00}/m=00/macAddress={mac}/PT1H.json");
        return isVNet
            ? $"flowLogResourceID=/{Subscription}_NETWORKWATCHERRG/NETWORKWATCHER_EASTUS_FL/{time}"
            : $"resourceId={AclOf(nsg).ToUpperInvariant()}/{time}";
    }

    private static string RecordOf(bool isVNet, string mac, IEnumerable<Row> rows)
    {
        Row first = rows.First();
        string time = first.Written.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return isVNet
            ? $$$"""{"time":"{{{time}}}","macAddress":"{{{mac}}}","category":"FlowLogFlowEvent","flowLogResourceID":"/fl","targetResourceID":"/vnet","flowRecords":{"flows":[{{{string.Join(',', rows.GroupBy(row => row.Nsg).Select(acl =>
                $$$"""{"aclID":"{{{AclOf(acl.Key)}}}","flowGroups":[{{{string.Join(',', acl.GroupBy(row => row.Rule).Select(rule => $$$"""{"rule":"{{{rule.Key}}}","flowTuples":[{{{Tuples(rule)}}}]}"""))}}}]}"""))}}}]}}"""
            : $$$"""{"time":"{{{time}}}","macAddress":"{{{mac}}}","category":"NetworkSecurityGroupFlowEvent","resourceId":"{{{AclOf(first.Nsg).ToUpperInvariant()}}}","properties":{"flows":[{{{string.Join(',', rows.GroupBy(row => row.Rule).Select(rule =>
                $$$"""{"rule":"{{{rule.Key}}}","flows":[{"mac":"{{{mac}}}","flowTuples":[{{{Tuples(rule)}}}]}]}"""))}}}]}}""";
    }

    private static string Tuples(IEnumerable<Row> rows) => string.Join(',', rows.Select(row => $"\"{row.Tuple}\""));

    private PlantedLogs Add(bool isVNet, string mac, string nsg, string rule, DateTimeOffset time, string tuple, DateTimeOffset? written = null)
    {
        // A record is written in the minute after its flows.
        DateTimeOffset usual = new DateTimeOffset(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        _rows.Add(new Row(isVNet, mac, nsg, rule, written ?? usual, tuple));
        return this;
    }

    private sealed record Row(bool IsVNet, string Mac, string Nsg, string Rule, DateTimeOffset Written, string Tuple);

    private sealed class TextSource(string name, string text) : FlowSource
    {
        public override string Name => name;

        protected override Stream OpenRaw() => new MemoryStream(Encoding.UTF8.GetBytes(text));
    }
}

/// <summary>The ends of a conversation.</summary>
internal sealed record Ends(string Source, string Destination, int DestinationPort, FlowProtocol Protocol = FlowProtocol.TCP, int SourcePort = 50_000)
{
    /// <summary>From the application to its database.</summary>
    public static Ends Sql { get; } = new("10.0.1.4", "10.0.2.5", 1433);

    public static Ends SqlOverIPv6 { get; } = new("fd00:0:0:1::4", "fd00:0:0:2::5", 1433);
}
