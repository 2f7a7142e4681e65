using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>
/// Reads what damage has left of a record: flows, groups and tuples whose enclosing objects were lost. How deep they
/// stood is not known, so that each object is taken for what its keys make of it.
/// </summary>
internal sealed class LostTreeReader(JsonStructure structure, TupleScanner scanner, PendingTuples pending, ValueReader values)
{
    /// <summary>More levels than a record has between itself and its tuples.</summary>
    private const int Deepest = 8;

    private readonly JsonCursor _cursor = structure.Cursor;

    /// <summary>Reads a flow, a group, or an object with a list of either; its opening brace is next.</summary>
    public ReadStatus ReadObject() => Read(structure.ReadObject);

    /// <summary>Reads on in such an object, at one of its keys.</summary>
    public ReadStatus ReadRest() => Read(structure.ReadRest);

    /// <summary>Reads tuples whose list's beginning was lost; an opening quote is next.</summary>
    public ReadStatus ReadTuples() =>
        scanner.Scan(_cursor, new GroupBuilder(new FlowBuilder(RecordBuilder.Lost(), TupleContainer.None) { IsLost = true, IsClosed = true }));

    private ReadStatus Read(Func<Func<FlowKey, int, ReadStatus>, ReadStatus> members)
    {
        ReadStatus status = ReadMembers(new FlowBuilder(RecordBuilder.Lost(), TupleContainer.None) { IsLost = true }, members, depth: 0);
        pending.Release(recordIsOver: true);
        return status;
    }

    private ReadStatus ReadMembers(FlowBuilder flow, Func<Func<FlowKey, int, ReadStatus>, ReadStatus> members, int depth)
    {
        GroupBuilder? group = null;
        bool hasList = false;
        ReadStatus status = members((key, first) =>
        {
            flow.Container = ContainerOf(key, flow.Container);
            switch (key)
            {
                case FlowKey.Rule when first == '"':
                    ReadStatus read = values.ReadText(out string? rule);
                    flow.Rule ??= rule;
                    return read;
                case FlowKey.AclId when first == '"':
                    read = values.ReadText(out string? aclId);
                    flow.AclId ??= aclId;
                    return read;
                case FlowKey.Mac when first == '"':
                    read = values.ReadText(out string? mac);
                    (group ??= new GroupBuilder(flow)).MacAddress ??= mac;
                    return read;
                case FlowKey.Flows or FlowKey.FlowGroups or FlowKey.FlowTuples when first == '[':
                    if (hasList || depth == Deepest)
                    {
                        return structure.RefuseKey();
                    }

                    hasList = true;
                    return key == FlowKey.FlowTuples ? ReadList(group ??= new GroupBuilder(flow)) : ReadInner(flow, depth);
                case FlowKey.Time or FlowKey.SystemId or FlowKey.Category or FlowKey.OperationName or FlowKey.ResourceId or FlowKey.MacAddress
                    or FlowKey.Properties or FlowKey.FlowRecords or FlowKey.Records
                    or FlowKey.FlowLogGuid or FlowKey.FlowLogVersion or FlowKey.FlowLogResourceId or FlowKey.TargetResourceId:
                    return structure.RefuseKey();
                default:
                    return structure.SkipValue(first);
            }
        });

        flow.IsClosed = status == ReadStatus.Done;
        if (group is not null)
        {
            group.IsClosed = flow.IsClosed;
        }

        pending.Release(recordIsOver: false);
        return status;
    }

    private ReadStatus ReadInner(FlowBuilder outer, int depth) =>
        structure.ReadArray(element => element == '{'
            ? ReadMembers(new FlowBuilder(outer.Record, outer.Container) { IsLost = true, Outer = outer }, structure.ReadObject, depth + 1)
            : structure.SkipElement(element));

    private ReadStatus ReadList(GroupBuilder group)
    {
        _cursor.Take();
        return pending.IsEmpty && group.IsReady ? scanner.Scan(_cursor, group) : pending.Hold(_cursor, group);
    }

    /// <summary>What a key tells of the kind of log it stands in.</summary>
    private static TupleContainer ContainerOf(FlowKey key, TupleContainer known) => key switch
    {
        _ when known != TupleContainer.None => known,
        FlowKey.Version or FlowKey.Mac => TupleContainer.Nsg,
        FlowKey.AclId or FlowKey.FlowGroups => TupleContainer.VNet,
        _ => TupleContainer.None,
    };
}
