namespace NsgFlow.Decoding;

/// <summary>Which of the keys that stand in a record once were met.</summary>
internal struct RecordKeys
{
    private const uint Once =
        (1u << (int)FlowKey.Time) | (1u << (int)FlowKey.SystemId) | (1u << (int)FlowKey.MacAddress) | (1u << (int)FlowKey.Category)
        | (1u << (int)FlowKey.ResourceId) | (1u << (int)FlowKey.OperationName) | (1u << (int)FlowKey.Properties)
        | OnlyFlowLog;

    /// <summary>Keys that no other log has.</summary>
    private const uint OnlyFlowLog =
        (1u << (int)FlowKey.FlowLogGuid) | (1u << (int)FlowKey.FlowLogResourceId) | (1u << (int)FlowKey.FlowLogVersion)
        | (1u << (int)FlowKey.FlowRecords) | (1u << (int)FlowKey.TargetResourceId);

    private uint _met;

    public readonly bool AreOfFlowLog => (_met & OnlyFlowLog) != 0;

    /// <summary>Notes a key; false where it stands in a record once and was met before.</summary>
    public bool TryAdd(FlowKey key)
    {
        uint bit = (1u << (int)key) & Once;
        bool isNew = (_met & bit) == 0;
        _met |= bit;
        return isNew;
    }
}
