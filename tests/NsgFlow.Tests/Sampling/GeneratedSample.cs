using System.Security.Cryptography;
using NsgFlow.Sampling;

namespace NsgFlow.Tests.Sampling;

/// <summary>A sample in memory.</summary>
internal sealed class GeneratedSample
{
    private GeneratedSample(SampleTruth truth, List<(string Path, byte[] Bytes)> files)
    {
        Truth = truth;
        Files = files;
    }

    public SampleTruth Truth { get; }

    public List<(string Path, byte[] Bytes)> Files { get; }

    public static GeneratedSample Make(SampleOptions options, SampleSink? sink = null)
    {
        var streams = new List<(string Path, MemoryStream Stream)>();
        SampleTruth truth = FlowLogSample.Write(
            options,
            path =>
            {
                var stream = new MemoryStream();
                streams.Add((path, stream));
                return stream;
            },
            sink);
        return new GeneratedSample(truth, [.. streams.Select(s => (s.Path, s.Stream.ToArray()))]);
    }

    /// <summary>Over paths, bytes and the truth.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string path, byte[] bytes) in Files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(path));
            hash.AppendData(bytes);
        }

        using var truth = new MemoryStream();
        SampleTruthJson.Write(Truth, truth);
        hash.AppendData(truth.ToArray());
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
