using System.Text;
using System.Text.Json;
using NsgFlow.Sampling;
using NsgFlow.Sampling.Defects;

namespace NsgFlow.Tests.Sampling.Defects;

public sealed class DefectTruthTests
{
    private static readonly SampleDefect[] s_all = Enum.GetValues<SampleDefect>();

    private static readonly FlowLogKind[] s_kinds = [FlowLogKind.NsgV1, FlowLogKind.NsgV2, FlowLogKind.VNetV4];

    /// <summary>As for valid logs: whoever changes a defect on purpose changes this.</summary>
    [Fact]
    public void The_bytes_of_a_seed_do_not_drift()
    {
        SampleOptions options = Everything(42);

        Assert.Equal("C78AD0FF493EAC49CF3BBC0D85E66C8315B354BDE7B393BAF8F433AB5867DCE8", GeneratedSample.Make(options).Hash());
        Assert.Equal(GeneratedSample.Make(options).Hash(), GeneratedSample.Make(options with { Defects = [.. Enumerable.Reverse(s_all)] }).Hash());
        Assert.NotEqual(GeneratedSample.Make(options).Hash(), GeneratedSample.Make(options with { Seed = 43 }).Hash());
    }

    [Fact]
    public void Listening_changes_no_byte() => Assert.Equal(
        GeneratedSample.Make(Everything(3)).Hash(),
        GeneratedSample.Make(Everything(3), (in FlowRow _, FlowGroup _, long _) => { }).Hash());

    [Fact]
    public void Every_defect_finds_a_place_in_several_files()
    {
        SampleTruth truth = GeneratedSample.Make(Everything(7)).Truth;

        Assert.Empty(truth.NotPlanted);
        Assert.Equal(s_all, truth.Files.SelectMany(f => f.Defects!.Plants).Select(p => p.Defect).Distinct().Order());
    }

    [Fact]
    public void Places_and_texts_are_those_of_the_file()
    {
        foreach (DefectSample sample in DefectSample.Make(Everything(5) with { Defects = [.. s_all.Except([SampleDefect.Gzip, SampleDefect.CutGzip])] }))
        {
            Assert.Equal(sample.Bytes.Length, sample.File.Length);
            Assert.Equal(sample.Flows.Count, sample.File.Tuples);
            Assert.All(sample.Truth.Plants, plant =>
            {
                Assert.InRange(plant.Offset, 0, sample.Bytes.Length);
                Assert.InRange(plant.Offset + plant.Length, 0, sample.Bytes.Length);
                Assert.True(plant.Report is null || (plant.Report.Value.From <= plant.Offset && plant.Report.Value.To >= plant.Offset));
                Assert.All(plant.Errors, error =>
                {
                    Assert.True(error.Offset >= plant.Offset && error.Offset < plant.Offset + plant.Length);
                    if (error.Text is not null)
                    {
                        string quoted = $"\"{error.Text}\"";
                        int length = plant.Defect == SampleDefect.InvalidUtf8 ? quoted.Length : Encoding.UTF8.GetByteCount(quoted);
                        Assert.Equal(quoted, Encoding.UTF8.GetString(sample.Bytes, (int)error.Offset - 1, length));
                    }
                });
            });
            Assert.All(sample.Flows, flow => Assert.Equal((byte)'"', sample.Bytes[flow.Fields.Offset - 1]));
        }
    }

    [Fact]
    public void Every_tuple_is_expected_an_error_or_lost()
    {
        // These change a tuple or break something, but add no tuple of their own.
        SampleDefect[] defects =
        [
            SampleDefect.TenFieldTuple, SampleDefect.WrongFieldCount, SampleDefect.NotText, SampleDefect.InvalidUtf8,
            SampleDefect.MidRecordStart, SampleDefect.Truncated,
        ];
        foreach (FlowLogKind kind in s_kinds)
        {
            SampleOptions options = DefectSample.Options(kind, defects);
            long before = GeneratedSample.Make(options with { Defects = [] }).Truth.Tuples;
            SampleTruth truth = GeneratedSample.Make(options).Truth;
            FileTruth file = Assert.Single(truth.Files).Defects!;
            Assert.Equal(before, file.Expected.Tuples + file.Errors + file.Lost);
            Assert.Equal(before, truth.Tuples);
        }
    }

    [Fact]
    public void The_truth_file_tells_each_defect_and_what_to_expect()
    {
        GeneratedSample sample = GeneratedSample.Make(DefectSample.Options(
            FlowLogKind.NsgV2, SampleDefect.WrongFieldCount, SampleDefect.TimeUnit, SampleDefect.MidRecordStart));
        JsonElement root = Json(sample.Truth);
        FileTruth truth = sample.Truth.Files[0].Defects!;

        Assert.Equal(
            ["TimeUnit", "WrongFieldCount", "MidRecordStart"],
            root.GetProperty("options").GetProperty("defects").EnumerateArray().Select(d => d.GetString()));
        Assert.Equal(truth.Expected.Tuples, root.GetProperty("expected").GetProperty("tuples").GetInt64());
        Assert.Equal(truth.Expected.ByDeviation["TimeUnit"], root.GetProperty("expected").GetProperty("byDeviation").GetProperty("TimeUnit").GetInt64());
        JsonElement file = root.GetProperty("files")[0];
        Assert.Equal("Complete", file.GetProperty("end").GetString());
        Assert.Equal((3, truth.Lost), (file.GetProperty("errors").GetInt64(), file.GetProperty("lost").GetInt64()));
        JsonElement[] plants = [.. file.GetProperty("defects").EnumerateArray()];
        Assert.Equal(truth.Plants.Select(p => p.Offset), plants.Select(p => p.GetProperty("offset").GetInt64()));
        JsonElement wrong = plants.First(p => p.GetProperty("defect").GetString() == "WrongFieldCount");
        Assert.Equal("FieldCount", wrong.GetProperty("errors")[0].GetProperty("reason").GetString());
        Assert.EndsWith(" fields", wrong.GetProperty("form").GetString(), StringComparison.Ordinal);
        JsonElement cut = plants.First(p => p.GetProperty("defect").GetString() == "MidRecordStart");
        Assert.Equal(0, cut.GetProperty("reportFrom").GetInt64());
        Assert.True(cut.GetProperty("incomplete").GetInt64() > 0);
    }

    [Fact]
    public void The_truth_of_a_valid_log_says_nothing_of_defects()
    {
        SampleTruth truth = GeneratedSample.Make(DefectSample.Options(FlowLogKind.NsgV2)).Truth;
        JsonElement root = Json(truth);

        Assert.Empty(truth.NotPlanted);
        Assert.False(root.TryGetProperty("expected", out _));
        Assert.False(root.GetProperty("options").TryGetProperty("defects", out _));
        Assert.Equal(3, root.GetProperty("files")[0].EnumerateObject().Count());
    }

    [Fact]
    public void A_file_without_room_gets_what_it_can_take()
    {
        // Two files of one record each.
        var options = new SampleOptions
        {
            StartTime = new DateTimeOffset(2026, 1, 15, 8, 59, 0, TimeSpan.Zero),
            Duration = TimeSpan.FromMinutes(2),
            Size = 20_000,
            Defects = s_all.Where(d => SampleDefects.KindsOf(d).Contains(FlowLogKind.VNetV4)).ToArray(),
        };

        List<DefectSample> samples = DefectSample.Make(options);
        SampleTruth truth = GeneratedSample.Make(options).Truth;

        Assert.Equal(2, samples.Count);
        Assert.All(samples, sample => Assert.NotEmpty(sample.Truth.Plants));
        Assert.Contains(SampleDefect.Hole, truth.NotPlanted);
        Assert.DoesNotContain(truth.Files.SelectMany(f => f.Defects!.Plants), p => truth.NotPlanted.Contains(p.Defect));
    }

    [Fact]
    public void What_no_kind_can_have_is_refused()
    {
        Assert.Throws<ArgumentException>(DefectSample.Options(FlowLogKind.NsgV2, SampleDefect.LetterProtocol).Validate);
        Assert.Throws<ArgumentException>(DefectSample.Options(FlowLogKind.NsgV2, SampleDefect.Gzip, SampleDefect.Gzip).Validate);
        Assert.Throws<ArgumentException>(DefectSample.Options(FlowLogKind.NsgV2, (SampleDefect)1000).Validate);
        // One of the kinds is enough.
        (DefectSample.Options(FlowLogKind.NsgV2, SampleDefect.LetterProtocol) with { Kinds = [FlowLogKind.NsgV2, FlowLogKind.VNetV4] }).Validate();
    }

    [Fact]
    public void A_run_can_be_stopped_before_it_writes()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        int opened = 0;

        Assert.Throws<OperationCanceledException>(() => FlowLogSample.Write(
            Everything(1) with { Size = 1_000_000_000 },
            _ =>
            {
                opened++;
                return Stream.Null;
            },
            stop: stop.Token));
        Assert.Equal(0, opened);
    }

    private static SampleOptions Everything(int seed) => new()
    {
        Kinds = s_kinds,
        Seed = seed,
        NicCount = 2,
        Duration = TimeSpan.FromHours(3),
        Size = 4_000_000,
        Defects = s_all,
    };

    private static JsonElement Json(SampleTruth truth)
    {
        using var stream = new MemoryStream();
        SampleTruthJson.Write(truth, stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
