using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>Tuples of one flow between the same two hosts, by the second; and logs of them.</summary>
internal static class Tuples
{
    /// <summary>2026-01-15T09:00:00Z.</summary>
    public const long Nine = 1_768_467_600;

    public const string Mac = "000D3A000001";

    public static DateTimeOffset At(long second) => DateTimeOffset.FromUnixTimeSeconds(Nine + second);

    /// <summary>A tuple of an NSG log.</summary>
    /// <param name="second">Seconds since nine o'clock.</param>
    /// <param name="state">B, C, E or D; A for one without a state.</param>
    /// <param name="counters">The four counters, with commas.</param>
    /// <param name="port">The source port: another one is another flow.</param>
    public static string T(long second, char state, string counters = ",,,", int port = 50000)
    {
        string head = FormattableString.Invariant($"{Nine + second},10.0.0.4,203.0.113.9,{port},443,T,O");
        return state switch
        {
            'A' => $"{head},A",
            'D' => $"{head},D,B,{counters}",
            _ => $"{head},A,{state},{counters}",
        };
    }

    /// <summary>A tuple of a virtual network log, by the millisecond.</summary>
    public static string V(long millisecond, char state, string counters = "0,0,0,0", int port = 50000, string encryption = "NX") =>
        FormattableString.Invariant($"{(Nine * 1000) + millisecond},10.0.0.4,203.0.113.9,{port},443,6,O,{state},{encryption},{counters}");

    /// <summary>A record of an NSG log with one group.</summary>
    public static string Nsg(long written, params string[] tuples) => NsgOf("UserRule_web", Mac, written, tuples);

    public static string NsgOf(string rule, string mac, long written, params string[] tuples) =>
        $$$"""{"time":"{{{At(written):O}}}","macAddress":"{{{mac}}}","category":"NetworkSecurityGroupFlowEvent","resourceId":"{{{SmallLogs.NsgId}}}","properties":{"Version":2,"flows":[{"rule":"{{{rule}}}","flows":[{"mac":"{{{mac}}}","flowTuples":[{{{Quote(tuples)}}}]}]}]}}""".Replace("+00:00", "Z", StringComparison.Ordinal);

    public static string VNet(long written, params string[] tuples) =>
        $$$"""{"time":"{{{At(written):O}}}","macAddress":"{{{Mac}}}","category":"FlowLogFlowEvent","flowLogResourceID":"{{{SmallLogs.FlowLogId}}}","targetResourceID":"{{{SmallLogs.VNetId}}}","flowLogVersion":4,"flowRecords":{"flows":[{"aclID":"{{{SmallLogs.AclId}}}","flowGroups":[{"rule":"UserRule_web","flowTuples":[{{{Quote(tuples)}}}]}]}]}}""".Replace("+00:00", "Z", StringComparison.Ordinal);

    /// <summary>A log outside of Azure's layout.</summary>
    public static NamedSource Log(params string[] records) => new("log.json", SmallLogs.Envelope(records));

    /// <summary>A log where Azure files it.</summary>
    public static NamedSource HourLog(int hour, params string[] records) => new(
        FormattableString.Invariant($"/logs/resourceId={SmallLogs.NsgId}/y=2026/m=01/d={15 + (hour / 24):00}/h={hour % 24:00}/m=00/macAddress={Mac}/PT1H.json"),
        SmallLogs.Envelope(records));

    /// <summary>One record of an NSG log, stitched.</summary>
    public static Stitched Stitch(params string[] tuples) => StitchRun.Chain([Log(Nsg(60, tuples))]);

    private static string Quote(string[] tuples) => string.Join(',', tuples.Select(t => $"\"{t}\""));
}
