using System.Globalization;

namespace NsgFlow;

/// <summary>
/// A rule's definition, and how much of the window the logs show. A rule without a hit was not met in the hours that
/// have a log; of the others nothing is known.
/// </summary>
public sealed class FlowRuleUsage
{
    internal FlowRuleUsage()
    {
    }

    /// <summary>Whether flows met the rule, and whether it is defined.</summary>
    public required FlowRuleStatus Status { get; init; }

    /// <summary>The rule's whole name, as defined; null where it is not defined, or more than one is meant.</summary>
    public string? Name { get; init; }

    /// <summary>The priority, as defined; null as for the name.</summary>
    public int? Priority { get; init; }

    /// <summary>Allow or Deny, as defined; null as for the name.</summary>
    public FlowDecision? Access { get; init; }

    /// <summary>The direction, as defined; null as for the name.</summary>
    public FlowDirection? Direction { get; init; }

    /// <summary>Whether it is one of the rules that every network security group has; null as for the name.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>How many defined rules are meant: more than one where their names, or those of their groups, are the same in logs.</summary>
    public required int Definitions { get; init; }

    /// <summary>The beginning of the window, in UTC; null where neither times nor logs tell.</summary>
    public DateTimeOffset? WindowStart { get; init; }

    /// <summary>The end of the window, in UTC; null where neither times nor logs tell.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>How many hours the window has, those it has a part of included; null where it is unknown.</summary>
    public int? Hours { get; init; }

    /// <summary>In how many of them the network security group had a log; null where that is unknown.</summary>
    public int? HoursWithLog { get; init; }

    /// <summary>Those of all, per cent; null where either is unknown.</summary>
    public double? Coverage => HoursWithLog is { } some && Hours is > 0 and { } all ? Math.Round(100.0 * some / all, 1) : null;

    /// <summary>The status and the coverage.</summary>
    public override string ToString() => Coverage is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $"{Status}, logs of {HoursWithLog} of {Hours} hours ({percent} %)")
        : string.Create(CultureInfo.InvariantCulture, $"{Status}, coverage unknown");
}
