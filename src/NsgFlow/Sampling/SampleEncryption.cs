using System.Text;

namespace NsgFlow.Sampling;

/// <summary>The encryption codes of virtual network logs, by index.</summary>
internal static class SampleEncryption
{
    public const byte Unencrypted = 1;

    private static readonly string[] s_codes =
    [
        "X", "NX", "NX_HW_NOT_SUPPORTED", "NX_LOCAL_DST", "NX_FALLBACK",
        "NX_SW_NOT_READY", "NX_NOT_ACCEPTED", "NX_NOT_SUPPORTED",
    ];

    private static readonly byte[][] s_text = Array.ConvertAll(s_codes, Encoding.ASCII.GetBytes);

    /// <summary>Inside flows take these in turn: most are encrypted, each reason not to be comes along.</summary>
    private static readonly byte[] s_inside = [0, 3, 0, 2, 0, 4, 0, 0];

    /// <summary>The codes whose packets are dropped.</summary>
    private static readonly byte[] s_dropped = [5, 6, 7];

    public static string Code(int index) => s_codes[index];

    public static ReadOnlySpan<byte> Text(int index) => s_text[index];

    public static byte Inside(int turn) => s_inside[turn % s_inside.Length];

    public static byte Dropped(int turn) => s_dropped[turn % s_dropped.Length];
}
