using System.Text;
using NsgFlow.Streaming;

namespace NsgFlow.Tests.Streaming;

public sealed class TextJoinerTests
{
    [Theory]
    [InlineData("{\"a\":1,|\"b\":2}", "{\"a\":1,\n\"b\":2}")]
    [InlineData("{|}|{|}", "{\n}\n{\n}")]
    [InlineData("{\"a\":\"x|y\"}", "{\"a\":\"xy\"}")]
    [InlineData("{\"a\":\"x\\|\"y|z\"|}", "{\"a\":\"x\\\"yz\"\n}")]
    [InlineData("{\"a\":\"x\\\\|\"|}", "{\"a\":\"x\\\\\"\n}")]
    [InlineData("{\"a\":\"\\u00|e9\"}", "{\"a\":\"\\u00e9\"}")]
    [InlineData("{\"a\":12|34}", "{\"a\":1234}")]
    [InlineData("{\"a\":tr|ue}", "{\"a\":true}")]
    [InlineData("{\"a\":-|1.|5e+|3}", "{\"a\":-1.5e+3}")]
    [InlineData("a||b", "a\n\nb")]
    [InlineData("\"a||b\"", "\"ab\"")]
    public void A_line_feed_stands_where_a_line_can_end(string pieces, string expected)
    {
        var joiner = new TextJoiner();
        var text = new StringBuilder();
        foreach (string piece in pieces.Split('|'))
        {
            text.Append(joiner.Pass(piece) ? "\n" : "").Append(piece);
        }

        Assert.Equal(expected, text.ToString());
    }
}
