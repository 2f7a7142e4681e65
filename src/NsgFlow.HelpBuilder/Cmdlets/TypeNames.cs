namespace NsgFlow.HelpBuilder.Cmdlets;

/// <summary>Types as help shows them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, string> s_short = new(StringComparer.Ordinal)
    {
        ["System.String"] = "string",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Double"] = "double",
        ["System.Object"] = "object",
        ["System.Collections.Hashtable"] = "hashtable",
    };

    public static bool IsSwitch(Type type) => type.FullName == "System.Management.Automation.SwitchParameter";

    /// <summary>The type a value is converted to: of an array its elements', of a nullable the one inside.</summary>
    public static Type Element(Type type) => type switch
    {
        { IsArray: true } => Element(type.GetElementType()!),
        { IsGenericType: true } when type.GetGenericTypeDefinition().FullName == "System.Nullable`1" => Element(type.GetGenericArguments()[0]),
        _ => type,
    };

    /// <summary>A short name, as in syntax lines.</summary>
    public static string Display(Type type)
    {
        if (type.IsArray)
        {
            return Display(type.GetElementType()!) + "[]";
        }

        Type inner = Element(type);
        return s_short.TryGetValue(inner.FullName ?? inner.Name, out string? name) ? name : WithArguments(inner, inner.Name, Display);
    }

    /// <summary>The name with its namespace, as in INPUTS and OUTPUTS.</summary>
    public static string Full(Type type) => type.IsArray
        ? Full(type.GetElementType()!) + "[]"
        : WithArguments(type, $"{type.Namespace}.{type.Name}", Full);

    private static string WithArguments(Type type, string name, Func<Type, string> argument)
    {
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(argument))}>";
    }
}
