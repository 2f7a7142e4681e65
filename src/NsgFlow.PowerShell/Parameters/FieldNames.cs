using System.Management.Automation;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Parameters;

/// <summary>The names of the fields by which flows are grouped, counted and sorted.</summary>
internal static class FieldNames
{
    private static readonly Dictionary<string, MeasureField> s_all =
        Enum.GetValues<MeasureField>().ToDictionary(f => f.ToString(), f => f, StringComparer.OrdinalIgnoreCase);

    /// <summary>What makes a group.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. s_all.Keys.Take((int)MeasureField.Service + 1)];

    /// <summary>What a summary tells of its group.</summary>
    public static IReadOnlyList<string> Measures { get; } =
    [
        .. s_all.Keys.Skip((int)MeasureField.Rows),
        nameof(MeasureField.PacketsSent),
        nameof(MeasureField.BytesSent),
        nameof(MeasureField.PacketsReceived),
        nameof(MeasureField.BytesReceived),
    ];

    /// <summary>The fields of these names, each once.</summary>
    /// <exception cref="FieldNameException">One of them is none.</exception>
    public static MeasureField[] ParseKeys(string parameter, IEnumerable<string> names) =>
        [.. names.Select(name => Parse(parameter, name, Keys)).Distinct()];

    /// <summary>The field that summaries are sorted by: a measure, or one of the keys they have.</summary>
    public static MeasureField ParseOrder(string parameter, string name, IEnumerable<MeasureField> keys) =>
        Parse(parameter, name, [.. keys.SelectMany(NamesOf), .. Measures]);

    public static IEnumerable<string> NamesOf(MeasureField key) => key == MeasureField.Pair
        ? [nameof(MeasureField.Pair), nameof(MeasureField.Address), nameof(MeasureField.PeerAddress)]
        : [key.ToString()];

    private static MeasureField Parse(string parameter, string name, IReadOnlyList<string> allowed) =>
        allowed.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? s_all[name]
            : throw new FieldNameException(ErrorFactory.Create(ErrorId.UnknownField, ErrorCategory.InvalidArgument, name, inner: null, name, parameter, string.Join(", ", allowed.Distinct())));
}

/// <summary>A name that is none of a field.</summary>
internal sealed class FieldNameException(ErrorRecord error) : Exception(error.Exception.Message)
{
    public ErrorRecord Error { get; } = error;
}
