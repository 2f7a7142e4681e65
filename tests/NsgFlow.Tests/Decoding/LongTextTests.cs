using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Texts about as long as the reader keeps in view: how the bytes come in must not decide what is read.</summary>
public sealed class LongTextTests
{
    private const string Tuple = "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A";

    [Theory]
    [InlineData(ByteWindow.History - 2, true)]
    [InlineData(ByteWindow.History - 1, true)]
    [InlineData(ByteWindow.History, true)]
    [InlineData(ByteWindow.History + 1, false)]
    [InlineData(ByteWindow.History + 2, false)]
    [InlineData(ByteWindow.History * 2, false)]
    [InlineData(ByteWindow.DefaultSize * 3, false)]
    public void A_text_is_read_up_to_one_length_however_its_bytes_come_in(int length, bool isRead)
    {
        foreach (string end in new[] { "xx", "\\n" })
        {
            string rule = new string('r', length - 2) + end;
            string log = SmallLogs.Envelope(Record(Tuple)).Replace("UserRule_SSH", rule, StringComparison.Ordinal);
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(log);
            foreach (int piece in new[] { int.MaxValue, 1000, 1 })
            {
                FlowRecord flow = SmallLogs.Flow(Logs.Decode(new MemorySource(bytes, () => piece)));
                Assert.Equal(isRead ? rule.Replace("\\n", "\n", StringComparison.Ordinal) : null, flow.Rule);
            }
        }
    }

    [Theory]
    [InlineData(ByteWindow.History)]
    [InlineData(ByteWindow.History + 1)]
    [InlineData(200_000)]
    public void A_tuple_too_long_gives_the_same_fault_however_its_bytes_come_in(int length)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(SmallLogs.Envelope(Record(new string('x', length), Tuple)));
        Decoded whole = Logs.Decode(bytes);
        Decoded pieces = Logs.Decode(new MemorySource(bytes, () => 1000));

        Assert.Equal(whole.Faults, pieces.Faults);
        Assert.Equal(FlowFields.Of(whole.Flows), FlowFields.Of(pieces.Flows));
        Assert.Single(whole.Flows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(140_000)]
    public void Damage_far_behind_a_text_is_recovered_from_in_the_same_way_however_the_bytes_come_in(int distance)
    {
        // A quote lost in the rule makes one text of what follows, up to the next quote.
        string log = SmallLogs.Envelope(Record(Tuple), Record(Tuple), Record(Tuple))
            .Replace("\"rule\":\"UserRule_SSH\",", $"\"rule\":\"UserRule_SSH,{new string(' ', distance)}", StringComparison.Ordinal);
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(log);
        Decoded whole = Logs.Decode(bytes);
        Decoded pieces = Logs.Decode(new MemorySource(bytes, () => 1000));

        Assert.Equal(whole.Faults, pieces.Faults);
        Assert.Equal(FlowFields.Of(whole.Flows), FlowFields.Of(pieces.Flows));
        Assert.NotEmpty(whole.Faults);
    }

    [Fact]
    public void The_same_bytes_as_an_escape_and_as_plain_text_are_two_texts()
    {
        // Written with its own backslash escaped, the code is the text that the rule's bytes look like.
        string log = SmallLogs.Envelope(SmallLogs.VNetRecord("1700000000000,10.0.0.1,10.0.0.2,1,2,6,I,E,N\\\\u0041,1,2,3,4"))
            .Replace("DefaultRule_DenyAllInBound", "N\\u0041", StringComparison.Ordinal);

        FlowRecord flow = SmallLogs.Flow(Logs.Decode(log));

        Assert.Equal(("NA", "N\\u0041"), (flow.Rule, flow.Encryption));
    }

    [Fact]
    public void More_texts_than_the_table_holds_are_all_read()
    {
        string[] records = [.. Enumerable.Range(0, 10_000).Select(i => Record(Tuple).Replace("UserRule_SSH", $"rule{i}", StringComparison.Ordinal))];

        Decoded decoded = Logs.Decode(SmallLogs.Envelope(records));

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"rule{i}"), decoded.Flows.Select(f => f.Rule));
    }

    [Theory]
    [InlineData("a\\/b", "a/b")]
    [InlineData("\\u00e4\\ud83d\\ude00", "ä\U0001F600")]
    [InlineData("\\\"\\\\\\b\\f\\n\\r\\t", "\"\\\b\f\n\r\t")]
    [InlineData("ä", "ä")]
    [InlineData("\\ud800", "\\ud800")]
    [InlineData("\\x", "\\x")]
    public void Escapes_in_a_rule_are_what_they_stand_for_and_broken_ones_stay(string written, string read)
    {
        string log = SmallLogs.Envelope(Record(Tuple)).Replace("UserRule_SSH", written, StringComparison.Ordinal);

        Assert.Equal(read, SmallLogs.Flow(Logs.Decode(log)).Rule);
    }

    /// <summary>With its version before its tuples, so that they are decoded where they stand.</summary>
    private static string Record(params string[] tuples) =>
        SmallLogs.NsgRecord(tuples).Replace("\"properties\":{", "\"properties\":{\"Version\":1,", StringComparison.Ordinal);
}
