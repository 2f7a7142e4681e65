using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Sampling;

namespace NsgFlow.Azure.Tests.Layout;

/// <summary>The logs of a made-up network as Azure lays them into an account, with the truth of the sampler.</summary>
internal sealed class SampledLogs
{
    private const int WritersAtOnce = 8;

    private SampledLogs(IReadOnlyList<SampledLog> logs, SampleTruth truth) => (Logs, Truth) = (logs, truth);

    /// <summary>In the order of kind, interface and hour.</summary>
    public IReadOnlyList<SampledLog> Logs { get; }

    /// <summary>What all of them hold together.</summary>
    public SampleTruth Truth { get; }

    public IEnumerable<FlowRecord> Flows => Logs.SelectMany(log => log.Flows);

    /// <summary>Small logs of both kinds: so many interfaces, so many hours.</summary>
    public static SampledLogs Make(int nics, int hours, int seed = 1, long? size = null, params FlowLogKind[] kinds)
    {
        var options = new SampleOptions
        {
            Kinds = kinds.Length > 0 ? kinds : [FlowLogKind.NsgV2, FlowLogKind.VNetV4],
            NicCount = nics,
            Duration = TimeSpan.FromHours(hours),
            Seed = seed,
        };
        return Make(options with { Size = Math.Max(size ?? 0, options.MinimumSize) });
    }

    public static SampledLogs Make(SampleOptions options)
    {
        var texts = new List<(string Path, MemoryStream Text)>();
        var flows = new Dictionary<string, List<FlowRecord>>(StringComparer.Ordinal);
        SampleTruth truth = FlowLogSample.Write(
            options,
            path =>
            {
                var text = new MemoryStream();
                texts.Add((path, text));
                flows.Add(path, []);
                return text;
            },
            (in FlowRow row, FlowGroup group, long _) =>
            {
                FlowRow whole = row;
                whole.Group = group;
                flows[group.Source!].Add(new FlowRecord(whole));
            });
        return new SampledLogs([.. texts.Select(file => new SampledLog(file.Path, file.Text.ToArray(), flows[file.Path]))], truth);
    }

    /// <summary>Lays all logs into an account, whole and closed.</summary>
    public async Task<IReadOnlyList<LogBlobWriter>> WriteAsync(StorageAccount account)
    {
        LogBlobWriter[] writers = [.. Writers(account)];
        await Parallel.ForEachAsync(writers, new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce }, async (writer, _) => await writer.WriteAllAsync());
        return writers;
    }

    /// <summary>One writer for each log, in their order; nothing is written yet.</summary>
    public IEnumerable<LogBlobWriter> Writers(StorageAccount account)
    {
        var containers = Logs.Select(log => log.Container).Distinct().ToDictionary(name => name, account.Container);
        return Logs.Select(log => new LogBlobWriter(containers[log.Container], log));
    }

    /// <summary>Lays all logs into a folder, as a copy of the account would be.</summary>
    public void WriteFiles(string folder)
    {
        foreach (SampledLog log in Logs)
        {
            string file = Path.Combine(folder, log.Container, log.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, log.Bytes);
        }
    }
}
