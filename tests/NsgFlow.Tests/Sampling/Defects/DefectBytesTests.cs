using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using NsgFlow.Sampling;
using NsgFlow.Sampling.Defects;

namespace NsgFlow.Tests.Sampling.Defects;

/// <summary>The bytes themselves, looked at without the decoder.</summary>
public sealed class DefectBytesTests
{
    private const string Tuple = "[0-9]{13},[0-9a-f.:]+,[0-9a-f.:]+,[0-9]+,[0-9]+,(6|17),[IO],[BCED],[A-Z_]+,[0-9]+,[0-9]+,[0-9]+,[0-9]+";

    /// <summary>What must be found between the ends of each place where a defect was planted, in a log of the kind.</summary>
    public static TheoryData<SampleDefect, FlowLogKind, string> Looks => new()
    {
        { SampleDefect.TenFieldTuple, FlowLogKind.NsgV2, "^[0-9]{10},[^,]+,[^,]+,[0-9]+,[0-9]+,(6|17),[IO],[AD],[0-9]+,[0-9]+$" },
        { SampleDefect.NsgTupleInFlowRecords, FlowLogKind.VNetV4, "^[0-9]{10},[^,]+,[^,]+,[0-9]+,[0-9]+,[TU],[IO],[AD](,[BCE](,[0-9]*){4})?$" },
        { SampleDefect.VNetTupleInProperties, FlowLogKind.NsgV2, $"^{Tuple}$" },
        { SampleDefect.NumericProtocol, FlowLogKind.NsgV1, "^([^,]+,){5}(6|17),[IO],[AD]$" },
        { SampleDefect.LetterProtocol, FlowLogKind.VNetV4, "^([^,]+,){5}[TU],[IO],[BCED],N?X" },
        { SampleDefect.TimeUnit, FlowLogKind.NsgV2, "^[0-9]{13}," },
        { SampleDefect.TimeUnit, FlowLogKind.VNetV4, "^[0-9]{10}," },
        { SampleDefect.CountersWithoutStatistics, FlowLogKind.NsgV2, ",[AD],B,[1-9][0-9]*(,[0-9]+){3}$" },
        { SampleDefect.EmptyCounters, FlowLogKind.VNetV4, ",N?X[A-Z_]*,,,,$" },
        { SampleDefect.IcmpTuple, FlowLogKind.VNetV4, "^([^,]+,){3}0,0,1,[IO]," },
        { SampleDefect.MacAddressFormat, FlowLogKind.VNetV4, "\"macAddress\":\"([0-9A-F]{2}([-:][0-9A-F]{2}){5}|[0-9A-F]{13})\"" },
        { SampleDefect.UnexpectedVersion, FlowLogKind.NsgV2, "\"Version\":(\"2\"|1)|\"version\":\"1\"" },
        { SampleDefect.RecordTimeFormat, FlowLogKind.NsgV2, "^{\"time\":\"([0-9]{2}/[0-9]{2}/[0-9]{4} |unknown)" },
        { SampleDefect.NestedRecords, FlowLogKind.VNetV4, "^{\"records\":\\[{\"time\".*}}\\]}$" },
        { SampleDefect.BareRecord, FlowLogKind.VNetV4, "^{\"time\".*}}{\"time\".*}}$" },
        { SampleDefect.BareArray, FlowLogKind.VNetV4, "^\\[{\"time\".*}}\\]$" },
        { SampleDefect.RecordPerLine, FlowLogKind.VNetV4, "^({\"time\"[^\n]*}}\n)+$" },
        { SampleDefect.SeveralDocuments, FlowLogKind.VNetV4, "^{\"records\":\\[{\"time\".*}}\\]}$" },
        { SampleDefect.ByteOrderMark, FlowLogKind.VNetV4, "^\uFEFF$" },
        { SampleDefect.PrettyPrinted, FlowLogKind.NsgV2, "^{\n  \"time\": \"[^\n]*\",\n  \"systemId\": " },
        { SampleDefect.KeysReordered, FlowLogKind.VNetV4, "^{\"category\".*\"flowRecords\".*\"flowTuples\":\\[[^]]*\\],\"rule\".*\"macAddress\"" },
        { SampleDefect.FlowRecordsAsList, FlowLogKind.VNetV4, "\"flowRecords\":\\[{\"flows\":\\[.*\\]}\\]}$" },
        { SampleDefect.EmptyFlows, FlowLogKind.NsgV2, "\"flows\":\\[\\]" },
        { SampleDefect.EmptyFlows, FlowLogKind.VNetV4, "\"flow(s|Groups)\":\\[\\]" },
        { SampleDefect.UnknownKeys, FlowLogKind.NsgV1, "^{\"time\":.*\"formatExtension\":{" },
        { SampleDefect.DuplicateTuples, FlowLogKind.VNetV4, $"^{Tuple}$" },
        { SampleDefect.DuplicateRecords, FlowLogKind.VNetV4, "^{\"time\".*}}$" },
        { SampleDefect.UnsortedTuples, FlowLogKind.VNetV4, "^{\"time\".*}}$" },
        { SampleDefect.EndBeforeBegin, FlowLogKind.VNetV4, ",E,N?X" },
        { SampleDefect.MixedVersions, FlowLogKind.NsgV2, "\"Version\":1,.*\"flowTuples\":\\[\"([^,]+,){7}[AD]\"" },
        { SampleDefect.MixedVersions, FlowLogKind.VNetV4, "\"flowLogVersion\":3," },
        { SampleDefect.WrongFieldCount, FlowLogKind.VNetV4, "^([^,]*,){8}[^,]*$|^([^,]*,){13,14}[^,]*$" },
        { SampleDefect.IsoTime, FlowLogKind.NsgV2, "^20[0-9-]{8}T[0-9:]{8}Z," },
        { SampleDefect.BadPort, FlowLogKind.NsgV2, ",(65536|-1),[0-9]+,[TU]|,[0-9]+,(https|),[TU]" },
        { SampleDefect.BadAddress, FlowLogKind.NsgV2, "web-01|10\\.020|::1::|^[^,]+,[^,]+,," },
        { SampleDefect.BadLetter, FlowLogKind.VNetV4, ",(N|I,[IO]|[IO],Q)," },
        { SampleDefect.CounterOverflow, FlowLogKind.NsgV2, ",9223372036854775808,|,100000000000000000000$" },
        { SampleDefect.TimeOutOfRange, FlowLogKind.NsgV1, "^(0|978307199|4133980800000)," },
        { SampleDefect.NotText, FlowLogKind.NsgV1, "^(1768467601|null|true)$" },
        { SampleDefect.ForeignRecord, FlowLogKind.NsgV2, "^{\"time\".*\"category\":\"AuditEvent\".*}$" },
        { SampleDefect.GarbageBetweenRecords, FlowLogKind.NsgV2, "^\0" },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public void A_defect_looks_like_what_it_is_called(SampleDefect defect, FlowLogKind kind, string look)
    {
        DefectSample sample = DefectSample.Make(kind, defect);
        SamplePlant[] plants = [.. sample.Truth.Plants.Where(p => p.Defect == defect)];

        Assert.NotEmpty(plants);
        Assert.All(plants, plant => Assert.Matches(new Regex(look, RegexOptions.Singleline | RegexOptions.CultureInvariant), Between(sample, plant)));
    }

    [Theory]
    [MemberData(nameof(DefectDecodingTests.Rows), MemberType = typeof(DefectDecodingTests))]
    public void A_defect_is_planted_as_often_as_it_has_forms(SampleDefect defect, FlowLogKind kind)
    {
        DefectSample sample = DefectSample.Make(kind, defect);

        int expected = SampleDefects.Of(defect) is IFormDefect form ? form.Stretches : SampleDefects.Of(defect).Plants;
        Assert.Equal(expected, sample.Truth.Plants.Count);
        Assert.All(sample.Truth.Plants, plant => Assert.Equal(defect, plant.Defect));
    }

    [Fact]
    public void A_copy_stands_beside_what_it_is_a_copy_of()
    {
        DefectSample tuples = DefectSample.Make(FlowLogKind.VNetV4, SampleDefect.DuplicateTuples);
        Assert.All(tuples.Truth.Plants, plant =>
        {
            string twice = $"\"{Between(tuples, plant)}\",\"{Between(tuples, plant)}\"";
            Assert.Contains(twice, Text(tuples), StringComparison.Ordinal);
        });

        DefectSample records = DefectSample.Make(FlowLogKind.VNetV4, SampleDefect.DuplicateRecords);
        Assert.All(records.Truth.Plants, plant =>
            Assert.Contains($"{Between(records, plant)},{Between(records, plant)}", Text(records), StringComparison.Ordinal));
    }

    [Fact]
    public void An_end_stands_before_its_begin()
    {
        DefectSample sample = DefectSample.Make(FlowLogKind.NsgV2, SampleDefect.EndBeforeBegin);
        string text = Text(sample);
        Assert.All(sample.Truth.Plants, plant =>
        {
            string end = Between(sample, plant);
            string ends = end[..end.IndexOf(",E,", StringComparison.Ordinal)];
            Assert.Equal($"{end}\",\"{ends},B,,,,\"", text.Substring((int)plant.Offset, end.Length + ends.Length + 10));
        });
    }

    [Fact]
    public void An_unsorted_list_goes_back_in_time()
    {
        DefectSample sample = DefectSample.Make(FlowLogKind.VNetV4, SampleDefect.UnsortedTuples);
        Assert.All(sample.Truth.Plants, plant =>
        {
            MatchCollection lists = Regex.Matches(Between(sample, plant), "\"flowTuples\":\\[([^]]*)\\]", RegexOptions.CultureInvariant);
            Assert.Contains(lists, list =>
            {
                string[] times = [.. Regex.Matches(list.Groups[1].Value, "\"([0-9]{13}),").Select(m => m.Groups[1].Value)];
                return !times.SequenceEqual(times.Order(StringComparer.Ordinal));
            });
        });
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV1)]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void What_was_not_hit_is_what_it_is_without_defects(FlowLogKind kind)
    {
        byte[] valid = GeneratedSample.Make(DefectSample.Options(kind)).Files[0].Bytes;
        string text = Encoding.ASCII.GetString(valid);
        string records = text["{\"records\":[".Length..^2];

        Assert.Equal(text[..^2], Text(DefectSample.Make(kind, SampleDefect.StillOpen)));
        Assert.Equal("," + records, Text(DefectSample.Make(kind, SampleDefect.LeadingComma)));
        Assert.Equal($"[{records}]", Text(DefectSample.Make(kind, SampleDefect.BareArray)));
        Assert.Equal(records.Replace("}},{\"time\"", "}}\n{\"time\"", StringComparison.Ordinal) + "\n", Text(DefectSample.Make(kind, SampleDefect.RecordPerLine)));
        Assert.Equal(text, Encoding.ASCII.GetString(Decompress(DefectSample.Make(kind, SampleDefect.Gzip).Bytes)));
        Assert.StartsWith(Text(DefectSample.Make(kind, SampleDefect.Truncated)), text, StringComparison.Ordinal);
        Assert.EndsWith(Text(DefectSample.Make(kind, SampleDefect.MidRecordStart)), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_and_a_splice_are_the_pieces_of_the_valid_log()
    {
        string text = Encoding.ASCII.GetString(GeneratedSample.Make(DefectSample.Options(FlowLogKind.NsgV2)).Files[0].Bytes);

        string spliced = Text(DefectSample.Make(FlowLogKind.NsgV2, SampleDefect.SplicedRecord));
        DefectSample holes = DefectSample.Make(FlowLogKind.NsgV2, SampleDefect.Hole);

        // The comma between the two records is gone with the hole, and with the splice.
        Assert.Equal(text.Length - 2, spliced.Length);
        Assert.Equal(text.Length - holes.Truth.Plants.Sum(p => p.Removed + 1), holes.Bytes.Length);
        Assert.StartsWith(text[..(int)holes.Truth.Plants.Min(p => p.Offset)], Text(holes), StringComparison.Ordinal);
        Assert.True(holes.Truth.Lost > 0);
    }

    [Fact]
    public void Compressed_files_are_called_so_and_a_large_one_has_several_blocks()
    {
        SampleOptions options = DefectSample.Options(FlowLogKind.NsgV2, SampleDefect.Gzip) with { Size = 1_000_000 };
        GeneratedSample valid = GeneratedSample.Make(options with { Defects = [] });

        (string path, byte[] bytes) = Assert.Single(GeneratedSample.Make(options).Files);

        Assert.Equal(valid.Files[0].Path + ".gz", path);
        Assert.Equal([path], FlowLogSample.Paths(options));
        Assert.Equal(valid.Files[0].Bytes, Decompress(bytes));
    }

    private static byte[] Decompress(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        gzip.CopyTo(whole);
        return whole.ToArray();
    }

    private static string Text(DefectSample sample) => Encoding.Latin1.GetString(sample.Bytes);

    private static string Between(DefectSample sample, SamplePlant plant) =>
        Encoding.UTF8.GetString(sample.Bytes, (int)plant.Offset, (int)plant.Length);
}
