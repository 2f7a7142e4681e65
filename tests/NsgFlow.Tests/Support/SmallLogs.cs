using NsgFlow.Decoding;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Support;

/// <summary>Logs of one record and one list of tuples, for tests on tuples.</summary>
internal static class SmallLogs
{
    public const string NsgId = "/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/WEB-NSG";
    public const string FlowLogId = "/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NW_EASTUS/FLOWLOGS/FL";
    public const string VNetId = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-1";
    public const string AclId = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/db-nsg";

    /// <summary>A record of an NSG flow log; its version is left out, so that it never departs from a tuple's.</summary>
    public static string NsgRecord(params string[] tuples) =>
        $$$"""{"time":"2026-01-02T03:04:05.1234567Z","macAddress":"000D3AF8801A","category":"NetworkSecurityGroupFlowEvent","resourceId":"{{{NsgId}}}","properties":{"flows":[{"rule":"UserRule_SSH","flows":[{"mac":"000D3AF8801A","flowTuples":[{{{Quote(tuples)}}}]}]}]}}""";

    /// <summary>A record of a virtual network flow log, without a version.</summary>
    public static string VNetRecord(params string[] tuples) =>
        $$$"""{"time":"2026-01-02T03:04:05.1234567Z","macAddress":"6045BDEC2532","category":"FlowLogFlowEvent","flowLogResourceID":"{{{FlowLogId}}}","targetResourceID":"{{{VNetId}}}","flowRecords":{"flows":[{"aclID":"{{{AclId}}}","flowGroups":[{"rule":"DefaultRule_DenyAllInBound","flowTuples":[{{{Quote(tuples)}}}]}]}]}}""";

    public static string Envelope(params string[] records) => $$"""{"records":[{{string.Join(',', records)}}]}""";

    public static Decoded Nsg(params string[] tuples) => Logs.Decode(Envelope(NsgRecord(tuples)));

    public static Decoded VNet(params string[] tuples) => Logs.Decode(Envelope(VNetRecord(tuples)));

    /// <summary>The only flow that came of a log without a fault.</summary>
    public static FlowRecord Flow(Decoded decoded)
    {
        Assert.Empty(decoded.Faults);
        return Assert.Single(decoded.Flows);
    }

    /// <summary>Why the only tuple of a log could not be decoded; None where it could.</summary>
    public static TupleFault Fault(Decoded decoded)
    {
        if (decoded.Faults.Count == 0)
        {
            Assert.Single(decoded.Flows);
            return TupleFault.None;
        }

        Assert.Empty(decoded.Flows);
        FlowFault fault = Assert.Single(decoded.Faults);
        Assert.Equal(FlowFaultKind.InvalidTuple, fault.Kind);
        return fault.Tuple;
    }

    private static string Quote(string[] tuples) => string.Join(',', tuples.Select(t => $"\"{t}\""));
}
