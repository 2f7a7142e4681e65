using NsgFlow.HelpBuilder.Cmdlets;
using NsgFlow.HelpBuilder.Pages;

namespace NsgFlow.HelpBuilder;

/// <summary>Compares a page with the cmdlet it describes.</summary>
internal static class PageChecker
{
    private const int FewestExamples = 2;

    /// <summary>The heading under INPUTS or OUTPUTS where nothing goes in or comes out.</summary>
    private const string None = "None";

    public static void Check(CommandPage page, Cmdlet cmdlet, Problems problems)
    {
        string[] own = [.. cmdlet.Parameters.Where(parameter => parameter.StandardText is null).Select(parameter => parameter.Name)];
        Compare(page, "parameter", own, [.. page.Parameters.Select(p => ("-" + p.Name, p.Name, p.Line))], problems);
        Compare(page, "input type", OrNone(cmdlet.InputTypes), [.. page.Inputs.Select(t => (t.Name, t.Name, t.Line))], problems);
        Compare(page, "output type", OrNone(cmdlet.OutputTypes), [.. page.Outputs.Select(t => (t.Name, t.Name, t.Line))], problems);

        if (page.Examples.Count < FewestExamples)
        {
            problems.Add(page.File, 0, $"The page has {page.Examples.Count} examples; {FewestExamples} are the least.");
        }

        foreach (ExampleText example in page.Examples.Where(e => !e.Code.Contains(cmdlet.Name, StringComparison.Ordinal)))
        {
            problems.Add(page.File, example.Line, $"The example does not call {cmdlet.Name}.");
        }
    }

    private static IReadOnlyList<string> OrNone(IReadOnlyList<string> types) => types.Count > 0 ? types : [None];

    private static void Compare(CommandPage page, string what, IReadOnlyList<string> declared, IReadOnlyList<(string Shown, string Name, int Line)> described, Problems problems)
    {
        foreach ((string shown, string name, int line) in described)
        {
            if (!declared.Contains(name))
            {
                problems.Add(page.File, line, $"The cmdlet has no {what} '{shown}'. It has: {string.Join(", ", declared)}.");
            }
        }

        foreach (IGrouping<string, (string Shown, string Name, int Line)> twice in described.GroupBy(d => d.Name).Where(g => g.Count() > 1))
        {
            problems.Add(page.File, twice.Last().Line, $"The {what} '{twice.Key}' is described twice.");
        }

        foreach (string name in declared.Except(described.Select(d => d.Name)))
        {
            problems.Add(page.File, 0, $"The {what} '{name}' is not described.");
        }
    }
}
