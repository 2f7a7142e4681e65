using NsgFlow.Streaming;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Streaming;

public sealed class DocumentStartTests
{
    private static readonly byte[] s_text = System.Text.Encoding.UTF8.GetBytes(SmallLogs.Envelope());
    private static readonly byte[] s_gzip = Gzip.Compress(s_text);

    [Fact]
    public void Only_another_kind_of_log_begins_a_new_source()
    {
        Assert.False(After(s_text).IsOtherDocument(s_text));
        Assert.False(After(s_gzip).IsOtherDocument(s_gzip));
        Assert.True(After(s_text).IsOtherDocument(s_gzip));
        Assert.True(After(s_gzip).IsOtherDocument(s_text));
        Assert.False(After(s_gzip).IsOtherDocument(s_gzip.AsSpan(5)));
        Assert.False(After(s_text).IsOtherDocument(s_text.AsSpan(5)));
    }

    [Fact]
    public void Nothing_is_another_log_before_the_first_has_begun()
    {
        Assert.False(new DocumentStart().IsOtherDocument(s_gzip));
        Assert.False(new DocumentStart().IsOtherDocument(s_text));
    }

    private static DocumentStart After(byte[] bytes)
    {
        var start = new DocumentStart();
        foreach (byte b in bytes)
        {
            start.Pass([b]);
        }

        return start;
    }
}
