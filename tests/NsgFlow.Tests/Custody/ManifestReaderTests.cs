using System.Text;
using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Whatever_the_bytes_reading_ends_and_says_that_they_are_no_manifest()
    {
        using var sample = new EvidenceSample();
        sample.Save();
        byte[] manifest = File.ReadAllBytes(sample.File(sample.Manifest));
        Assert.Null(Read(manifest).Problem);
        int lastLine = manifest.AsSpan(0, manifest.Length - 1).LastIndexOf((byte)'\n') + 1;
        var random = new Random(3);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. manifest];
            switch (random.Next(3))
            {
                // The time in the closing line is what no line behind it can speak for: the list and the noted hash do.
                case 0: bytes[random.Next(lastLine)] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes = bytes[..random.Next(bytes.Length)]; break;
                default: bytes = [.. bytes[..random.Next(bytes.Length)], .. bytes[random.Next(bytes.Length)..], 10]; break;
            }

            if (!bytes.AsSpan().SequenceEqual(manifest))
            {
                Assert.NotNull(Read(bytes).Problem);
            }
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":1,\"previous\":null}")]
    [InlineData("{\"type\":\"acquisition\",\"previous\":null,\"format\":2}")]
    [InlineData("{\"type\":\"\\ud800\",\"previous\":null}")]
    [InlineData("{\"type\":\"end\",\"previous\":null,\"lines\":0,\"files\":99999999999,\"bytes\":0,\"failed\":0,\"complete\":1,\"endedAt\":\"\"}")]
    public void A_line_that_says_something_else_is_a_problem_and_no_exception(string line) =>
        Assert.StartsWith("line 1: ", Read(Encoding.UTF8.GetBytes(line + "\n")).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_line_without_end_is_given_up()
    {
        using var endless = new Support.JunkStream([], [(byte)'[', (byte)'1', (byte)','], 20_000_000, []);

        Assert.StartsWith("line 1: ", ManifestReader.Read(endless).Problem, StringComparison.Ordinal);
    }

    private static ManifestReading Read(byte[] bytes) => ManifestReader.Read(new MemoryStream(bytes));
}
