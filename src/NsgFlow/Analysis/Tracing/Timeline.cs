namespace NsgFlow.Analysis.Tracing;

/// <summary>A span of minutes, both ends included, in which attempts were decided in one way.</summary>
internal readonly record struct Run(FlowDecision Decision, long First, long Last);

/// <summary>
/// How the attempts of a conversation were decided in the course of time, at one end and in one kind of log. An attempt
/// passes where all rule sets on its way let it through.
/// </summary>
/// <remarks>
/// <para>Attempts decide, not continuations: a flow that was let in before a rule changed goes on after it.</para>
/// <para>Where a rule set denies, those before it still log that they allowed. Such a row is no sign of a time in which
/// the attempt got through, unless the other rule set demonstrably did not deny then: it allowed as well in that minute;
/// or both stand in the same logs (virtual network logs) and it did not deny; or one came in the place of the other.</para>
/// </remarks>
internal sealed class Timeline
{
    /// <summary>So many minutes with both decisions of one rule set are no change but a rule that depends on more, such as the source port.</summary>
    private const int MixedMinutes = 3;

    /// <summary>Nobody changes a rule more often than that; the decision depends on more, such as whether a flow is encrypted.</summary>
    private const int MostChanges = 5;

    private readonly KeyValuePair<PointKey, PointTally>[] _points;
    private readonly List<Run> _runs = [];

    private Timeline(FlowTraceSide side, FlowLogFamily family, KeyValuePair<PointKey, PointTally>[] points)
    {
        Side = side;
        Family = family;
        _points = points;
        Build();
    }

    public FlowTraceSide Side { get; }

    public FlowLogFamily Family { get; }

    /// <summary>In the order of time; neighbours differ in their decision.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    public FlowDecision Decision => _runs[^1].Decision;

    /// <summary>Whether attempts are denied and allowed at the same time, or in turns.</summary>
    public bool IsMixed { get; private set; }

    public bool HasChanged => _runs.Count > 1 && !IsMixed;

    /// <summary>One for each end and kind of log, the source's end first.</summary>
    public static List<Timeline> Of(IEnumerable<KeyValuePair<PointKey, PointTally>> points) =>
        [.. points
            .GroupBy(point => (point.Key.Side, Family: FamilyOf(point.Key.Kind)))
            .OrderBy(group => group.Key.Side).ThenByDescending(group => group.Key.Family)
            .Select(group => new Timeline(group.Key.Side, group.Key.Family, [.. group.OrderBy(point => point.Key)]))];

    /// <summary>What decided in a run, the point that was active last; of several rule sets the one that decides otherwise in another run.</summary>
    public KeyValuePair<PointKey, PointTally>? DeciderOf(Run run)
    {
        HashSet<(string?, string?)> others = [.. _points.Where(point => point.Key.Decision != run.Decision).Select(point => point.Key.RuleSet)];
        KeyValuePair<PointKey, PointTally>[] active = [.. _points.Where(point => point.Key.Decision == run.Decision && IsActive(point.Value, run))];
        return active.Length == 0
            ? null
            : active.OrderByDescending(point => run.Decision == FlowDecision.Allow && others.Contains(point.Key.RuleSet))
                .ThenByDescending(point => point.Value.LastSeen)
                .ThenBy(point => point.Key)
                .First();
    }

    /// <summary>The first attempt of a run as exactly as it is known: to the minute, or better where it is the first of all.</summary>
    public DateTimeOffset StartOf(Run run)
    {
        long minute = run.First * 60_000;
        long first = _points
            .Where(point => point.Key.Decision == run.Decision)
            .Select(point => point.Value.FirstSeen)
            .Where(time => time >= minute && time < minute + 60_000)
            .DefaultIfEmpty(minute)
            .Min();
        return DateTimeOffset.FromUnixTimeMilliseconds(first);
    }

    /// <summary>
    /// Takes into account that an attempt arrived or was allowed elsewhere after the last denial here, though it was
    /// not logged here any more.
    /// </summary>
    public void AllowFrom(long minute)
    {
        if (Decision == FlowDecision.Deny && minute > _runs[^1].Last + 1)
        {
            _runs.Add(new Run(FlowDecision.Allow, minute, minute));
        }
    }

    /// <summary>The first attempt after a minute, of those allowed or of all.</summary>
    public long? FirstAttemptAfter(long minute, bool onlyAllowed)
    {
        long first = _points
            .Where(point => !onlyAllowed || point.Key.Decision == FlowDecision.Allow)
            .SelectMany(point => point.Value.Attempted.Minutes)
            .Where(attempt => attempt > minute)
            .DefaultIfEmpty(long.MaxValue)
            .Min();
        return first == long.MaxValue ? null : first;
    }

    public IEnumerable<KeyValuePair<PointKey, PointTally>> PointsOf(FlowDecision decision) => _points.Where(point => point.Key.Decision == decision);

    private static FlowLogFamily FamilyOf(FlowLogKind kind) =>
        kind == FlowLogKind.VNetV4 ? FlowLogFamily.VirtualNetwork : FlowLogFamily.NetworkSecurityGroup;

    private static bool IsActive(PointTally tally, Run run) =>
        tally.Attempted.Overlaps(run.First, run.Last) || tally.Continued.Overlaps(run.First, run.Last);

    private void Build()
    {
        RuleSetMinutes[] sets = [.. _points.GroupBy(point => point.Key.RuleSet).Select(set => new RuleSetMinutes(set))];
        var minutes = new SortedDictionary<long, (bool Allows, bool Denies)>();
        foreach (RuleSetMinutes set in sets)
        {
            foreach (long minute in set.Denied)
            {
                minutes[minute] = (minutes.GetValueOrDefault(minute).Allows, true);
            }

            RuleSetMinutes[] deniers = [.. sets.Where(other => other != set && other.Denied.Count > 0)];
            foreach (long minute in set.Allowed.Where(minute => !Array.Exists(deniers, other => IsShadowed(set, other, minute))))
            {
                minutes[minute] = (true, minutes.GetValueOrDefault(minute).Denies);
            }
        }

        bool allowsFirst = FirstOf(FlowDecision.Allow) <= FirstOf(FlowDecision.Deny);
        int both = 0;
        foreach ((long minute, (bool allows, bool denies)) in minutes)
        {
            if (allows && denies)
            {
                // The change lies within the minute.
                both++;
                FlowDecision before = _runs.Count > 0 ? Decision : allowsFirst ? FlowDecision.Allow : FlowDecision.Deny;
                Extend(before, minute);
                Extend(before == FlowDecision.Allow ? FlowDecision.Deny : FlowDecision.Allow, minute);
            }
            else
            {
                Extend(denies ? FlowDecision.Deny : FlowDecision.Allow, minute);
            }
        }

        IsMixed = both >= MixedMinutes || _runs.Count - 1 > MostChanges;
    }

    private long FirstOf(FlowDecision decision) => PointsOf(decision).Select(point => point.Value.FirstSeen).DefaultIfEmpty(long.MaxValue).Min();

    private void Extend(FlowDecision decision, long minute)
    {
        if (_runs.Count > 0 && Decision == decision)
        {
            _runs[^1] = _runs[^1] with { Last = minute };
        }
        else
        {
            _runs.Add(new Run(decision, minute, minute));
        }
    }

    /// <summary>Whether another rule set may have denied what this one allowed in a minute.</summary>
    private bool IsShadowed(RuleSetMinutes allower, RuleSetMinutes denier, long minute)
    {
        // Two rule sets log the same packet a moment apart, which may be in two minutes.
        bool allowedToo = denier.Allowed.Contains(minute) || denier.Allowed.Contains(minute - 1) || denier.Allowed.Contains(minute + 1);
        bool denied = denier.Denied.Contains(minute) || denier.Denied.Contains(minute - 1) || denier.Denied.Contains(minute + 1);
        bool isReplaced = allower.First > denier.Last || allower.Last < denier.First;
        return !allowedToo && !isReplaced && (Family != FlowLogFamily.VirtualNetwork || denied);
    }

    /// <summary>When one rule set allowed and denied.</summary>
    private sealed class RuleSetMinutes
    {
        public RuleSetMinutes(IEnumerable<KeyValuePair<PointKey, PointTally>> points)
        {
            var continued = new SortedSet<long>();
            foreach ((PointKey key, PointTally tally) in points)
            {
                if (key.Decision == FlowDecision.Deny)
                {
                    Denied.UnionWith(tally.Attempted.Minutes);
                    Denied.UnionWith(tally.Continued.Minutes);
                }
                else
                {
                    Allowed.UnionWith(tally.Attempted.Minutes);
                    continued.UnionWith(tally.Continued.Minutes);
                }
            }

            if (Allowed.Count == 0 && continued.Count > 0)
            {
                // The log lacks the begin of flows, by its filter or because they began earlier. A flow that goes on
                // was let in before; during denials that says nothing of new ones.
                long firstDenied = Denied.Count > 0 ? Denied.Min : long.MaxValue;
                Allowed.UnionWith(continued.Min < firstDenied
                    ? continued.Where(minute => minute < firstDenied)
                    : continued.Where(minute => minute > Denied.Max));
            }
        }

        public SortedSet<long> Allowed { get; } = [];

        public SortedSet<long> Denied { get; } = [];

        public long First => Math.Min(Allowed.Count > 0 ? Allowed.Min : long.MaxValue, Denied.Count > 0 ? Denied.Min : long.MaxValue);

        public long Last => Math.Max(Allowed.Count > 0 ? Allowed.Max : long.MinValue, Denied.Count > 0 ? Denied.Max : long.MinValue);
    }
}
