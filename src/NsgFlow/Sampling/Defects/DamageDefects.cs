using NsgFlow.Tuples;

namespace NsgFlow.Sampling.Defects;

internal class TruncatedDefect : ITextDefect
{
    public virtual SampleDefect Defect => SampleDefect.Truncated;

    public int Plants => 1;

    public DefectSlot Slot => DefectSlot.End;

    public string Closer => "";

    public DefectPlace Place => DefectPlace.Last;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        RecordText whole = records[0];
        (_, int place) = whole.PlaceInTuple(random);
        RecordText rest = whole.Before(place);
        rest.Defects.Add(new PlacedDefect(this, place, 0)
        {
            Removed = whole.Length - place,
            Lost = whole.Tuples.Count - rest.Tuples.Count,
        });
        return [rest];
    }
}

/// <summary>The same cut; that the compressed data break off is done by the stream that the file is written to.</summary>
internal sealed class CutGzipDefect : TruncatedDefect
{
    public override SampleDefect Defect => SampleDefect.CutGzip;
}

internal sealed class MidRecordStartDefect : ITextDefect
{
    public SampleDefect Defect => SampleDefect.MidRecordStart;

    public int Plants => 1;

    public DefectSlot Slot => DefectSlot.Start;

    public string Opener => "";

    public DefectPlace Place => DefectPlace.First;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        RecordText whole = records[0];
        (_, int place) = whole.PlaceInTuple(random);
        RecordText rest = whole.From(place);
        rest.Defects.Add(new PlacedDefect(this, 0, 0)
        {
            Removed = place,
            Lost = whole.Tuples.Count - rest.Tuples.Count,
            Report = (0, rest.NextTuple(0)),
        });
        return [rest];
    }
}

internal sealed class SplicedRecordDefect : ITextDefect
{
    public SampleDefect Defect => SampleDefect.SplicedRecord;

    public DefectPlace Place => DefectPlace.Amid;

    public int Span => 2;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        (RecordText outer, RecordText inner) = (records[0], records[1]);
        bool inTuple = turn % 2 == 0;
        (int from, int place) = (RecordHead.TimeStart - 1, RecordHead.PlaceInTime(random));
        if (inTuple)
        {
            (PlacedTuple broken, place) = outer.PlaceInTuple(random);
            from = broken.Start - 1;
        }

        (RecordText before, RecordText behind) = (outer.Before(place), outer.From(place));
        RecordText spliced = RecordText.Join(before, inner, behind);
        spliced.Defects.Add(new PlacedDefect(this, place, inner.Length, inTuple ? "in a tuple" : "in the time")
        {
            Lost = outer.Tuples.Count - before.Tuples.Count - behind.Tuples.Count,
            Report = (from, spliced.NextTuple(place + inner.Length)),
        });
        return [spliced];
    }
}

internal sealed class HoleDefect : ITextDefect
{
    public SampleDefect Defect => SampleDefect.Hole;

    public DefectPlace Place => DefectPlace.Amid;

    public int Span => 2;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        // It ends in the time of a record: what is left of the broken tuple then never looks like a whole one.
        (PlacedTuple broken, int place) = records[0].PlaceInTuple(random);
        int end = RecordHead.PlaceInTime(random);
        (RecordText before, RecordText behind) = (records[0].Before(place), records[1].From(end));
        RecordText joined = RecordText.Join(before, behind);
        joined.Defects.Add(new PlacedDefect(this, place, 0)
        {
            Removed = records[0].Length - place + end,
            Lost = records[0].Tuples.Count - before.Tuples.Count,
            Report = (broken.Start - 1, joined.NextTuple(place)),
        });
        return [joined];
    }
}

internal sealed class GarbageBetweenRecordsDefect : ITextDefect
{
    public SampleDefect Defect => SampleDefect.GarbageBetweenRecords;

    public DefectPlace Place => DefectPlace.Amid;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        // No JSON begins with a zero byte, so that the first of them is seen.
        byte[] bytes = new byte[24 + random.Next(200)];
        for (int i = 1; i < bytes.Length; i++)
        {
            bytes[i] = (byte)random.Next(256);
        }

        RecordText garbage = RecordText.Of(bytes);
        garbage.Defects.Add(new PlacedDefect(this, 0, garbage.Length) { Report = (0, garbage.Length) });
        return [garbage, records[0]];
    }
}

internal sealed class InvalidUtf8Defect : ITextDefect
{
    /// <summary>No byte of UTF-8.</summary>
    private const byte Invalid = 0xFF;

    public SampleDefect Defect => SampleDefect.InvalidUtf8;

    public DefectPlace Place => DefectPlace.Anywhere;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        RecordText record = records[0];
        if (turn % 2 == 1)
        {
            // The GUID of the flow log or of the system, right behind the time.
            int inGuid = record.Bytes.AsSpan().IndexOf("GUID\":\""u8) is var vnet and >= 0
                ? vnet + "GUID\":\"".Length
                : record.Bytes.AsSpan().IndexOf("systemId\":\""u8) + "systemId\":\"".Length;
            record.Bytes[inGuid + 3] = Invalid;
            record.Defects.Add(new PlacedDefect(this, inGuid + 3, 1, "in a text that nobody reads"));
            return records;
        }

        PlacedTuple tuple = record.Tuples[random.Next(record.Tuples.Count)];
        string[] fields = tuple.Draft.Fields;
        int at = 1 + random.Next(fields[TupleLayouts.Source].Length - 1);
        record.Bytes[tuple.Start + fields[TupleLayouts.Time].Length + 1 + at] = Invalid;
        string address = fields[TupleLayouts.Source];
        fields[TupleLayouts.Source] = $"{address[..at]}\uFFFD{address[(at + 1)..]}";
        tuple.Draft.Fault = TupleFault.SourceAddress;
        record.Defects.Add(new PlacedDefect(this, tuple.Start, tuple.Length, "in a tuple"));
        return records;
    }
}

internal sealed class ForeignRecordDefect : ITextDefect
{
    public SampleDefect Defect => SampleDefect.ForeignRecord;

    public DefectPlace Place => DefectPlace.Anywhere;

    private static ReadOnlySpan<byte> KeyVault =>
        """{"time":"2026-01-15T08:00:00.0000000Z","category":"AuditEvent","operationName":"SecretGet","resultType":"Success","resourceId":"/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/SHOP","properties":{"id":"https://shop.vault.example/secrets/database","httpStatusCode":200},"identity":{"claim":{"appid":"00000000-0000-0000-0000-000000000002"}}}"""u8;

    public IReadOnlyList<RecordText> Plant(IReadOnlyList<RecordText> records, int turn, SampleRandom random)
    {
        var foreign = new RecordText([.. KeyVault], []) { Records = 0, ForeignRecords = 1 };
        foreign.Defects.Add(new PlacedDefect(this, 0, foreign.Length));
        return [foreign, records[0]];
    }
}

/// <summary>The head of a record as Azure writes it.</summary>
internal static class RecordHead
{
    private const int TimeLength = 28;

    /// <summary>Where the text of the time begins.</summary>
    public static int TimeStart => RecordFrame.BeforeTime.Length;

    /// <summary>A place inside the time, where it can no longer be taken for one.</summary>
    public static int PlaceInTime(SampleRandom random) => TimeStart + 1 + random.Next(TimeLength - 1);
}
