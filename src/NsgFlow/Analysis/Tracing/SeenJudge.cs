namespace NsgFlow.Analysis.Tracing;

/// <summary>Finds the verdict on a conversation that was logged.</summary>
/// <remarks>
/// In this order: a denial that was always there; a decision that changed, to denial first; replies; the other end's log
/// that does not hold it; no reply; reply unknown. So a denial now outranks whatever was allowed before, and says so.
/// </remarks>
internal sealed class SeenJudge(TraceWindow window, Interfaces interfaces)
{
    private static readonly TimeSpan s_replyDelay = TimeSpan.FromMinutes(15);

    public FlowTrace Judge(Conversation found)
    {
        var notes = new List<string>();
        Finding finding = DeniedOrNull(found, notes) ?? ChangedOrNull(found, notes) ?? AllowedAs(found, notes);
        string[] sourceMacs = MacsOf(found, FlowTraceSide.Source);
        string[] destinationMacs = MacsOf(found, FlowTraceSide.Destination);
        TraceNotes.AddAddresses(notes, found.Key.Source, found.Key.Destination);
        PointKey? decider = finding.Decider;
        return new FlowTrace
        {
            SourceAddress = found.Key.Source.ToString(),
            DestinationAddress = found.Key.Destination.ToString(),
            DestinationPort = found.Key.DestinationPort,
            Protocol = found.Key.Protocol,
            Verdict = finding.Verdict,
            Reason = finding.Reason,
            Decision = finding.Decision,
            Rule = decider?.Rule,
            NetworkSecurityGroup = decider?.NetworkSecurityGroup,
            AclId = decider?.AclId,
            Side = finding.Side ?? decider?.Side,
            Since = finding.Since,
            ChangedAt = finding.ChangedAt,
            PreviousRule = finding.PreviousRule,
            Reply = found.IsAllowedSomewhere ? found.Reply : null,
            Attempts = found.Attempts,
            FirstSeen = found.FirstSeen,
            LastSeen = found.LastSeen,
            SourceMacAddress = sourceMacs,
            DestinationMacAddress = destinationMacs,
            Points = [.. found.Points.Select(point => point.Value.ToPoint(point.Key))],
            Notes = [.. notes],
        };
    }

    private static Finding? DeniedOrNull(Conversation found, List<string> notes)
    {
        Timeline? denying = found.Timelines.Find(timeline => timeline.IsMixed || (timeline.Decision == FlowDecision.Deny && !timeline.HasChanged));
        if (denying is null)
        {
            return null;
        }

        NoteChanges(found, denying, notes);
        Run run = denying.IsMixed ? new Run(FlowDecision.Deny, denying.Runs[0].First, denying.Runs[^1].Last) : denying.Runs[^1];
        (PointKey key, PointTally tally) = denying.DeciderOf(run)!.Value;
        KeyValuePair<PointKey, PointTally>[] all = [.. denying.PointsOf(FlowDecision.Deny)];
        foreach ((PointKey other, PointTally othersTally) in all.Where(point => point.Key.Rule != key.Rule || point.Key.RuleSet != key.RuleSet))
        {
            notes.Add($"{TraceText.Capital(TraceText.Rule(other))} denied it as well, {TraceText.Where(other)}, {Span(othersTally)}.");
        }

        return new Finding
        {
            Verdict = FlowTraceVerdict.DeniedBy,
            Decision = FlowDecision.Deny,
            Decider = key,
            Since = DateTimeOffset.FromUnixTimeMilliseconds(all.Min(point => point.Value.FirstSeen)),
            Reason = denying.IsMixed ? Partly(key, all, denying) : Denies(key, tally),
        };
    }

    private static string Denies(in PointKey key, PointTally tally) => TraceText.IsEncryptionDrop(key)
        ? $"Encryption of the virtual network drops it ({key.Encryption}), {TraceText.Where(key)}, {Span(tally)}; no rule decides that."
        : $"{TraceText.Capital(TraceText.Rule(key))} denies it, {TraceText.Where(key)}, {Span(tally)}; nothing was let through there.";

    private static string Partly(in PointKey key, KeyValuePair<PointKey, PointTally>[] denied, Timeline timeline)
    {
        KeyValuePair<PointKey, PointTally> allowing = timeline.PointsOf(FlowDecision.Allow).OrderByDescending(point => point.Value.LastSeen).ThenBy(point => point.Key).First();
        string subject = TraceText.IsEncryptionDrop(key) ? $"Encryption of the virtual network drops a part of it ({key.Encryption})" : $"{TraceText.Capital(TraceText.Rule(key))} denies a part of it";
        string number = TraceText.Number(denied.Sum(point => point.Value.Rows), "attempt", "attempts");
        string first = TraceText.Time(DateTimeOffset.FromUnixTimeMilliseconds(denied.Min(point => point.Value.FirstSeen)));
        string last = TraceText.Time(DateTimeOffset.FromUnixTimeMilliseconds(denied.Max(point => point.Value.LastSeen)));
        return $"{subject}, {TraceText.Where(key)}, {number} from {first} to {last}, while {TraceText.Rule(allowing.Key)} allows others ({allowing.Value.Attempts}); so more decides than addresses, port and protocol, such as the source port or encryption.";
    }

    private static string Span(PointTally tally)
    {
        string first = TraceText.Time(DateTimeOffset.FromUnixTimeMilliseconds(tally.FirstSeen));
        string last = TraceText.Time(DateTimeOffset.FromUnixTimeMilliseconds(tally.LastSeen));
        return first == last
            ? $"{TraceText.Number(tally.Rows, "attempt", "attempts")} at {first}"
            : $"{TraceText.Number(tally.Rows, "attempt", "attempts")} from {first} to {last}";
    }

    private static void NoteChanges(Conversation found, Timeline decisive, List<string> notes)
    {
        if (decisive.HasChanged && decisive.Runs.Count > 2)
        {
            notes.Add($"The decision changed {decisive.Runs.Count - 1} times in the window; the reason tells of the {(decisive.Decision == FlowDecision.Deny ? "last denial" : "last time it was allowed")}.");
        }

        foreach (Timeline other in found.Timelines.Where(timeline => timeline != decisive && timeline.HasChanged))
        {
            Run run = other.Runs[^1];
            notes.Add($"At the {TraceText.End(other.Side)} the decision changed too: {(run.Decision == FlowDecision.Deny ? "denied" : "allowed")} since {TraceText.Minute(run.First)}.");
        }
    }

    private static Finding? ChangedOrNull(Conversation found, List<string> notes)
    {
        List<Timeline> changed = found.Timelines.FindAll(timeline => timeline.HasChanged);

        // Of denials the first one shuts the way, of permissions the last one opens it.
        Timeline? decisive = changed.Where(timeline => timeline.Decision == FlowDecision.Deny).MinBy(timeline => timeline.Runs[^1].First)
            ?? changed.MaxBy(timeline => timeline.Runs[^1].First);
        if (decisive is null)
        {
            return null;
        }

        NoteChanges(found, decisive, notes);
        Run now = decisive.Runs[^1];
        Run before = decisive.Runs[^2];
        PointKey? decider = decisive.DeciderOf(now)?.Key;
        PointKey? previous = decisive.DeciderOf(before)?.Key;
        bool denies = now.Decision == FlowDecision.Deny;
        string subject = decider is { } key
            ? $"{TraceText.Capital(TraceText.Rule(key))} {(denies ? "denies" : "allows")} it, {TraceText.Where(key)}, since {TraceText.Minute(now.First)}"
            : $"It gets through since {TraceText.Minute(now.First)}, though no log of the {TraceText.End(decisive.Side)} shows it";
        string by = previous is { } earlier ? $" by {TraceText.Rule(earlier)}" : string.Empty;
        string reply = denies ? string.Empty : " " + ReplyClause(found);
        return new Finding
        {
            Verdict = FlowTraceVerdict.Changed,
            Decision = now.Decision,
            Decider = decider,
            Side = decisive.Side,
            Since = decisive.StartOf(now),
            ChangedAt = DateTimeOffset.FromUnixTimeSeconds(now.First * 60),
            PreviousRule = previous?.Rule,
            Reason = $"{subject}; before that, until {TraceText.Minute(before.Last)}, it was {(denies ? "allowed" : "denied")}{by}.{reply}",
        };
    }

    private static string ReplyClause(Conversation found) => found.Reply switch
    {
        FlowReply.Yes => "Packets came back.",
        FlowReply.No => "No packet came back.",
        _ => "No counter tells whether packets came back.",
    };

    private Finding AllowedAs(Conversation found, List<string> notes)
    {
        FlowTraceSide? only = found.OnlySide;
        FlowTraceSide? missing = only is { } side ? Other(side) : null;
        string[] missingMacs = missing is { } end ? MacsOf(found, end) : [];
        bool mustShow = missing is not null && IsMissing(found, missingMacs);
        (PointKey Key, PointTally Tally) last = found.Allowed.OrderByDescending(point => point.Value.LastSeen).ThenBy(point => point.Key).Select(point => (point.Key, point.Value)).First();
        bool sameRule = found.Allowed.All(point => point.Key.Rule == last.Key.Rule && point.Key.AclId == last.Key.AclId);
        FlowTraceVerdict verdict = found.Reply == FlowReply.Yes ? FlowTraceVerdict.Allowed
            : mustShow ? FlowTraceVerdict.OneSideOnly
            : found.Reply == FlowReply.No ? FlowTraceVerdict.AllowedNoReply
            : FlowTraceVerdict.AllowedReplyUnknown;
        string place = only is { } at ? $"at the {TraceText.End(at)}, the only end that logged it" : "at both ends";
        if (missing is { } other && verdict == FlowTraceVerdict.Allowed && mustShow)
        {
            notes.Add($"The log of the {TraceText.End(other)} ({string.Join(", ", missingMacs)}) covers the time and does not hold it, though packets came back: on the way an address or port is changed, as a load balancer, NAT or a private endpoint does, or another interface answers.");
        }
        else if (missing is { } unknown && verdict is FlowTraceVerdict.AllowedNoReply or FlowTraceVerdict.AllowedReplyUnknown)
        {
            notes.Add(TraceNotes.OtherEnd(unknown, missingMacs));
        }

        if (found.LastReply is { } replied && found.LastSeen - DateTimeOffset.FromUnixTimeMilliseconds(replied) > s_replyDelay)
        {
            notes.Add($"No packet back was counted after {TraceText.Time(DateTimeOffset.FromUnixTimeMilliseconds(replied))}, though it was logged until {TraceText.Time(found.LastSeen)}.");
        }

        return new Finding
        {
            Verdict = verdict,
            Decision = FlowDecision.Allow,
            Decider = sameRule ? last.Key : null,
            Side = only,
            Since = found.FirstSeen,
            Reason = verdict switch
            {
                FlowTraceVerdict.Allowed => $"It was allowed {place}, and packets came back, the last counted at {TraceText.Time(DateTimeOffset.FromUnixTimeMilliseconds(found.LastReply!.Value))}.",
                FlowTraceVerdict.OneSideOnly => AllowedText.OneSide(only!.Value, missingMacs),
                FlowTraceVerdict.AllowedNoReply => AllowedText.NoReply(found, place),
                _ => AllowedText.ReplyUnknown(found, place),
            },
        };
    }

    private bool IsMissing(Conversation found, string[] macs)
    {
        HashSet<string?> logged = [.. found.Points.Select(point => point.Key.MacAddress)];
        string[] others = [.. macs.Where(mac => !logged.Contains(mac))];
        return others.Length > 0
            && found.Allowed.SelectMany(point => point.Value.Attempted.Minutes).Any(minute => window.MustHold(others, minute));
    }

    private string[] MacsOf(Conversation found, FlowTraceSide side) =>
        [.. interfaces.OwnersOf(side == FlowTraceSide.Source ? found.Key.Source : found.Key.Destination)];

    private static FlowTraceSide Other(FlowTraceSide side) =>
        side == FlowTraceSide.Source ? FlowTraceSide.Destination : FlowTraceSide.Source;

    /// <summary>What is filled into a trace.</summary>
    private sealed record Finding
    {
        public required FlowTraceVerdict Verdict { get; init; }

        public required FlowDecision Decision { get; init; }

        public required string Reason { get; init; }

        public PointKey? Decider { get; init; }

        public FlowTraceSide? Side { get; init; }

        public DateTimeOffset? Since { get; init; }

        public DateTimeOffset? ChangedAt { get; init; }

        public string? PreviousRule { get; init; }
    }
}
