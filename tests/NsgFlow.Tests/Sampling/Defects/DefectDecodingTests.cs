using NsgFlow.Sampling;
using NsgFlow.Sampling.Defects;

namespace NsgFlow.Tests.Sampling.Defects;

/// <summary>Every defect in every kind of log that can have it: the decoder arrives at the truth.</summary>
public sealed class DefectDecodingTests
{
    /// <summary>Each seed hits other places; 25 of them were tried by hand.</summary>
    private const int Seeds = 3;

    public static TheoryData<SampleDefect, FlowLogKind> Rows
    {
        get
        {
            var rows = new TheoryData<SampleDefect, FlowLogKind>();
            foreach (SampleDefect defect in Enum.GetValues<SampleDefect>())
            {
                foreach (FlowLogKind kind in SampleDefects.KindsOf(defect))
                {
                    rows.Add(defect, kind);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_decoder_arrives_at_the_truth(SampleDefect defect, FlowLogKind kind)
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            DefectSample sample = Assert.Single(DefectSample.Make(DefectSample.Options(kind, defect) with { Seed = seed }));
            Assert.NotEmpty(sample.Flows);
            Assert.Contains(sample.Truth.Plants, plant => plant.Defect == defect);

            List<string> differences = DefectComparison.Differences(sample);

            Assert.True(differences.Count == 0, $"seed {seed}:\n{string.Join('\n', differences)}");
        }
    }

    /// <summary>Several hours and interfaces, so that defects that exclude each other all come to pass.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_defects_at_once_do_not_disturb_each_other(int seed)
    {
        var options = new SampleOptions
        {
            Kinds = [FlowLogKind.NsgV1, FlowLogKind.NsgV2, FlowLogKind.VNetV4],
            Seed = seed,
            NicCount = 2,
            Duration = TimeSpan.FromHours(3),
            Size = 4_000_000,
            Defects = Enum.GetValues<SampleDefect>(),
        };

        foreach (DefectSample sample in DefectSample.Make(options))
        {
            List<string> differences = DefectComparison.DifferencesInContent(sample);
            Assert.True(differences.Count == 0, $"{sample.File.Path}:\n{string.Join('\n', differences)}");
        }
    }
}
