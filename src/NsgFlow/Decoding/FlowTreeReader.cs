using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>
/// Reads what a record's flows enclose: flows, their groups, their lists of tuples. A list is decoded where it
/// stands if all it needs came before it, else it is held until that has come.
/// </summary>
internal sealed class FlowTreeReader(JsonStructure structure, TupleScanner scanner, PendingTuples pending, ValueReader values)
{
    private readonly JsonCursor _cursor = structure.Cursor;

    /// <summary>Reads the array of flows whose opening bracket is next.</summary>
    public ReadStatus ReadFlows(RecordBuilder record, TupleContainer container) =>
        structure.ReadArray(first => first == '{' ? ReadFlow(new FlowBuilder(record, container)) : _cursor.SkipValue(first));

    /// <summary>Reads a flow, or a group, whose record was lost in damage; its opening brace is next.</summary>
    public ReadStatus ReadLostFlow()
    {
        ReadStatus status = ReadFlow(new FlowBuilder(RecordBuilder.Lost(), TupleContainer.None));
        pending.Release(recordIsOver: true);
        return status;
    }

    /// <summary>Reads tuples whose list's beginning was lost in damage; an opening quote is next.</summary>
    public ReadStatus ReadLostTuples() =>
        scanner.Scan(_cursor, new GroupBuilder(new FlowBuilder(RecordBuilder.Lost(), TupleContainer.None)));

    private ReadStatus ReadFlow(FlowBuilder flow)
    {
        // No format has tuples, or a MAC address, in a flow itself; were it so, the flow would be its own group.
        GroupBuilder? own = null;
        ReadStatus status = structure.ReadObject((key, first) =>
        {
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
                case FlowKey.Flows or FlowKey.FlowGroups when first == '[':
                    return structure.ReadArray(element => element == '{' ? ReadGroup(new GroupBuilder(flow)) : _cursor.SkipValue(element));
                case FlowKey.Mac or FlowKey.MacAddress or FlowKey.FlowTuples:
                    return ReadGroupValue(own ??= new GroupBuilder(flow), key, first);
                default:
                    return SkipOrRefuse(key, first);
            }
        });

        flow.IsClosed = status == ReadStatus.Done;
        if (own is not null)
        {
            own.IsClosed = flow.IsClosed;
        }

        pending.Release(recordIsOver: false);
        return status;
    }

    private ReadStatus ReadGroup(GroupBuilder group)
    {
        ReadStatus status = structure.ReadObject((key, first) => ReadGroupValue(group, key, first));
        group.IsClosed = status == ReadStatus.Done;
        pending.Release(recordIsOver: false);
        return status;
    }

    private ReadStatus ReadGroupValue(GroupBuilder group, FlowKey key, int first)
    {
        switch (key)
        {
            case FlowKey.Rule when first == '"':
                ReadStatus status = values.ReadText(out string? rule);
                group.Rule ??= rule;
                return status;
            case FlowKey.Mac or FlowKey.MacAddress when first == '"':
                status = values.ReadText(out string? mac);
                group.MacAddress ??= mac;
                return status;
            case FlowKey.FlowTuples when first == '[':
                _cursor.Take();
                return pending.IsEmpty && group.IsReady ? scanner.Scan(_cursor, group) : pending.Hold(_cursor, group);
            default:
                return SkipOrRefuse(key, first);
        }
    }

    /// <summary>A key of a record inside a flow tells that what lay between was lost.</summary>
    private ReadStatus SkipOrRefuse(FlowKey key, int first) =>
        key is FlowKey.Time or FlowKey.SystemId or FlowKey.Properties or FlowKey.FlowRecords or FlowKey.Records
            ? ReadStatus.Damaged
            : _cursor.SkipValue(first);
}
