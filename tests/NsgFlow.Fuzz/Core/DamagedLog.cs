using System.Text.Json;
using NsgFlow.Tests.Support;

namespace NsgFlow.Fuzz.Core;

/// <summary>A log some bytes of which are taken away and others put in their place, all in one spot.</summary>
/// <param name="Model">What the log holds.</param>
/// <param name="Encoded">The log before.</param>
/// <param name="Begin">The first byte that is taken away.</param>
/// <param name="End">The byte behind the last.</param>
/// <param name="Insert">What comes in their place.</param>
internal sealed record DamagedLog(ModelLog Model, EncodedLog Encoded, int Begin, int End, byte[] Insert)
{
    private readonly (int Begin, int End)[] _records = RecordsOf(Encoded.Bytes);

    public byte[] Bytes { get; } = [.. Encoded.Bytes.AsSpan(0, Begin), .. Insert, .. Encoded.Bytes.AsSpan(End)];

    /// <summary>The tuples that lie wholly outside the damage, with what each must give, at its offset now.</summary>
    public IEnumerable<WholeFlow> WholeFlows()
    {
        int at = 0;
        for (int number = 0; number < Model.Records.Count; number++)
        {
            foreach (FlowFields flow in new ModelLog([Model.Records[number]]).Flows)
            {
                TuplePlace place = Encoded.Places[at++];
                if (place.Close < Begin)
                {
                    yield return new WholeFlow(flow with { Offset = place.Offset }, number, IsBefore: true);
                }
                else if (place.Offset - 1 >= End)
                {
                    yield return new WholeFlow(flow with { Offset = place.Offset - End + Begin + Insert.Length }, number, IsBefore: false);
                }
            }
        }
    }

    /// <summary>The record that byte lies inside of, its own brackets not counted; -1 for none.</summary>
    public int RecordAround(int offset) => Array.FindIndex(_records, r => offset > r.Begin && offset < r.End);

    /// <summary>Every text of a record, as written and in capitals.</summary>
    public IEnumerable<string> TextsOf(int record)
    {
        var texts = new List<string>();
        var reader = new Utf8JsonReader(Encoded.Bytes.AsSpan(_records[record].Begin.._records[record].End));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                texts.Add(reader.GetString()!);
            }
        }

        return texts.Concat(texts.Select(t => t.ToUpperInvariant()));
    }

    /// <summary>The text that the damage joined, were it one, and the one right behind it, as they are written.</summary>
    public IEnumerable<byte[]> JoinedTexts()
    {
        int behind = Begin + Insert.Length;
        int begin = Begin;
        while (begin > 0 && !IsQuote(begin - 1))
        {
            begin--;
        }

        int end = EndOfText(behind);
        yield return Bytes[begin..end];
        if (end == behind && behind < Bytes.Length)
        {
            yield return Bytes[(behind + 1)..EndOfText(behind + 1)];
        }
    }

    private int EndOfText(int at)
    {
        while (at < Bytes.Length && !IsQuote(at))
        {
            at++;
        }

        return at;
    }

    private bool IsQuote(int at)
    {
        int backslashes = 0;
        while (at > backslashes && Bytes[at - backslashes - 1] == (byte)'\\')
        {
            backslashes++;
        }

        return Bytes[at] == (byte)'"' && backslashes % 2 == 0;
    }

    private static (int Begin, int End)[] RecordsOf(byte[] bytes)
    {
        var records = new List<(int, int)>();
        var reader = new Utf8JsonReader(bytes);
        int begin = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 2 && reader.TokenType == JsonTokenType.StartObject)
            {
                begin = (int)reader.TokenStartIndex;
            }
            else if (reader.CurrentDepth == 2 && reader.TokenType == JsonTokenType.EndObject)
            {
                records.Add((begin, (int)reader.BytesConsumed));
            }
        }

        return [.. records];
    }
}

/// <param name="Fields">What must be read of it.</param>
/// <param name="Record">The place of its record in the log, from 0.</param>
/// <param name="IsBefore">Whether it lies before the damage.</param>
internal sealed record WholeFlow(FlowFields Fields, int Record, bool IsBefore);
