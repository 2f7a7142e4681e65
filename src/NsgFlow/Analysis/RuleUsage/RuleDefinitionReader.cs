namespace NsgFlow.Analysis.RuleUsage;

/// <summary>
/// Finds network security groups and their rules in what describes them: the objects of Get-AzNetworkSecurityGroup and
/// their JSON, the answers of the Azure CLI and of Azure's interface, and templates, as written or exported.
/// </summary>
internal sealed class RuleDefinitionReader(CancellationToken cancellation)
{
    private const string GroupType = "Microsoft.Network/networkSecurityGroups";
    private const string RuleType = GroupType + "/securityRules";

    /// <summary>Objects can refer to one another in circles.</summary>
    private const int MostDepth = 64;
    private const int MostNodes = 4 * 1024 * 1024;

    private readonly Dictionary<string, DefinedGroup> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Group, DefinedRule Rule)> _children = [];
    private readonly List<string> _unresolved = [];
    private int _nodes;

    /// <summary>Names that depend on what is known at a deployment only; what bears them is left out.</summary>
    public IReadOnlyList<string> Unresolved => _unresolved;

    /// <summary>What was found in all that was read.</summary>
    /// <exception cref="RuleDefinitionException">There is no group in it.</exception>
    public RuleDefinitions ToDefinitions()
    {
        ILookup<string, DefinedGroup> byName = _groups.Values.ToLookup(group => group.Name, StringComparer.OrdinalIgnoreCase);
        foreach ((string group, DefinedRule rule) in _children)
        {
            // A template may add a rule to a group that it does not make itself.
            foreach (DefinedGroup owner in byName.Contains(group) ? byName[group] : [Find(group, null)])
            {
                owner.Add(rule);
            }
        }

        _children.Clear();
        foreach (DefinedGroup group in _groups.Values)
        {
            group.AddDefaults();
        }

        return _groups.Count > 0 ? new RuleDefinitions(_groups.Values) : throw new RuleDefinitionException("RuleDefinitionEmpty");
    }

    /// <exception cref="RuleDefinitionException">It holds too much, or rules that are no objects.</exception>
    public void Read(DefinitionNode root) => Walk(root, TemplateScope.None, parent: null, depth: 0);

    private void Walk(DefinitionNode? node, TemplateScope scope, string? parent, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        if (node is null)
        {
            return;
        }

        if (depth > MostDepth || ++_nodes > MostNodes)
        {
            throw new RuleDefinitionException("RuleDefinitionTooDeep", MostDepth, MostNodes);
        }

        if (node.Items is { } items)
        {
            foreach (DefinitionNode item in items)
            {
                Walk(item, scope, parent, depth + 1);
            }
        }
        else if (node.Members is not null)
        {
            WalkObject(node, scope, parent, depth);
        }
    }

    private void WalkObject(DefinitionNode node, TemplateScope scope, string? parent, int depth)
    {
        string? type = node["type"]?.Text;
        DefinitionNode? properties = node["properties"];
        if (IsRule(type, parent))
        {
            ReadChild(node, scope, parent);
            return;
        }

        if (Is(type, GroupType) || node["securityRules"] is not null || properties?["securityRules"] is not null)
        {
            parent = ReadGroup(node, scope);
        }

        // A template in a template has names of its own, and so has one in an answer to an export.
        if ((properties?["template"] ?? node["template"]) is { } inner)
        {
            Walk(inner, new TemplateScope(inner, properties?["parameters"], scope), parent: null, depth + 1);
        }

        if (node["resources"] is { } resources)
        {
            TemplateScope own = scope == TemplateScope.None ? new TemplateScope(node) : scope;
            foreach (DefinitionNode resource in resources.Items ?? resources.Members ?? [])
            {
                Walk(resource, own, parent, depth + 1);
            }
        }

        Walk(node["value"], scope, parent, depth + 1);
    }

    /// <returns>The group's name; null where it is not known.</returns>
    private string? ReadGroup(DefinitionNode node, TemplateScope scope)
    {
        DefinitionNode? properties = node["properties"];
        string? id = node["id"]?.Text;
        string? name = scope.TextOf(node["name"]) ?? (id is null ? null : AzureResourceId.NetworkSecurityGroup(id));
        if (string.IsNullOrEmpty(name))
        {
            _unresolved.Add(node["name"]?.Text ?? id ?? GroupType);
            return null;
        }

        DefinedGroup group = Find(name, id);
        ReadRules(group, node["securityRules"] ?? properties?["securityRules"], scope, isDefault: false);
        ReadRules(group, node["defaultSecurityRules"] ?? properties?["defaultSecurityRules"], scope, isDefault: true);
        return name;
    }

    private void ReadRules(DefinedGroup group, DefinitionNode? rules, TemplateScope scope, bool isDefault)
    {
        DefinitionNode? list = scope.Resolve(rules);
        if (list is null && rules is not null)
        {
            _unresolved.Add(rules.Text ?? group.Name);
        }

        // PowerShell writes a list of one as that one, or as the values of an object.
        foreach (DefinitionNode rule in list?.Items ?? list?["value"]?.Items ?? (list is null ? [] : [list]))
        {
            if (rule.Members is null)
            {
                if (string.IsNullOrEmpty(rule.Text))
                {
                    continue;
                }

                throw new RuleDefinitionException("RuleDefinitionCut", group.Name);
            }

            if (RuleOf(rule, scope, isDefault) is { } defined)
            {
                group.Add(defined);
            }
        }
    }

    private void ReadChild(DefinitionNode node, TemplateScope scope, string? parent)
    {
        // The name of a child says whose it is, unless it stands within its parent.
        if (RuleOf(node, scope, isDefault: false) is not { } rule)
        {
            return;
        }

        int slash = rule.Name.IndexOf('/', StringComparison.Ordinal);
        string? group = slash >= 0 ? rule.Name[..slash] : parent ?? AzureResourceId.NetworkSecurityGroup(node["id"]?.Text);
        if (group is null)
        {
            _unresolved.Add(rule.Name);
            return;
        }

        _children.Add((group, rule with { Name = rule.Name[(slash + 1)..] }));
    }

    private DefinedRule? RuleOf(DefinitionNode node, TemplateScope scope, bool isDefault)
    {
        DefinitionNode? properties = node["properties"];
        string? name = scope.TextOf(node["name"]);
        if (string.IsNullOrEmpty(name))
        {
            _unresolved.Add(node["name"]?.Text ?? node["id"]?.Text ?? RuleType);
            return null;
        }

        string? Of(string property) => scope.TextOf(node[property] ?? properties?[property]);
        return new DefinedRule(
            name,
            int.TryParse(Of("priority"), System.Globalization.CultureInfo.InvariantCulture, out int priority) ? priority : null,
            Enum.TryParse(Of("access"), ignoreCase: true, out FlowDecision access) ? access : null,
            Enum.TryParse(Of("direction"), ignoreCase: true, out FlowDirection direction) ? direction : null,
            isDefault);
    }

    private DefinedGroup Find(string name, string? id)
    {
        // In a template the id is not known; then a group is known by its name.
        string key = string.IsNullOrEmpty(id) || id[0] != '/' ? name : id;
        if (!_groups.TryGetValue(key, out DefinedGroup? group))
        {
            _groups.Add(key, group = new DefinedGroup(name, id));
        }

        return group;
    }

    private static bool IsRule(string? type, string? parent) => Is(type, RuleType) || (parent is not null && Is(type, "securityRules"));

    private static bool Is(string? type, string wanted) => string.Equals(type, wanted, StringComparison.OrdinalIgnoreCase);
}
