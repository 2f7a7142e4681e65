using System.Globalization;
using System.Text;

namespace NsgFlow.Tests.Support;

/// <summary>How freely a log is written. All of it is the same JSON to a reader.</summary>
internal sealed record LogStyle
{
    /// <summary>As Azure writes: no white space, keys in their usual order.</summary>
    public static LogStyle Plain { get; } = new();

    public static LogStyle Wild { get; } = new() { ShuffleKeys = true, WhiteSpace = true, UnknownKeys = true, Escapes = true, KeyCase = true };

    public bool ShuffleKeys { get; init; }

    /// <summary>Keys in the order of their letters, as forwarders write: what describes tuples comes after them.</summary>
    public bool SortKeys { get; init; }

    public bool WhiteSpace { get; init; }

    public bool UnknownKeys { get; init; }

    public bool Escapes { get; init; }

    public bool KeyCase { get; init; }
}

/// <summary>A written log. <paramref name="Places"/> tells, tuple by tuple in the log's order, where each stands.</summary>
internal sealed record EncodedLog(byte[] Bytes, IReadOnlyList<TuplePlace> Places);

/// <param name="Tuple">What was written.</param>
/// <param name="Offset">The byte offset of the tuple's first character.</param>
/// <param name="Close">The byte offset of its closing quote.</param>
internal sealed record TuplePlace(ModelTuple Tuple, long Offset, long Close);

/// <summary>Writes logs for tests, in any style JSON allows. Independent of the reader under test.</summary>
internal sealed class LogEncoder(LogStyle style, Random random)
{
    private readonly List<byte> _bytes = [];
    private readonly List<TuplePlace> _places = [];

    public static EncodedLog Encode(ModelLog log, LogStyle style, int seed) => Encode(log.ToEnvelope(), style, seed);

    public static EncodedLog Encode(Node root, LogStyle style, int seed)
    {
        var encoder = new LogEncoder(style, new Random(seed));
        encoder.Space();
        encoder.Write(root);
        encoder.Space();
        return new EncodedLog([.. encoder._bytes], encoder._places);
    }

    private void Write(Node node)
    {
        switch (node)
        {
            case TextNode text:
                Quote(text.Text);
                break;
            case RawNode raw:
                Put(raw.Text);
                break;
            case TupleNode tuple:
                long offset = _bytes.Count + 1;
                Quote(tuple.Tuple.Text);
                _places.Add(new TuplePlace(tuple.Tuple, offset, _bytes.Count - 1));
                break;
            case ArrayNode array:
                WriteArray(array);
                break;
            default:
                WriteObject((ObjectNode)node);
                break;
        }
    }

    private void WriteArray(ArrayNode array)
    {
        Put("[");
        for (int i = 0; i < array.Items.Count; i++)
        {
            Put(i > 0 ? "," : "");
            Space();
            Write(array.Items[i]);
            Space();
        }

        Space();
        Put("]");
    }

    private void WriteObject(ObjectNode node)
    {
        List<(string Key, Node Value)> members = [.. node.Members];
        if (style.UnknownKeys)
        {
            for (int i = random.Next(3); i > 0; i--)
            {
                members.Insert(random.Next(members.Count + 1), ($"x{random.Next(1000)}", Unknown(depth: 0)));
            }
        }

        if (style.SortKeys)
        {
            members.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        }

        if (style.ShuffleKeys)
        {
            Shuffle(members);
        }

        Put("{");
        for (int i = 0; i < members.Count; i++)
        {
            Put(i > 0 ? "," : "");
            Space();
            Quote(style.KeyCase && random.Next(4) == 0 ? ChangeCase(members[i].Key) : members[i].Key);
            Space();
            Put(":");
            Space();
            Write(members[i].Value);
            Space();
        }

        Space();
        Put("}");
    }

    /// <summary>A value under a key no reader knows, which may hold what looks like a log.</summary>
    private Node Unknown(int depth) => random.Next(depth < 4 ? 9 : 6) switch
    {
        0 => new RawNode("null"),
        1 => new RawNode(random.Next(2) == 0 ? "true" : "-12.5e+3"),
        2 => "a text with \"quotes\", \\ and {brackets]",
        3 => "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A",
        4 => "",
        5 => new RawNode("0"),
        6 => new ArrayNode([.. Enumerable.Range(0, random.Next(4)).Select(_ => Unknown(depth + 1))]),
        7 => new ObjectNode(("flowTuples", new ArrayNode(["1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A"])), ("records", new ArrayNode([]))),
        _ => new ObjectNode(("y", Unknown(depth + 1)), ("rule", Unknown(depth + 1)), ("time", Unknown(depth + 1))),
    };

    private void Quote(string text)
    {
        var written = new StringBuilder("\"");
        foreach (char c in text)
        {
            bool free = style.Escapes && random.Next(16) == 0;
            if (c is '"' or '\\')
            {
                written.Append('\\').Append(c);
            }
            else if (c < ' ' || (free && (c != '/' || random.Next(2) == 0)))
            {
                string digits = ((int)c).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture);
                written.Append("\\u").Append(digits);
            }
            else if (free)
            {
                written.Append("\\/");
            }
            else
            {
                written.Append(c);
            }
        }

        Put(written.Append('"').ToString());
    }

    private void Space()
    {
        if (style.WhiteSpace && random.Next(4) == 0)
        {
            for (int i = random.Next(1, 5); i > 0; i--)
            {
                Put(random.Next(4) switch { 0 => "\n", 1 => "\r\n", 2 => "\t", _ => " " });
            }
        }
    }

    private void Shuffle<T>(List<T> items)
    {
        for (int i = items.Count - 1; i > 0; i--)
        {
            int other = random.Next(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private string ChangeCase(string key) =>
        string.Concat(key.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));

    private void Put(string text) => _bytes.AddRange(Encoding.UTF8.GetBytes(text));
}
