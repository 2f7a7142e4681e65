using System.Globalization;
using System.Text;
using NsgFlow.Sampling.Defects;

namespace NsgFlow.Sampling;

/// <summary>
/// What a sample holds, counted while it was written and by no decoder: the yardstick for one.
/// </summary>
internal sealed class SampleTruth(SampleOptions options)
{
    /// <summary>In the order of <see cref="FlowState"/>.</summary>
    private static readonly string[] s_states = ["none", "B", "C", "E", "D"];

    private readonly long[] _states = new long[s_states.Length];
    private readonly long[] _decisions = new long[2];
    private readonly long[] _protocols = new long[256];
    private readonly long[] _directions = new long[2];
    private readonly long[] _rules = new long[SampleRules.Count];
    private readonly long[] _versions = new long[(int)FlowLogKind.VNetV4 + 1];
    private byte[]? _firstTuple;
    private byte[] _lastTuple = [];
    private int _lastLength;

    public SampleOptions Options { get; } = options;

    public List<SampleTruthFile> Files { get; } = [];

    /// <summary>What a reader must arrive at in logs with defects; null for valid logs, whose own totals those are.</summary>
    public ExpectedTotals? Expected
    {
        get
        {
            if (Options.Defects.Count == 0)
            {
                return null;
            }

            var sum = new ExpectedTotals();
            Files.ForEach(file => sum.Add(file.Defects!.Expected));
            return sum;
        }
    }

    /// <summary>Chosen defects for which no file had room.</summary>
    public IEnumerable<SampleDefect> NotPlanted =>
        Options.Defects.Except(Files.SelectMany(f => f.Defects?.Plants ?? []).Select(p => p.Defect));

    public long Documents => Files.Count;

    public long Records => _versions.Sum();

    public long Tuples { get; private set; }

    /// <summary>By the letter of the state; <c>none</c> where the format has no state.</summary>
    public SortedDictionary<string, long> ByState => Named(_states, i => s_states[i]);

    public SortedDictionary<string, long> ByDecision => Named(_decisions, i => i == (int)FlowDecision.Allow ? "A" : "D");

    /// <summary>By IANA number.</summary>
    public SortedDictionary<string, long> ByProtocol => Named(_protocols, i => i.ToString(CultureInfo.InvariantCulture));

    public SortedDictionary<string, long> ByDirection => Named(_directions, i => i == (int)FlowDirection.Inbound ? "I" : "O");

    public SortedDictionary<string, long> ByRule => Named(_rules, SampleRules.Name);

    /// <summary>Records by layout and version, such as <c>NSG-2</c>.</summary>
    public SortedDictionary<string, long> ByVersion => Named(_versions, i => i == (int)FlowLogKind.VNetV4 ? "VNet-4" : $"NSG-{i}");

    public SortedSet<string> Macs { get; } = new(StringComparer.Ordinal);

    public long PacketsSent { get; private set; }

    public long BytesSent { get; private set; }

    public long PacketsReceived { get; private set; }

    public long BytesReceived { get; private set; }

    /// <summary>Tuples whose counters are four empty fields.</summary>
    public long EmptyCounters { get; private set; }

    public string FirstTuple => Encoding.ASCII.GetString(_firstTuple ?? []);

    public string LastTuple => Encoding.ASCII.GetString(_lastTuple, 0, _lastLength);

    /// <summary>The time of the earliest tuple, in milliseconds since 1970.</summary>
    public long FirstTime { get; private set; } = long.MaxValue;

    public long LastTime { get; private set; } = long.MinValue;

    public void Count(FlowLogKind kind, in SampleTuple tuple, int rule)
    {
        Tuples++;
        _states[(int)tuple.StateIn(kind)]++;
        _decisions[(int)tuple.Decision]++;
        _protocols[(int)tuple.Protocol]++;
        _directions[(int)tuple.Direction]++;
        _rules[rule]++;
        if (tuple.HasStatistics)
        {
            PacketsSent += tuple.PacketsSent;
            BytesSent += tuple.BytesSent;
            PacketsReceived += tuple.PacketsReceived;
            BytesReceived += tuple.BytesReceived;
        }
        else if (kind == FlowLogKind.NsgV2)
        {
            EmptyCounters++;
        }

        long time = kind == FlowLogKind.VNetV4 ? tuple.Time : tuple.Time / 1000 * 1000;
        FirstTime = Math.Min(FirstTime, time);
        LastTime = Math.Max(LastTime, time);
    }

    public void CountRecord(FlowLogKind kind, ReadOnlySpan<byte> firstTuple, ReadOnlySpan<byte> lastTuple)
    {
        _versions[(int)kind]++;
        _firstTuple ??= firstTuple.ToArray();
        if (_lastTuple.Length < lastTuple.Length)
        {
            _lastTuple = new byte[TupleText.MaximumLength];
        }

        lastTuple.CopyTo(_lastTuple);
        _lastLength = lastTuple.Length;
    }

    /// <summary>Plain arrays count fast; names and their order matter only when somebody asks.</summary>
    private static SortedDictionary<string, long> Named(long[] counts, Func<int, string> name)
    {
        var named = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                named.Add(name(i), counts[i]);
            }
        }

        return named;
    }
}

/// <param name="Path">Relative to the sample's folder, with '/'.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Tuples">Tuples in the file; in one with defects those that a reader must decode.</param>
internal sealed record SampleTruthFile(string Path, long Length, long Tuples)
{
    /// <summary>What was planted in it; null for a valid log.</summary>
    public FileTruth? Defects { get; init; }
}
