namespace NsgFlow;

/// <summary>What the logs show of a rule, held against the definition of its network security group.</summary>
public enum FlowRuleStatus : byte
{
    /// <summary>The rule is defined, and flows met it.</summary>
    Hit = 0,

    /// <summary>The rule is defined, and no flow that was read met it.</summary>
    NoHit = 1,

    /// <summary>Flows met the rule, and the definition does not have it: it was changed or removed since, or is not part of what was given.</summary>
    NotDefined = 2,

    /// <summary>Flows met one of several rules that logs do not tell apart.</summary>
    Ambiguous = 3,
}
