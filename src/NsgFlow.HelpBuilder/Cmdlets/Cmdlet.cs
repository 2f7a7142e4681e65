namespace NsgFlow.HelpBuilder.Cmdlets;

/// <summary>A cmdlet as its attributes declare it.</summary>
internal sealed record Cmdlet(
    string Verb,
    string Noun,
    string? DefaultSet,
    string? HelpUri,
    IReadOnlyList<string> OutputTypes,
    IReadOnlyList<Parameter> Parameters)
{
    public string Name => $"{Verb}-{Noun}";

    /// <summary>The named parameter sets, the default one first; one set without a name where none is named.</summary>
    public IReadOnlyList<string> Sets
    {
        get
        {
            IEnumerable<string> named = Parameters.SelectMany(p => p.Uses.Keys).Where(set => set != ParameterUse.EverySet).Distinct();
            string[] sets = [.. named.OrderBy(set => set == DefaultSet ? 0 : 1)];
            return sets.Length > 0 ? sets : [ParameterUse.EverySet];
        }
    }

    /// <summary>The full names of what the pipeline may hand to a parameter by value, as INPUTS lists them.</summary>
    public IReadOnlyList<string> InputTypes =>
        [.. Parameters.Where(p => p.Uses.Values.Any(use => use.ByValue)).Select(p => p.ElementTypeName).Distinct()];
}

/// <summary>A parameter as its attributes declare it.</summary>
/// <param name="Name">Its name, without the dash.</param>
/// <param name="TypeName">Its type for people, such as string[].</param>
/// <param name="ElementTypeName">The full name of its type, or of the array's elements.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Values">The values it takes, where they are a short list; else empty.</param>
/// <param name="Wildcards">Whether its value may be a pattern.</param>
/// <param name="Uses">How each parameter set takes it.</param>
/// <param name="StandardText">Its description where PowerShell itself adds it (WhatIf, Confirm); else null.</param>
internal sealed record Parameter(
    string Name,
    string TypeName,
    string ElementTypeName,
    bool IsSwitch,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Values,
    bool Wildcards,
    IReadOnlyDictionary<string, ParameterUse> Uses,
    string? StandardText = null)
{
    public ParameterUse? In(string set) =>
        Uses.TryGetValue(set, out ParameterUse? use) || Uses.TryGetValue(ParameterUse.EverySet, out use) ? use : null;
}

/// <summary>How one parameter set takes a parameter.</summary>
internal sealed record ParameterUse(bool Mandatory, int? Position, bool ByValue, bool ByPropertyName, bool Remaining)
{
    /// <summary>What PowerShell calls the set of a parameter that names none.</summary>
    public const string EverySet = "__AllParameterSets";
}
