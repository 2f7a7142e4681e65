using System.Collections;
using System.Globalization;
using System.Reflection;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>All public properties of an object as text, deep, but for those that tell where it was read.</summary>
internal static class ObjectText
{
    private static readonly HashSet<string> s_places = new(StringComparer.Ordinal) { "Source", "Sources", "Path" };

    public static List<string> Of(EngineResult result) => [.. result.Output.Select(item => Of(item.BaseObject))];

    public static string Of(object? value) => value switch
    {
        null => "-",
        string text => text,
        IFormattable plain when value.GetType().IsPrimitive || value is Enum or DateTimeOffset or DateTime or TimeSpan or decimal =>
            plain.ToString(value is DateTimeOffset or DateTime ? "O" : null, CultureInfo.InvariantCulture),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Of)) + "]",
        _ when value.GetType().Namespace?.StartsWith("NsgFlow", StringComparison.Ordinal) == true => "{" + string.Join("; ", value.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && !s_places.Contains(property.Name))
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{property.Name}={Of(property.GetValue(value))}")) + "}",
        _ => value.ToString() ?? "",
    };
}
