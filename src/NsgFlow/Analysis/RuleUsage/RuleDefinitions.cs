namespace NsgFlow.Analysis.RuleUsage;

/// <summary>A rule of a network security group as it is defined.</summary>
internal sealed record DefinedRule(string Name, int? Priority, FlowDecision? Access, FlowDirection? Direction, bool IsDefault)
{
    /// <summary>The rule as logs would name it.</summary>
    public string LoggedName => (IsDefault ? LoggedNames.DefaultPrefix : LoggedNames.UserPrefix) + LoggedNames.CutRule(Name);
}

/// <summary>A network security group as it is defined.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its id; null where that is not known.</param>
internal sealed record DefinedGroup(string Name, string? Id)
{
    private readonly Dictionary<string, DefinedRule> _rules = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<DefinedRule> Rules => _rules.Values;

    /// <summary>Adds a rule; the first of a name counts, for a group has no two.</summary>
    public void Add(DefinedRule rule) => _rules.TryAdd(rule.Name, rule);

    /// <summary>Adds the rules that every group has, where its definition leaves them out, as templates do.</summary>
    public void AddDefaults()
    {
        if (_rules.Values.Any(rule => rule.IsDefault))
        {
            return;
        }

        Add(new DefinedRule("AllowVnetInBound", 65000, FlowDecision.Allow, FlowDirection.Inbound, IsDefault: true));
        Add(new DefinedRule("AllowAzureLoadBalancerInBound", 65001, FlowDecision.Allow, FlowDirection.Inbound, IsDefault: true));
        Add(new DefinedRule("DenyAllInBound", 65500, FlowDecision.Deny, FlowDirection.Inbound, IsDefault: true));
        Add(new DefinedRule("AllowVnetOutBound", 65000, FlowDecision.Allow, FlowDirection.Outbound, IsDefault: true));
        Add(new DefinedRule("AllowInternetOutBound", 65001, FlowDecision.Allow, FlowDirection.Outbound, IsDefault: true));
        Add(new DefinedRule("DenyAllOutBound", 65500, FlowDecision.Deny, FlowDirection.Outbound, IsDefault: true));
    }
}

/// <summary>The rules of network security groups, found by the names that logs give them.</summary>
internal sealed class RuleDefinitions
{
    private readonly Dictionary<string, List<DefinedGroup>> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Group, string Rule), List<DefinedRule>> _rules = new(new NameComparer());

    /// <param name="groups">The groups, each once.</param>
    public RuleDefinitions(IEnumerable<DefinedGroup> groups)
    {
        foreach (DefinedGroup group in groups)
        {
            string name = LoggedNames.CutGroup(group.Name);
            if (!_groups.TryGetValue(name, out List<DefinedGroup>? namesakes))
            {
                _groups.Add(name, namesakes = []);
            }

            namesakes.Add(group);
            foreach (DefinedRule rule in group.Rules)
            {
                (string, string) key = (name, LoggedNames.CutRule(rule.Name));
                if (!_rules.TryGetValue(key, out List<DefinedRule>? rules))
                {
                    _rules.Add(key, rules = []);
                }

                rules.Add(rule);
            }
        }
    }

    /// <summary>The names of the groups, as logs would cut them.</summary>
    public IReadOnlyCollection<string> Groups => _groups.Keys;

    /// <summary>The rules of a group, those that logs do not tell apart together.</summary>
    public IEnumerable<DefinedRule> RulesOf(string group) =>
        _groups[group].SelectMany(namesake => namesake.Rules).DistinctBy(rule => LoggedNames.CutRule(rule.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>The defined rules that a logged one may be; empty where there is none.</summary>
    public IReadOnlyList<DefinedRule> Find(string? group, string? rule)
    {
        if (group is null || rule is null)
        {
            return [];
        }

        // Some logs write no prefix, so that what looks like one may be the rule's own.
        string cut = LoggedNames.CutGroup(group);
        return _rules.TryGetValue((cut, LoggedNames.CutRule(LoggedNames.Bare(rule))), out List<DefinedRule>? found)
            || _rules.TryGetValue((cut, LoggedNames.CutRule(rule)), out found) ? found : [];
    }

    private sealed class NameComparer : IEqualityComparer<(string Group, string Rule)>
    {
        public bool Equals((string Group, string Rule) x, (string Group, string Rule) y) =>
            string.Equals(x.Group, y.Group, StringComparison.OrdinalIgnoreCase) && string.Equals(x.Rule, y.Rule, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Group, string Rule) obj) => HashCode.Combine(
            StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Group),
            StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Rule));
    }
}
