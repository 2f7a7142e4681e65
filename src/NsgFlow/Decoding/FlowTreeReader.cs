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
        structure.ReadArray(first => first == '{' ? ReadFlow(new FlowBuilder(record, container)) : structure.SkipElement(first));

    private ReadStatus ReadFlow(FlowBuilder flow)
    {
        // No format has tuples, or a MAC address, in a flow itself; were it so, the flow would be its own group.
        GroupBuilder? own = null;
        bool hasGroups = false;
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
                    if (hasGroups)
                    {
                        return structure.RefuseKey();
                    }

                    hasGroups = true;
                    return structure.ReadArray(element => element == '{' ? ReadGroup(new GroupBuilder(flow)) : structure.SkipElement(element));
                case FlowKey.Mac or FlowKey.FlowTuples when IsGroupAlone(flow, own, key):
                    return structure.RefuseKey();
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

    /// <summary>Whether a flow is a group for which a flow's beginning was lost: nothing of a flow came before its own keys.</summary>
    private static bool IsGroupAlone(FlowBuilder flow, GroupBuilder? own, FlowKey key) =>
        flow.Container == TupleContainer.Nsg
            ? flow.Rule is null || (key == FlowKey.FlowTuples && own?.MacAddress is null)
            : key == FlowKey.FlowTuples && (flow.Rule is null || flow.AclId is null);

    private ReadStatus ReadGroup(GroupBuilder group)
    {
        bool hasTuples = false;
        ReadStatus status = structure.ReadObject((key, first) =>
        {
            if (first == '[' && (key == FlowKey.FlowTuples ? hasTuples : key is FlowKey.Flows or FlowKey.FlowGroups && Anchors.IsTreeNext(_cursor.Window)))
            {
                return structure.RefuseKey();
            }

            hasTuples |= key == FlowKey.FlowTuples && first == '[';
            return ReadGroupValue(group, key, first);
        });
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
            case FlowKey.FlowTuples when first == '"':
                return SkipLoneTuple();
            default:
                return SkipOrRefuse(key, first);
        }
    }

    /// <summary>A text in the place of a list, unless it is what is left of one whose bracket was lost.</summary>
    private ReadStatus SkipLoneTuple()
    {
        ByteWindow window = _cursor.Window;
        bool isTuple = Anchors.IsTupleNext(window);
        ReadStatus status = _cursor.SkipText();
        return status == ReadStatus.Done && isTuple && (_cursor.Peek() == ']' || Anchors.IsTupleBehindComma(window))
            ? ReadStatus.Damaged
            : status;
    }

    /// <summary>A key of a record inside a flow tells that what lay between was lost.</summary>
    private ReadStatus SkipOrRefuse(FlowKey key, int first) =>
        key is FlowKey.Time or FlowKey.SystemId or FlowKey.Properties or FlowKey.FlowRecords or FlowKey.Records
            or FlowKey.FlowLogGuid or FlowKey.FlowLogVersion or FlowKey.FlowLogResourceId or FlowKey.TargetResourceId
            ? structure.RefuseKey()
            : structure.SkipValue(first);
}
