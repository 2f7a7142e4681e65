using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace NsgFlow.Decoding;

/// <summary>
/// Makes one string of each distinct text (rules, ids, MAC addresses, codes) that a worker meets. Bounded: a full
/// table starts over, and a long text is not kept.
/// </summary>
internal sealed class TextTable
{
    private const int LongestKept = 1024;
    private const int MostEntries = 4096;

    private readonly Dictionary<int, List<Entry>> _entries = [];
    private int _count;

    /// <param name="raw">The bytes between the quotes.</param>
    /// <param name="escaped">Whether they hold a backslash.</param>
    public string Get(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (raw.Length > LongestKept)
        {
            return Decode(raw, escaped);
        }

        var hash = default(HashCode);
        hash.AddBytes(raw);
        ref List<Entry>? bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, hash.ToHashCode(), out _);
        bucket ??= new List<Entry>(1);
        foreach (Entry entry in bucket)
        {
            if (escaped == entry.Escaped && raw.SequenceEqual(entry.Raw))
            {
                return entry.Text;
            }
        }

        string text = Decode(raw, escaped);
        bucket.Add(new Entry(raw.ToArray(), escaped, text));
        if (++_count >= MostEntries)
        {
            _entries.Clear();
            _count = 0;
        }

        return text;
    }

    /// <summary>Unescapes where needed; bytes that are no UTF-8 become U+FFFD, a broken escape stays as written.</summary>
    public static string Decode(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (escaped)
        {
            byte[] quoted = new byte[raw.Length + 2];
            quoted[0] = quoted[^1] = (byte)'"';
            raw.CopyTo(quoted.AsSpan(1));
            try
            {
                var reader = new Utf8JsonReader(quoted);
                if (reader.Read())
                {
                    return reader.GetString()!;
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Falls through: the text is shown as it stands.
            }
        }

        return Encoding.UTF8.GetString(raw);
    }

    private readonly record struct Entry(byte[] Raw, bool Escaped, string Text);
}
