using System.Globalization;
using NsgFlow.Conformance.Tests.Duck;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>Puts a question into SQL. The columns of the answer are the properties of the keys, the figures, the distinct counts.</summary>
internal static class MeasureQuery
{
    private static readonly string s_summaries = SqlScript.Read("Summaries");
    private static readonly string s_gaps = SqlScript.Read("Gaps");

    public static string Of(MeasureQuestion question)
    {
        List<MeasureKey> keys = [.. question.Keys.Select(name => MeasureKey.Of(name, question))];
        List<(string Name, string Sql)> columns = [.. keys.SelectMany((key, i) => Columns(key, i))];
        List<string> names = [.. columns.Select(c => c.Name)];
        string sql = s_summaries
            .Replace("{where}", question.Where, StringComparison.Ordinal)
            .Replace("{keys}", string.Concat(columns.Select(c => $", {c.Sql} AS {c.Name}")), StringComparison.Ordinal)
            .Replace("{grouped}", string.Concat(names.Select(n => n + ", ")), StringComparison.Ordinal)
            .Replace("{group}", names.Count == 0 ? "" : "GROUP BY " + string.Join(", ", names), StringComparison.Ordinal)
            .Replace("{distinct}", string.Concat(question.Distinct.Select((d, i) => $", {DistinctOf(d, question)} AS d_{i}")), StringComparison.Ordinal);
        if (question.FillGap)
        {
            sql += Gaps(question, keys, names);
        }

        IEnumerable<string> answer = keys.SelectMany((key, i) => key.Properties.Select((_, j) => Value(i, j)))
            .Concat(MeasureFigure.Of(question).Select(f => question.FillGap ? f.FilledColumn : f.Column))
            .Concat(question.Distinct.Select((_, i) => question.FillGap ? $"coalesce(d_{i}, 0)" : $"d_{i}"));
        sql += $"SELECT {string.Join(", ", answer)}\nFROM {(question.FillGap ? "filled" : "summaries")}\n";
        List<string> order = Order(question, keys);
        if (order.Count > 0)
        {
            sql += $"ORDER BY {string.Join(", ", order)}\n";
        }

        return question.Top is { } top ? sql + string.Create(CultureInfo.InvariantCulture, $"LIMIT {top}") : sql;
    }

    /// <summary>A key's values and what it sorts by, each a column of its own.</summary>
    private static IEnumerable<(string Name, string Sql)> Columns(MeasureKey key, int index) =>
        key.Values.Select((sql, j) => (Value(index, j), sql)).Concat(key.Order.Select((sql, j) => (OrderOf(index, j), sql)));

    private static string DistinctOf(string field, MeasureQuestion question) =>
        $"count(DISTINCT {MeasureKey.Of(field, question).Values[0]})";

    private static List<string> Order(MeasureQuestion question, List<MeasureKey> keys)
    {
        List<string> all = [.. keys.SelectMany(Ascending)];
        string? first = question.SortBy ?? (question.Top is null ? null : "Flows");
        if (first is null)
        {
            return all;
        }

        int key = Array.IndexOf(question.Keys, first);
        return key >= 0
            ? [.. Ascending(keys[key], key), .. all]
            : [$"{MeasureFigure.All.Single(f => f.Property == first).Column} DESC NULLS LAST", .. all];
    }

    private static IEnumerable<string> Ascending(MeasureKey key, int index) =>
        key.Order.Select((_, j) => $"{OrderOf(index, j)} ASC NULLS LAST");

    private static string Gaps(MeasureQuestion question, List<MeasureKey> keys, List<string> names)
    {
        int interval = Array.IndexOf(question.Keys, "Interval");
        long step = MeasureKey.Step(question);
        // The interval sorts by itself, in a column of its own that gaps do not fill: so both are made of one.
        string column = Value(interval, 0);
        string order = OrderOf(interval, 0);
        List<string> others = [.. names.Where(n => n != column && n != order)];
        string same = string.Join(" AND ", others.Append(column).Select(n => $"grid.{n} IS NOT DISTINCT FROM summaries.{n}"));
        return s_gaps
            .Replace("{start}", Limit(question.StartTime, 0, step), StringComparison.Ordinal)
            .Replace("{end}", Limit(question.EndTime, 1, step), StringComparison.Ordinal)
            .Replace("{step}", step.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{interval}", column, StringComparison.Ordinal)
            .Replace("{others}", others.Count == 0 ? "1 AS only" : string.Join(", ", others), StringComparison.Ordinal)
            .Replace("{all}", string.Join(", ", names), StringComparison.Ordinal)
            .Replace("{same}", same, StringComparison.Ordinal)
            .Replace("SELECT grid.*,", $"SELECT grid.*, grid.{column} AS {order},", StringComparison.Ordinal);
    }

    /// <summary>The interval that a moment lies in; of an end, which is excluded, the moment before it.</summary>
    private static string Limit(DateTimeOffset? moment, long before, long step)
    {
        if (moment is null)
        {
            return "NULL";
        }

        long ticks = moment.Value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks - before;
        return (ticks - (ticks % step)).ToString(CultureInfo.InvariantCulture);
    }

    private static string Value(int key, int part) => string.Create(CultureInfo.InvariantCulture, $"k{key}_{part}");

    private static string OrderOf(int key, int part) => string.Create(CultureInfo.InvariantCulture, $"o{key}_{part}");
}
