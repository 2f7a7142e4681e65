using System.Globalization;
using System.Management.Automation;

namespace NsgFlow.Conformance.Tests.Measuring;

/// <summary>Values of the module's objects as the database writes them: times in ticks since 1970, protocols and marks by number.</summary>
internal static class PropertyText
{
    public static string? Of(object? value) => value switch
    {
        null => null,
        PSObject inner => Of(inner.BaseObject),
        DateTimeOffset time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks).ToString(CultureInfo.InvariantCulture),
        Enum number when number.GetType().Name is "FlowProtocol" or "FlowDeviation" =>
            Convert.ToInt64(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
