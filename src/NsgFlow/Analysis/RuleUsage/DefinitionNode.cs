namespace NsgFlow.Analysis.RuleUsage;

/// <summary>A piece of a definition, whether it comes as JSON or as objects of a shell: a text, a list or an object.</summary>
internal abstract class DefinitionNode
{
    /// <summary>A text, or a number as text; null where it is neither.</summary>
    public virtual string? Text => null;

    /// <summary>The elements of a list; null where it is none.</summary>
    public virtual IEnumerable<DefinitionNode>? Items => null;

    /// <summary>The values of an object's properties; null where it is none.</summary>
    public virtual IEnumerable<DefinitionNode>? Members => null;

    /// <summary>The value of an object's property, its name in any case; null where there is none.</summary>
    public virtual DefinitionNode? this[string name] => null;
}
