using System.Globalization;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>One call of Measure-NsgFlow, with the filter said a second time in SQL.</summary>
internal sealed record MeasureQuestion
{
    public string[] By { get; init; } = [];

    /// <summary>Filter parameters as a user writes them.</summary>
    public string Filter { get; init; } = "";

    /// <summary>The same filter as a condition on the table flows.</summary>
    public string Where { get; init; } = "true";

    public TimeSpan? Interval { get; init; }

    public int? PrefixLength { get; init; }

    public int? IPv6PrefixLength { get; init; }

    public bool FillGap { get; init; }

    /// <summary>The window that the filter names, for the gaps at its ends.</summary>
    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public int? Top { get; init; }

    public string? SortBy { get; init; }

    public string[] Distinct { get; init; } = [];

    /// <summary>The keys in force: an interval that -By does not name comes first.</summary>
    public string[] Keys => Interval is not null && !By.Contains("Interval") ? ["Interval", .. By] : By;

    /// <summary>All parameters but the input.</summary>
    public string Parameters
    {
        get
        {
            List<string> parts = [];
            AddNames(parts, "By", By);
            AddNames(parts, "Distinct", Distinct);
            Add(parts, "Interval", Interval?.ToString("c", CultureInfo.InvariantCulture));
            Add(parts, "PrefixLength", PrefixLength);
            Add(parts, "IPv6PrefixLength", IPv6PrefixLength);
            Add(parts, "Top", Top);
            Add(parts, "SortBy", SortBy);
            if (FillGap)
            {
                parts.Add("-FillGap");
            }

            parts.Add(Filter);
            return string.Join(' ', parts);
        }
    }

    private static void AddNames(List<string> parts, string parameter, string[] names)
    {
        if (names.Length > 0)
        {
            parts.Add($"-{parameter} {string.Join(", ", names)}");
        }
    }

    private static void Add(List<string> parts, string parameter, object? value)
    {
        if (value is not null)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"-{parameter} {value}"));
        }
    }
}
