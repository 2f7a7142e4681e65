using System.Globalization;
using System.Management.Automation;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Parameters;

/// <summary>
/// Lets a TimeSpan parameter take what people write: <c>90s</c>, <c>30m</c>, <c>6h</c>, <c>2d</c>, <c>1.5h</c> or
/// <c>01:30:00</c>. A number without a unit is refused: PowerShell would take it for ticks of 100 nanoseconds.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeSpanTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is TimeSpan || inputData is PSObject { BaseObject: TimeSpan })
        {
            return inputData;
        }

        // PowerShell reads 90s and 2d as numbers, a short and a decimal; the text as typed survives in the wrapper
        // around them, and only this conversion brings it out.
        string text = LanguagePrimitives.ConvertTo<string>(inputData);
        return Parse(text.AsSpan().Trim()) is TimeSpan span
            ? span
            : throw new ArgumentTransformationMetadataException(ErrorFactory.Format("DurationFormat", text));
    }

    private static TimeSpan? Parse(ReadOnlySpan<char> text)
    {
        if (text.Contains(':'))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : null;
        }

        long ticks = text.IsEmpty ? 0 : char.ToLowerInvariant(text[^1]) switch
        {
            's' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            _ => 0,
        };
        if (ticks == 0 || !decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count))
        {
            return null;
        }

        return count <= long.MaxValue / ticks ? TimeSpan.FromTicks((long)(count * ticks)) : null;
    }
}
