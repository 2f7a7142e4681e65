namespace NsgFlow.Decoding;

/// <summary>What a record says of its own version. It decides nothing; it is compared with what its tuples are.</summary>
internal struct VersionMarks
{
    /// <summary><c>properties.Version</c>, the place of NSG logs.</summary>
    public int? InProperties;

    /// <summary><c>flowLogVersion</c>, the place of virtual network logs.</summary>
    public int? FlowLogVersion;

    /// <summary>A version beside <c>properties</c>, where no format has one.</summary>
    public bool OutsidePlace;

    /// <summary>A version written as text.</summary>
    public bool IsText;

    public readonly FlowDeviation Compare(FlowLogKind kind)
    {
        bool expected = kind switch
        {
            FlowLogKind.NsgV1 => (InProperties is null or 1) && FlowLogVersion is null,
            FlowLogKind.NsgV2 => (InProperties is null or 2) && FlowLogVersion is null,
            FlowLogKind.VNetV4 => (FlowLogVersion is null or 3 or 4) && InProperties is null,
            _ => true,
        };
        // Beside the version in its place, another one says nothing that counts, wherever it stands.
        bool isMisplaced = OutsidePlace && InProperties is null && FlowLogVersion is null;
        return expected && !isMisplaced && !IsText ? FlowDeviation.None : FlowDeviation.UnexpectedVersion;
    }
}
