using NsgFlow.Decoding;
using NsgFlow.Sampling.Defects;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Sampling.Defects;

/// <summary>Where what the decoder made of a file differs from the truth.</summary>
internal static class DefectComparison
{
    public static List<string> Differences(DefectSample sample) =>
        [.. DifferencesInContent(sample), .. Summary(sample)];

    /// <summary>All but how the file ends and how many records of which log it has.</summary>
    public static List<string> DifferencesInContent(DefectSample sample) =>
        [.. Flows(sample), .. Errors(sample), .. Damage(sample), .. Marks(sample), .. Totals(sample)];

    private static IEnumerable<string> Flows(DefectSample sample)
    {
        ILookup<long, FlowRecord> decoded = sample.Decoded.Flows.ToLookup(f => f.Offset);
        foreach (ExpectedFlow expected in sample.Flows)
        {
            FlowFields[] found = [.. decoded[expected.Fields.Offset].Select(expected.Comparable)];
            if (found.Length != 1)
            {
                yield return $"flow at {expected.Fields.Offset}: decoded {found.Length} times";
            }
            else if (found[0] != expected.Fields)
            {
                yield return $"flow at {expected.Fields.Offset}: {found[0]} instead of {expected.Fields}";
            }
        }

        HashSet<long> offsets = [.. sample.Flows.Select(f => f.Fields.Offset)];
        foreach (FlowRecord flow in sample.Decoded.Flows.Where(f => !offsets.Contains(f.Offset)))
        {
            yield return $"flow at {flow.Offset}: there is none";
        }

        if (!sample.Decoded.Flows.Select(f => f.Offset).SequenceEqual(sample.Decoded.Flows.Select(f => f.Offset).Order()))
        {
            yield return "the flows are not in the order of the file";
        }
    }

    /// <summary>Each bad tuple is an error at its place, with its text and reason, and nothing else is one.</summary>
    private static IEnumerable<string> Errors(DefectSample sample)
    {
        var expected = sample.Truth.Plants.SelectMany(p => p.Errors).ToDictionary(e => e.Offset);
        foreach (FlowFault fault in sample.Decoded.Faults.Where(f => f.Kind == FlowFaultKind.InvalidTuple && !IsWithinDamage(sample, f)))
        {
            if (!expected.Remove(fault.Offset, out SampleTupleError? error))
            {
                yield return $"error at {fault.Offset}: {fault.Tuple} of a good tuple, {fault.Text}";
            }
            else if ((error.Reason, error.Text) != (fault.Tuple, fault.Text))
            {
                yield return $"error at {fault.Offset}: {fault.Tuple} of '{fault.Text}' instead of {error.Reason} of '{error.Text}'";
            }
        }

        foreach (SampleTupleError error in expected.Values)
        {
            yield return $"error at {error.Offset}: {error.Reason} of {error.Text} was not reported";
        }
    }

    /// <summary>Each place of damage is reported, and no damage where there is none.</summary>
    private static IEnumerable<string> Damage(DefectSample sample)
    {
        foreach (SamplePlant plant in sample.Truth.Plants.Where(p => p.Report is not null))
        {
            if (!sample.Decoded.Faults.Exists(f => IsWithin(plant, f)))
            {
                yield return $"{plant.Defect} at {plant.Offset} was not reported";
            }
        }

        foreach (FlowFault fault in sample.Decoded.Faults.Where(f => f.Kind != FlowFaultKind.InvalidTuple && !IsWithinDamage(sample, f)))
        {
            yield return $"{fault.Kind} at {fault.Offset}: there is none";
        }
    }

    private static IEnumerable<string> Marks(DefectSample sample)
    {
        foreach (SamplePlant plant in sample.Truth.Plants.Where(p => p.Deviation != FlowDeviation.None))
        {
            int marked = sample.Decoded.Flows.Count(f =>
                f.Deviation.HasFlag(plant.Deviation) && f.Offset >= plant.Offset && f.Offset < plant.Offset + plant.Length);
            if (marked != plant.Marked || marked == 0)
            {
                yield return $"{plant.Defect} at {plant.Offset}: {marked} flows marked, {plant.Marked} expected";
            }
        }
    }

    private static IEnumerable<string> Totals(DefectSample sample)
    {
        List<FlowRecord> flows = sample.Decoded.Flows;
        ExpectedTotals expected = sample.Truth.Expected;
        (string Name, long Found, long Expected)[] totals =
        [
            ("tuples", flows.Count, expected.Tuples),
            ("pktSent", flows.Sum(f => f.PacketsSent ?? 0), expected.PacketsSent),
            ("byteSent", flows.Sum(f => f.BytesSent ?? 0), expected.BytesSent),
            ("pktRecv", flows.Sum(f => f.PacketsReceived ?? 0), expected.PacketsReceived),
            ("byteRecv", flows.Sum(f => f.BytesReceived ?? 0), expected.BytesReceived),
            ("withoutCounters", flows.Count(f => (f.PacketsSent ?? f.BytesSent ?? f.PacketsReceived ?? f.BytesReceived) is null), expected.WithoutCounters),
            ("denied", flows.Count(f => f.Decision == FlowDecision.Deny), expected.ByDecision.GetValueOrDefault("D")),
            ("outbound", flows.Count(f => f.Direction == FlowDirection.Outbound), expected.ByDirection.GetValueOrDefault("O")),
            ("begun", flows.Count(f => f.State == FlowState.Begin), expected.ByState.GetValueOrDefault("B")),
            ("UDP", flows.Count(f => f.Protocol == FlowProtocol.UDP), expected.ByProtocol.GetValueOrDefault("17")),
            ("NsgV2", flows.Count(f => f.Kind == FlowLogKind.NsgV2), expected.ByKind.GetValueOrDefault("NsgV2")),
            .. Enum.GetValues<FlowDeviation>().Select(mark => (
                mark.ToString(),
                (long)flows.Count(f => mark == FlowDeviation.None ? f.Deviation == mark : f.Deviation.HasFlag(mark)),
                expected.ByDeviation.GetValueOrDefault(mark.ToString()))),
        ];
        return totals.Where(t => t.Found != t.Expected).Select(t => $"{t.Name}: {t.Found} instead of {t.Expected}");
    }

    private static IEnumerable<string> Summary(DefectSample sample)
    {
        FlowReadSummary summary = sample.Decoded.Summary;
        if (summary.End != sample.Truth.End)
        {
            yield return $"the file ends {summary.End} instead of {sample.Truth.End}";
        }

        if (summary.ForeignRecords != sample.Truth.ForeignRecords)
        {
            yield return $"{summary.ForeignRecords} foreign records instead of {sample.Truth.ForeignRecords}";
        }

        // A record of which damage has left a part may count or not.
        bool isDamaged = sample.Truth.Plants.Exists(p => p.Report is not null) || summary.End == SourceEnd.Cut;
        if (isDamaged ? summary.Records < sample.Truth.Records : summary.Records != sample.Truth.Records)
        {
            yield return $"{summary.Records} records instead of {sample.Truth.Records}";
        }
    }

    private static bool IsWithinDamage(DefectSample sample, FlowFault fault) =>
        sample.Truth.Plants.Exists(p => IsWithin(p, fault));

    private static bool IsWithin(SamplePlant plant, FlowFault fault) =>
        plant.Report is { } report && fault.Offset >= report.From && fault.Offset <= report.To;
}
