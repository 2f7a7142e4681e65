namespace NsgFlow.Analysis.Deduplication;

/// <summary>
/// Orders rows of one conversation by what they say, so that nothing depends on the order in which they came.
/// </summary>
internal static class RowComparison
{
    /// <summary>Whether the row opens or denies a flow; the others go on with one and count what it moved.</summary>
    public static bool IsAttempt(in FlowRow row) =>
        row.Decision == FlowDecision.Deny || row.State is not (FlowState.Continue or FlowState.End);

    /// <summary>Whether it is known which interface the row is of. Where it is not, rows of several may look like one's.</summary>
    public static bool HasInterface(in FlowRow row) => !string.IsNullOrEmpty(row.Group.MacAddress);

    public static bool IsVNet(in FlowRow row) => row.Kind == FlowLogKind.VNetV4;

    /// <summary>By the interface and the direction: where the flow was seen.</summary>
    public static int Vantage(in FlowRow one, in FlowRow other)
    {
        int order = Text(one.Group.MacAddress, other.Group.MacAddress);

        // The outbound side first: its counters are kept.
        return order != 0 ? order : (one.Direction != FlowDirection.Outbound).CompareTo(other.Direction != FlowDirection.Outbound);
    }

    /// <summary>By who logged the flow there: virtual network logs first, which tell more, then by rule set.</summary>
    public static int Logger(in FlowRow one, in FlowRow other)
    {
        int order = IsVNet(in other).CompareTo(IsVNet(in one));
        return order != 0 ? order : AclId(one.Group.AclId, other.Group.AclId);
    }

    /// <summary>By where the flow was seen and who logged it.</summary>
    public static int Point(in FlowRow one, in FlowRow other)
    {
        int order = Vantage(in one, in other);
        return order != 0 ? order : Logger(in one, in other);
    }

    /// <summary>By all that rows of one point say, but for their times.</summary>
    public static int Words(in FlowRow one, in FlowRow other)
    {
        int order = Text(one.Group.Rule, other.Group.Rule);
        order = order != 0 ? order : one.Kind.CompareTo(other.Kind);
        order = order != 0 ? order : one.State.CompareTo(other.State);
        order = order != 0 ? order : one.Decision.CompareTo(other.Decision);
        order = order != 0 ? order : one.Known.CompareTo(other.Known);
        order = order != 0 ? order : one.PacketsSent.CompareTo(other.PacketsSent);
        order = order != 0 ? order : one.BytesSent.CompareTo(other.BytesSent);
        order = order != 0 ? order : one.PacketsReceived.CompareTo(other.PacketsReceived);
        order = order != 0 ? order : one.BytesReceived.CompareTo(other.BytesReceived);
        return order != 0 ? order : Text(one.Encryption, other.Encryption);
    }

    /// <summary>By where the row stands.</summary>
    public static int Place(in FlowRow one, in FlowRow other)
    {
        int order = Text(one.Group.Source, other.Group.Source);
        return order != 0 ? order : one.Offset.CompareTo(other.Offset);
    }

    public static int RecordTime(in FlowRow one, in FlowRow other) => Nullable.Compare(one.Group.RecordTime, other.Group.RecordTime);

    /// <summary>By time, and within a moment by all else.</summary>
    public static int Time(in FlowRow one, in FlowRow other)
    {
        int order = one.TimeMilliseconds.CompareTo(other.TimeMilliseconds);
        order = order != 0 ? order : Point(in one, in other);
        order = order != 0 ? order : Words(in one, in other);
        order = order != 0 ? order : RecordTime(in one, in other);
        return order != 0 ? order : Place(in one, in other);
    }

    // Texts of one source are mostly the same object.
    private static int Text(string? one, string? other) => ReferenceEquals(one, other) ? 0 : string.CompareOrdinal(one, other);

    private static int AclId(string? one, string? other) =>
        ReferenceEquals(one, other) ? 0 : string.Compare(one, other, StringComparison.OrdinalIgnoreCase);
}
