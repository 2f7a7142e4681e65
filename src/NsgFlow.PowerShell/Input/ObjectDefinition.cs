using System.Collections;
using System.Management.Automation;
using NsgFlow.Analysis.RuleUsage;

namespace NsgFlow.PowerShell.Input;

/// <summary>
/// A definition in objects of any type: those of the Az modules, of ConvertFrom-Json, or dictionaries. They are known by
/// the names of their properties alone, so that no module of Azure is needed.
/// </summary>
internal sealed class ObjectDefinition(PSObject value) : DefinitionNode
{
    private static readonly Type[] s_scalars = [typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(Guid)];

    /// <inheritdoc/>
    public override string? Text => value.BaseObject switch
    {
        string text => text,
        var scalar when IsScalar(scalar) => LanguagePrimitives.ConvertTo<string>(scalar),
        _ => null,
    };

    /// <inheritdoc/>
    public override IEnumerable<DefinitionNode>? Items => value.BaseObject is IEnumerable list and not string and not IDictionary
        ? list.Cast<object?>().Where(item => item is not null).Select(item => new ObjectDefinition(PSObject.AsPSObject(item)))
        : null;

    /// <inheritdoc/>
    public override IEnumerable<DefinitionNode>? Members => value.BaseObject switch
    {
        IDictionary dictionary => dictionary.Values.Cast<object?>().Where(item => item is not null).Select(item => new ObjectDefinition(PSObject.AsPSObject(item))),
        string => null,
        IEnumerable => null,
        var scalar when IsScalar(scalar) => null,
        _ => value.Properties.Select(property => Of(() => property.Value)).OfType<DefinitionNode>(),
    };

    /// <inheritdoc/>
    public override DefinitionNode? this[string name]
    {
        get
        {
            if (value.BaseObject is not IDictionary dictionary)
            {
                return Members is null ? null : Of(() => value.Properties[name]?.Value);
            }

            foreach (DictionaryEntry entry in dictionary)
            {
                if (entry.Key is string key && string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return Of(() => entry.Value);
                }
            }

            return null;
        }
    }

    private static bool IsScalar(object item) => item.GetType() is { IsPrimitive: true } or { IsEnum: true } || s_scalars.Contains(item.GetType());

    /// <summary>Properties of foreign objects run foreign code, which may fail.</summary>
    private static ObjectDefinition? Of(Func<object?> read)
    {
        try
        {
            return read() is { } found ? new ObjectDefinition(PSObject.AsPSObject(found)) : null;
        }
        catch (Exception e) when (e is GetValueException or GetValueInvocationException or ExtendedTypeSystemException)
        {
            return null;
        }
    }
}
