using NsgFlow.HelpBuilder.Cmdlets;

namespace NsgFlow.HelpBuilder.Output;

/// <summary>The order of parameters in a syntax line: by position, then what must be given, then the rest.</summary>
internal static class SyntaxOrder
{
    public static IEnumerable<(Parameter Parameter, ParameterUse Use)> Of(Cmdlet cmdlet, string set) => cmdlet.Parameters
        .Select(parameter => (Parameter: parameter, Use: parameter.In(set)!))
        .Where(pair => pair.Use is not null)
        .OrderBy(pair => pair.Use.Position ?? int.MaxValue)
        .ThenBy(pair => pair.Parameter.StandardText is null ? 0 : 1)
        .ThenBy(pair => pair.Use.Mandatory ? 0 : 1);
}
