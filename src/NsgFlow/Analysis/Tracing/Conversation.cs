namespace NsgFlow.Analysis.Tracing;

/// <summary>A conversation that was logged, with what its points say together.</summary>
internal sealed class Conversation
{
    public Conversation(ConversationKey key, IReadOnlyDictionary<PointKey, PointTally> points)
    {
        Key = key;
        Points = [.. points.OrderBy(point => point.Value.FirstSeen).ThenBy(point => point.Key)];
        Timelines = Timeline.Of(Points);
        foreach (Timeline denying in Timelines.Where(timeline => timeline.Decision == FlowDecision.Deny))
        {
            LetThroughLater(denying);
        }
    }

    public ConversationKey Key { get; }

    /// <summary>By the time of the first row.</summary>
    public KeyValuePair<PointKey, PointTally>[] Points { get; }

    /// <summary>The source's end first.</summary>
    public List<Timeline> Timelines { get; }

    public DateTimeOffset FirstSeen => DateTimeOffset.FromUnixTimeMilliseconds(Points.Min(point => point.Value.FirstSeen));

    public DateTimeOffset LastSeen => DateTimeOffset.FromUnixTimeMilliseconds(Points.Max(point => point.Value.LastSeen));

    /// <summary>As many as the rule set that logged most: every other logged some of the same.</summary>
    public long Attempts => Points
        .GroupBy(point => (point.Key.Kind, point.Key.RuleSet, point.Key.Direction))
        .Max(set => set.Sum(point => point.Value.Attempts));

    public bool IsAllowedSomewhere => Allowed.Any();

    public IEnumerable<KeyValuePair<PointKey, PointTally>> Allowed => Points.Where(point => point.Key.Decision == FlowDecision.Allow);

    /// <summary>The last row that counted packets back, at the source where it tells, else at the destination.</summary>
    public long? LastReply
    {
        get
        {
            FlowTraceSide side = ReplyAt(FlowTraceSide.Source) != FlowReply.Unknown ? FlowTraceSide.Source : FlowTraceSide.Destination;
            long last = At(side).Select(point => point.Value.LastReply).DefaultIfEmpty(long.MinValue).Max();
            return last > long.MinValue ? last : null;
        }
    }

    /// <summary>What came back to the source counts, where that is known; what the destination sent may be lost on the way.</summary>
    public FlowReply Reply => ReplyAt(FlowTraceSide.Source) is var reply and not FlowReply.Unknown ? reply : ReplyAt(FlowTraceSide.Destination);

    /// <summary>One point that counted packets back is enough.</summary>
    public FlowReply ReplyAt(FlowTraceSide side)
    {
        HashSet<FlowReply> replies = [.. At(side).Select(point => point.Value.Reply)];
        return replies.Contains(FlowReply.Yes) ? FlowReply.Yes
            : replies.Contains(FlowReply.No) ? FlowReply.No
            : FlowReply.Unknown;
    }

    /// <summary>The end at which alone it was logged; null where both ends logged it.</summary>
    public FlowTraceSide? OnlySide =>
        Array.TrueForAll(Points, point => point.Key.Side == Points[0].Key.Side) ? Points[0].Key.Side : null;

    private IEnumerable<KeyValuePair<PointKey, PointTally>> At(FlowTraceSide side) => Allowed.Where(point => point.Key.Side == side);

    /// <summary>
    /// A denial is over when attempts arrive at the destination after it, or another kind of log of the same end, on
    /// which the answer now depends, lets them through.
    /// </summary>
    private void LetThroughLater(Timeline denying)
    {
        long last = denying.Runs[^1].Last;
        long? later = Timelines
            .Where(other => other != denying)
            .Select(other =>
                other.Side == denying.Side ? (other.Decision == FlowDecision.Allow ? other.FirstAttemptAfter(last + 1, onlyAllowed: true) : null)
                : denying.Side == FlowTraceSide.Source ? other.FirstAttemptAfter(last + 1, onlyAllowed: false)
                : null)
            .Min();
        if (later is { } minute)
        {
            denying.AllowFrom(minute);
        }
    }
}
