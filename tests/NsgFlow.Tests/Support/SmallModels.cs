namespace NsgFlow.Tests.Support;

/// <summary>Logs of two records in about a kilobyte: small enough to be damaged in every way.</summary>
internal static class SmallModels
{
    public static ModelLog Log(FlowLogKind kind) => new([Record(kind, 0), Record(kind, 1)]);

    private static ModelRecord Record(FlowLogKind kind, int number)
    {
        bool isVNet = kind == FlowLogKind.VNetV4;
        int tuples = number * 10;
        ModelGroup Group(string rule, int count) => new(
            isVNet ? rule : null,
            isVNet ? null : $"00000000{number}{rule}",
            [.. Enumerable.Range(0, count).Select(_ => Tuple(kind, ++tuples))]);
        ModelFlow Flow(string name, params ModelGroup[] groups) => new(isVNet ? null : $"Rule{number}{name}", isVNet ? $"Acl{number}{name}" : null, null, groups);
        return new ModelRecord
        {
            IsVNet = isVNet,
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5 + number, TimeSpan.Zero),
            MacAddress = $"0000000000A{number}",
            ResourceId = isVNet ? $"/L/{number}" : $"/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/N{number}",
            TargetResourceId = isVNet ? $"/T/{number}" : null,
            Version = new RawNode(kind switch { FlowLogKind.NsgV1 => "1", FlowLogKind.NsgV2 => "2", _ => "4" }),
            Flows = number == 0
                ? [Flow("A", Group("0C1", 2), Group("0C2", 1)), Flow("B", Group("0C3", 1))]
                : [Flow("A", Group("0C4", 2))],
        };
    }

    private static ModelTuple Tuple(FlowLogKind kind, int port)
    {
        var values = new TupleValues(
            1_700_000_000_000, "10.0.0.1", "10.0.0.2", port, 2, FlowProtocol.TCP, FlowDirection.Inbound, FlowDecision.Allow, FlowState.None, null, null, null, null, null, kind);
        string head = $"10.0.0.1,10.0.0.2,{port},2";
        return kind switch
        {
            FlowLogKind.NsgV1 => new ModelTuple($"1700000000,{head},T,I,A", values, FlowDeviation.None),
            FlowLogKind.NsgV2 => new ModelTuple(
                $"1700000000,{head},T,I,A,E,1,2,3,4",
                values with { State = FlowState.End, PacketsSent = 1, BytesSent = 2, PacketsReceived = 3, BytesReceived = 4 },
                FlowDeviation.None),
            _ => new ModelTuple(
                $"1700000000000,{head},6,I,E,NX,1,2,3,4",
                values with { State = FlowState.End, Encryption = "NX", PacketsSent = 1, BytesSent = 2, PacketsReceived = 3, BytesReceived = 4 },
                FlowDeviation.None),
        };
    }
}
