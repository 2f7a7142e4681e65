namespace NsgFlow.Tests.Support;

/// <summary>A log as its parts, and the flows that a reader must find in it.</summary>
internal sealed record ModelLog(IReadOnlyList<ModelRecord> Records)
{
    /// <summary>The flows in the order of the log; their offsets are not known before the log is written.</summary>
    public IEnumerable<FlowFields> Flows =>
        from record in Records
        from flow in record.Flows
        from @group in flow.Groups
        from tuple in @group.Tuples
        select record.FlowOf(flow, @group, tuple);

    /// <summary>The log with its records in the usual envelope.</summary>
    public Node ToEnvelope() => new ObjectNode(("records", new ArrayNode([.. Records.Select(r => r.ToNode())])));
}

internal sealed record ModelRecord
{
    /// <summary>Whether it is a virtual network record; else it is one of an NSG.</summary>
    public required bool IsVNet { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string MacAddress { get; init; }

    /// <summary>The NSG's id, or the flow log's.</summary>
    public required string ResourceId { get; init; }

    public string? TargetResourceId { get; init; }

    /// <summary>As it is written, be it a number or a text in quotes.</summary>
    public required Node Version { get; init; }

    public FlowDeviation Deviation { get; init; }

    public required IReadOnlyList<ModelFlow> Flows { get; init; }

    public FlowFields FlowOf(ModelFlow flow, ModelGroup group, ModelTuple tuple) => new()
    {
        Tuple = tuple.Values,
        Rule = IsVNet ? group.Rule : flow.Rule,
        NetworkSecurityGroup = IsVNet ? flow.NetworkSecurityGroup : NameOf(ResourceId),
        AclId = IsVNet ? flow.AclId : ResourceId,
        ResourceId = ResourceId,
        TargetResourceId = TargetResourceId,
        MacAddress = IsVNet ? MacAddress.ToUpperInvariant() : group.MacAddress!.ToUpperInvariant(),
        RecordTime = Time,
        Source = "memory.json",
        Deviation = Deviation | tuple.Deviation,
    };

    /// <summary>In the order in which Azure writes its keys.</summary>
    public Node ToNode()
    {
        string time = Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return IsVNet
            ? new ObjectNode(
                ("time", time),
                ("flowLogGUID", "a1b2c3d4-e5f6-g7h8-i9j0-k1l2m3n4o5p6"),
                ("macAddress", MacAddress),
                ("category", "FlowLogFlowEvent"),
                ("flowLogResourceID", ResourceId),
                ("targetResourceID", TargetResourceId!),
                ("flowLogVersion", Version),
                ("operationName", "FlowLogFlowEvent"),
                ("flowRecords", new ObjectNode(("flows", new ArrayNode([.. Flows.Select(VNetFlow)])))))
            : new ObjectNode(
                ("time", time),
                ("systemId", "12345678-1234-1234-1234-123456789012"),
                ("macAddress", MacAddress),
                ("category", "NetworkSecurityGroupFlowEvent"),
                ("resourceId", ResourceId),
                ("operationName", "NetworkSecurityGroupFlowEvents"),
                ("properties", new ObjectNode(
                    ("Version", Version),
                    ("flows", new ArrayNode([.. Flows.Select(NsgFlow)])))));
    }

    private static ObjectNode VNetFlow(ModelFlow flow) => new(
        ("aclID", flow.AclId!),
        ("flowGroups", new ArrayNode([.. flow.Groups.Select(g => new ObjectNode(("rule", g.Rule!), ("flowTuples", Tuples(g))))])));

    private static ObjectNode NsgFlow(ModelFlow flow) => new(
        ("rule", flow.Rule!),
        ("flows", new ArrayNode([.. flow.Groups.Select(g => new ObjectNode(("mac", g.MacAddress!), ("flowTuples", Tuples(g))))])));

    private static ArrayNode Tuples(ModelGroup group) => new([.. group.Tuples.Select(t => new TupleNode(t))]);

    private static string NameOf(string resourceId) => resourceId[(resourceId.LastIndexOf('/') + 1)..];
}

/// <summary>In an NSG log a rule, in a virtual network log an ACL.</summary>
internal sealed record ModelFlow(string? Rule, string? AclId, string? NetworkSecurityGroup, IReadOnlyList<ModelGroup> Groups);

internal sealed record ModelGroup(string? Rule, string? MacAddress, IReadOnlyList<ModelTuple> Tuples);

/// <summary>A tuple as it is written, and what must be read from it.</summary>
internal sealed record ModelTuple(string Text, TupleValues Values, FlowDeviation Deviation);
