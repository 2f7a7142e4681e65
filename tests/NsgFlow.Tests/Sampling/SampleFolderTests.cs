using NsgFlow.Sampling;

namespace NsgFlow.Tests.Sampling;

public sealed class SampleFolderTests
{
    /// <summary>The commands in samples/README.md promise these bytes.</summary>
    [CheckoutTheory]
    [InlineData("vnet", FlowLogKind.VNetV4, 2, 100)]
    [InlineData("nsg-v2", FlowLogKind.NsgV2, 1, 75)]
    [InlineData("nsg-v1", FlowLogKind.NsgV1, 1, 50)]
    public void The_samples_are_what_the_generator_makes(string folder, FlowLogKind kind, int nics, int kilobytes)
    {
        GeneratedSample sample = GeneratedSample.Make(new SampleOptions
        {
            Kinds = [kind],
            NicCount = nics,
            StartTime = new DateTimeOffset(2026, 1, 15, 8, 30, 0, TimeSpan.Zero),
            Size = kilobytes * 1024,
        });
        string root = Path.Combine(Checkout.Root!, "samples", folder);
        foreach ((string path, byte[] bytes) in sample.Files)
        {
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(root, path)));
        }

        using var truth = new MemoryStream();
        SampleTruthJson.Write(sample.Truth, truth);
        Assert.Equal(truth.ToArray(), File.ReadAllBytes(Path.Combine(root, SampleTruthJson.FileName)));
        Assert.Equal(sample.Files.Count + 1, Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Count());
    }

    [CheckoutFact]
    public void No_path_in_samples_is_too_long_for_Windows()
    {
        string root = Checkout.Root!;
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(root, "samples"), "*", SearchOption.AllDirectories),
            path => Assert.InRange(Path.GetRelativePath(root, path).Length, 1, 259));
    }
}
