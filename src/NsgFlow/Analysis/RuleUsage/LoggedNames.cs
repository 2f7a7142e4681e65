namespace NsgFlow.Analysis.RuleUsage;

/// <summary>Names as flow logs write them: with a prefix, and cut where they are long.</summary>
/// <remarks>Source: the Network Watcher pages of Microsoft's documentation on NSG flow logs.</remarks>
internal static class LoggedNames
{
    public const string UserPrefix = "UserRule_";
    public const string DefaultPrefix = "DefaultRule_";

    private const int MostRuleCharacters = 65;
    private const int MostGroupCharacters = 80;

    public static string CutRule(string name) => Cut(name, MostRuleCharacters);

    public static string CutGroup(string name) => Cut(name, MostGroupCharacters);

    /// <summary>A logged rule without its prefix.</summary>
    public static string Bare(string rule) =>
        rule.StartsWith(UserPrefix, StringComparison.OrdinalIgnoreCase) ? rule[UserPrefix.Length..]
        : rule.StartsWith(DefaultPrefix, StringComparison.OrdinalIgnoreCase) ? rule[DefaultPrefix.Length..]
        : rule;

    private static string Cut(string name, int most) => name.Length > most ? name[..most] : name;
}
