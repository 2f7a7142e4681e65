namespace NsgFlow.Analysis.Measuring;

/// <summary>The names that IANA gave to ports.</summary>
internal static class ServiceNames
{
    private const ulong None = ushort.MaxValue;

    public static ulong NumberOf(FlowProtocol protocol, ushort port) => None;

    public static string? NameOf(ulong number) => null;
}
