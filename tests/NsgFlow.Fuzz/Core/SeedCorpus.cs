using System.Text;
using NsgFlow.Tests.Support;

namespace NsgFlow.Fuzz.Core;

/// <summary>Makes the seeds: every layout in every order of keys, in every container, all of our own making.</summary>
internal static class SeedCorpus
{
    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        foreach (FlowLogKind kind in new[] { FlowLogKind.NsgV1, FlowLogKind.NsgV2, FlowLogKind.VNetV4 })
        {
            ModelLog log = SmallModels.Log(kind);
            string name = kind.ToString().ToLowerInvariant();
            byte[] plain = LogEncoder.Encode(log, LogStyle.Plain, seed: 0).Bytes;
            yield return ($"{name}.json", plain);
            yield return ($"{name}-sorted.json", LogEncoder.Encode(log, new LogStyle { SortKeys = true }, seed: 0).Bytes);
            yield return ($"{name}-any-order.json", LogEncoder.Encode(log, new LogStyle { ShuffleKeys = true, WhiteSpace = true, KeyCase = true }, seed: 1).Bytes);
            yield return ($"free-{name}.json", LogEncoder.Encode(log, LogStyle.Wild, seed: 2).Bytes);
            yield return ($"{name}.json.gz", Gzip.Compress(plain));
            string[] records = [.. log.Records.Select(r => Encoding.UTF8.GetString(LogEncoder.Encode(r.ToNode(), LogStyle.Plain, seed: 0).Bytes))];
            yield return ($"{name}-lines.json", Encoding.UTF8.GetBytes(string.Join('\n', records)));
            yield return ($"{name}-array.json", Encoding.UTF8.GetBytes($"\uFEFF[{string.Join(",\r\n", records)}]"));
            yield return ($"{name}-nested.json", Encoding.UTF8.GetBytes($$"""{"records":[{"records":[{{string.Join(',', records)}}]}]}"""));
            yield return ($"{name}-open.json", plain[..^2]);
        }

        for (int seed = 0; seed < 4; seed++)
        {
            ModelLog log = LogGenerator.Log(100 + seed, size: 3);
            yield return ($"mixed-{seed}.json", LogEncoder.Encode(log, LogStyle.Plain, seed).Bytes);
            yield return ($"mixed-{seed}-sorted.json", LogEncoder.Encode(log, new LogStyle { SortKeys = true }, seed).Bytes);
        }
    }
}
