using System.Globalization;

namespace NsgFlow;

/// <summary>The values that make a group, in the order in which they were asked for.</summary>
/// <param name="fields">The fields, the same list for all groups.</param>
/// <param name="values">A value of each; null where the field is.</param>
internal sealed class SummaryKeys(MeasureField[] fields, object?[] values)
{
    public static SummaryKeys None { get; } = new([], []);

    public object? this[MeasureField field] => Array.IndexOf(fields, field) is >= 0 and var place ? values[place] : null;

    public bool Has(MeasureField field) => Array.IndexOf(fields, field) >= 0;

    public override string ToString() => string.Join(", ", values.Select(Text));

    private static string Text(object? value) => value switch
    {
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? string.Empty,
    };
}
