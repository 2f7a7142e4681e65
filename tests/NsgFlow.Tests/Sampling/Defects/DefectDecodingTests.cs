using NsgFlow.Sampling.Defects;

namespace NsgFlow.Tests.Sampling.Defects;

/// <summary>Every defect in every kind of log that can have it: the decoder arrives at the truth.</summary>
public sealed class DefectDecodingTests
{
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
        DefectSample sample = DefectSample.Make(kind, defect);

        Assert.NotEmpty(sample.Flows);
        Assert.Equal([], DefectComparison.Differences(sample));
    }
}
