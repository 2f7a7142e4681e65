using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NsgFlow.Azure.Tests.Layout;

/// <summary>
/// Cuts the text of a log into the blocks in which Azure commits it: <c>{"records":[</c>, then a block for each
/// minute, which begins with a comma but for the first, then <c>]}</c>. A minute that was split into several records
/// may be several blocks.
/// </summary>
internal static class BlockCutter
{
    private const int IdLength = 32;

    private static ReadOnlySpan<byte> Opener => "{\"records\":["u8;

    private static ReadOnlySpan<byte> Closer => "]}"u8;

    private static ReadOnlySpan<byte> RecordStart => "{\"time\":\""u8;

    /// <param name="name">The blob; block ids are made of it, so equal logs have equal blocks.</param>
    /// <param name="log">The whole text.</param>
    public static List<LogBlock> Cut(string name, ReadOnlyMemory<byte> log)
    {
        if (!log.Span.StartsWith(Opener) || !log.Span.EndsWith(Closer))
        {
            throw new ArgumentException("This is no whole log.", nameof(log));
        }

        var blocks = new List<LogBlock> { new(Id('A', new string('0', IdLength)), log[..Opener.Length], -1) };
        int end = log.Length - Closer.Length;
        int at = Opener.Length;
        string? time = null;
        int minute = -1;
        while (at < end)
        {
            int next = NextRecord(log.Span[..end], at);
            string recordTime = TimeOf(log.Span, at);
            minute += recordTime == time ? 0 : 1;
            time = recordTime;
            string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} {at}"))));
            blocks.Add(new LogBlock(Id('D', hash[..IdLength]), log[at..next], minute));
            at = next;
        }

        blocks.Add(new LogBlock(Id('Z', new string('0', IdLength)), log[end..], -1));
        return blocks;
    }

    /// <summary>Where the record after this one begins with its comma, or the end.</summary>
    private static int NextRecord(ReadOnlySpan<byte> log, int at)
    {
        // The comma that this one begins with, and its own start.
        int from = at + RecordStart.Length + 1;
        int found = log[from..].IndexOf(",{\"time\":\""u8);
        return found < 0 ? log.Length : from + found;
    }

    private static string TimeOf(ReadOnlySpan<byte> log, int at)
    {
        ReadOnlySpan<byte> text = log[(at + log[at..].IndexOf(RecordStart) + RecordStart.Length)..];
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)'"')]);
    }

    private static string Id(char kind, string rest) => Convert.ToBase64String(Encoding.ASCII.GetBytes(kind + rest));
}
