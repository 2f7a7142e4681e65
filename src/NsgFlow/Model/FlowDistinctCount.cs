using System.Globalization;

namespace NsgFlow;

/// <summary>How many different values a field has among the flows of a group.</summary>
public sealed class FlowDistinctCount
{
    internal FlowDistinctCount(string field, long count, bool isEstimate)
    {
        Field = field;
        Count = count;
        IsEstimate = isEstimate;
    }

    /// <summary>The name of the field.</summary>
    public string Field { get; }

    /// <summary>How many different values there are; an unknown value is none.</summary>
    public long Count { get; }

    /// <summary>Whether the count is an estimate. Its standard error is 0.81 per cent.</summary>
    public bool IsEstimate { get; }

    /// <summary>The field and the count; an estimate begins with a tilde.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Field}: {(IsEstimate ? "~" : "")}{Count}");
}
