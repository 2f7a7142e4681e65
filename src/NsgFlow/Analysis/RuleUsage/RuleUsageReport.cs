namespace NsgFlow.Analysis.RuleUsage;

/// <summary>
/// Holds what was measured by network security group and rule against the definitions: which rules were met, which were
/// not, and how much of the window the logs show.
/// </summary>
/// <param name="definitions">The rules as they are defined.</param>
/// <param name="start">The beginning of the window; null for the first hour that has a log.</param>
/// <param name="end">Its end; null for the last hour that has a log.</param>
internal sealed class RuleUsageReport(RuleDefinitions definitions, DateTimeOffset? start, DateTimeOffset? end)
{
    private const int HourSeconds = 3600;

    private readonly HashSet<DefinedRule> _met = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);
    private NsgCoverage? _coverage;
    private readonly bool _hasStart = start is not null;
    private readonly bool _hasEnd = end is not null;
    private DateTimeOffset? _start = start;
    private DateTimeOffset? _end = end;

    /// <summary>Rows of rules whose network security group the log does not name: they may be hits of any of the rules.</summary>
    public long UnnamedRows { get; private set; }

    /// <summary>Takes what the logs cover. Without it, as of flows from a pipeline, coverage is unknown.</summary>
    public void SetCoverage(NsgCoverage coverage)
    {
        _coverage = coverage;
        if (coverage.Span is { } span)
        {
            _start ??= DateTimeOffset.FromUnixTimeSeconds(span.First * HourSeconds);
            _end ??= DateTimeOffset.FromUnixTimeSeconds((span.Last + 1) * HourSeconds);
        }
    }

    /// <summary>Takes a rule that flows met, as it was logged.</summary>
    public void AddHit(string? group, string? rule, in FlowTally tally)
    {
        if (group is null)
        {
            UnnamedRows += IsOfPlatform(rule) ? 0 : tally.Rows;
        }
        else
        {
            // NSG logs write names in capitals, others as they are: of several the first by their characters.
            string cut = LoggedNames.CutGroup(group);
            if (!_spellings.TryGetValue(cut, out string? known) || string.CompareOrdinal(cut, known) < 0)
            {
                _spellings[cut] = cut;
            }

            _met.UnionWith(definitions.Find(group, rule));
        }

        if (_coverage?.Span is null && tally.Rows > 0)
        {
            Reach(tally.FirstSeen, tally.LastSeen);
        }
    }

    /// <summary>The rules that no flow met, by the names that logs would have for them.</summary>
    public IEnumerable<(string Group, string Rule)> WithoutHit()
    {
        foreach (string group in definitions.Groups)
        {
            foreach (DefinedRule rule in definitions.RulesOf(group))
            {
                if (!definitions.Find(group, rule.LoggedName).Any(_met.Contains))
                {
                    yield return (_spellings.GetValueOrDefault(group, group), rule.LoggedName);
                }
            }
        }
    }

    public FlowRuleUsage Of(string? group, string? rule, long rows)
    {
        IReadOnlyList<DefinedRule> defined = definitions.Find(group, rule);
        DefinedRule? only = defined.Count == 1 ? defined[0] : null;
        (long First, long Last)? span = Hours();
        return new FlowRuleUsage
        {
            Status = defined.Count == 0 ? FlowRuleStatus.NotDefined
                : rows == 0 ? FlowRuleStatus.NoHit
                : only is null ? FlowRuleStatus.Ambiguous
                : FlowRuleStatus.Hit,
            Name = only?.Name,
            Priority = only?.Priority,
            Access = only?.Access,
            Direction = only?.Direction,
            IsDefault = only?.IsDefault,
            Definitions = defined.Count,
            WindowStart = _start,
            WindowEnd = _end,
            Hours = span is { } hours ? (int)(hours.Last - hours.First + 1) : null,
            HoursWithLog = span is { } window && group is not null ? _coverage?.HoursOf(LoggedNames.CutGroup(group), window.First, window.Last) : null,
        };
    }

    /// <summary>What the platform lets through or drops of itself is no rule of a group.</summary>
    private static bool IsOfPlatform(string? rule) =>
        rule is null || rule.Equals("PlatformRule", StringComparison.OrdinalIgnoreCase) || rule.Equals("unspecified", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without logs the window is that of the flows, where no times were given.</summary>
    private void Reach(long first, long last)
    {
        if (!_hasStart && !(_start?.ToUnixTimeMilliseconds() <= first))
        {
            _start = DateTimeOffset.FromUnixTimeMilliseconds(first);
        }

        if (!_hasEnd && !(_end?.ToUnixTimeMilliseconds() > last))
        {
            _end = DateTimeOffset.FromUnixTimeMilliseconds(last + 1);
        }
    }

    /// <summary>The hours that the window has a part of.</summary>
    private (long First, long Last)? Hours() => _start is { } first && _end is { } last && last > first
        ? (NsgCoverage.HourOf(first), NsgCoverage.HourOf(last.AddTicks(-1)))
        : null;
}
