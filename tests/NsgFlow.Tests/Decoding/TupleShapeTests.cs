using NsgFlow.Decoding;
using NsgFlow.Tests.Support;
using NsgFlow.Tuples;

namespace NsgFlow.Tests.Decoding;

/// <summary>The shape of a tuple: how many fields, which layout, and how its text is written.</summary>
public sealed class TupleShapeTests
{
    [Fact]
    public void Only_eight_ten_and_thirteen_fields_are_tuples()
    {
        for (int count = 0; count <= 40; count++)
        {
            string tuple = string.Join(',', Enumerable.Repeat("1", count));
            TupleFault fault = SmallLogs.Fault(SmallLogs.Nsg(tuple));
            Assert.Equal(count is 8 or 10 or 13, fault != TupleFault.FieldCount);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(2047)]
    [InlineData(2048)]
    public void Text_of_any_length_up_to_2048_bytes_is_judged_by_its_fields(int length) =>
        Assert.Equal(TupleFault.FieldCount, SmallLogs.Fault(SmallLogs.Nsg(new string('x', length))));

    [Theory]
    [InlineData(2049)]
    [InlineData(64 * 1024)]
    [InlineData((64 * 1024) + 1)]
    [InlineData(100_000)]
    [InlineData(600_000)]
    public void Longer_text_is_too_long_and_the_next_tuple_is_read(int length)
    {
        Decoded decoded = SmallLogs.Nsg(new string(',', length), "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A");

        FlowFault fault = Assert.Single(decoded.Faults);
        Assert.Equal((FlowFaultKind.InvalidTuple, TupleFault.TooLong, 1L), (fault.Kind, fault.Tuple, fault.TupleNumber));
        Assert.Single(decoded.Flows);
        Assert.Equal(2, decoded.Summary.Tuples);
    }

    [Fact]
    public void A_tuple_of_a_kilobyte_of_commas_and_zeros_is_no_tuple()
    {
        Assert.Equal(TupleFault.FieldCount, SmallLogs.Fault(SmallLogs.Nsg(new string(',', 1024))));
        Assert.Equal(TupleFault.Counter, SmallLogs.Fault(SmallLogs.Nsg($"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A,E,{new string('0', 1000)},2,3,4")));
    }

    [Fact]
    public void A_fault_carries_its_place_and_the_beginning_of_its_text()
    {
        string log = SmallLogs.Envelope(
            SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A"),
            SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A", new string('é', 300)));

        FlowFault fault = Assert.Single(Logs.Decode(log).Faults);

        Assert.Equal(
            new FlowFault
            {
                Kind = FlowFaultKind.InvalidTuple,
                Source = "memory.json",
                Offset = log.IndexOf('é', StringComparison.Ordinal),
                Tuple = TupleFault.FieldCount,
                RecordNumber = 2,
                FlowNumber = 1,
                GroupNumber = 1,
                TupleNumber = 2,
                Text = new string('é', FlowFault.LongestText),
            },
            fault);
    }

    [Theory]
    [InlineData("1700000000\\u002c10.0.0.1\\u002C10.0.0.2,1,2,T,I,A")]
    [InlineData("\\u0031700000000,10.0.0.1,10.0.0.2,1,2,T,I,\\u0041")]
    public void Escapes_in_a_tuple_are_what_they_stand_for(string tuple)
    {
        FlowRecord flow = SmallLogs.Flow(SmallLogs.Nsg(tuple));

        Assert.Equal(("10.0.0.1", 1, FlowDecision.Allow), (flow.SourceAddress, flow.SourcePort, flow.Decision));
    }

    [Fact]
    public void A_tuple_that_is_all_escapes_is_decoded()
    {
        const string plain = "1733975962447,2001:db8:ffff:ffff:ffff:ffff:ffff:1,2001:db8:ffff:ffff:ffff:ffff:ffff:2,65534,65533,17,O,C,NX_HW_NOT_SUPPORTED,4,360,4,528";
        string escaped = string.Concat(plain.Select(c => $"\\u{(int)c:x4}"));

        FlowFields expected = FlowFields.Of(SmallLogs.Flow(SmallLogs.VNet(plain)));

        Assert.Equal(expected, FlowFields.Of(SmallLogs.Flow(SmallLogs.VNet(escaped))));
    }

    [Theory]
    [InlineData("1700000000\\")]
    [InlineData("\\u12")]
    [InlineData("\\q")]
    [InlineData("\\ud800")]
    [InlineData("\\u0000")]
    [InlineData("\0")]
    [InlineData("\n")]
    [InlineData("\u0001\u001F")]
    public void Odd_characters_and_escapes_are_no_tuple_and_harm_no_other(string text)
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord(text.EndsWith('\\') ? text + "\\" : text, "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A"));

        Decoded decoded = Logs.Decode(log);

        Assert.Equal(TupleFault.FieldCount, Assert.Single(decoded.Faults).Tuple);
        Assert.Single(decoded.Flows);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_no_address_and_show_in_the_fault()
    {
        byte[] log = [.. SmallLogs.Envelope(SmallLogs.NsgRecord("1700000000,#0.0.0.1,10.0.0.2,1,2,T,I,A")).Select(c => c == '#' ? (byte)0xFF : (byte)c)];

        FlowFault fault = Assert.Single(Logs.Decode(log).Faults);

        Assert.Equal((TupleFault.SourceAddress, "1700000000,\uFFFD0.0.0.1,10.0.0.2,1,2,T,I,A"), (fault.Tuple, fault.Text));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("true")]
    public void An_element_that_is_no_text_is_a_fault(string element)
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord("@", "1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A")).Replace("\"@\"", element, StringComparison.Ordinal);

        Decoded decoded = Logs.Decode(log);

        Assert.Equal((TupleFault.NotText, 1L), (Assert.Single(decoded.Faults).Tuple, decoded.Faults[0].TupleNumber));
        Assert.Single(decoded.Flows);
    }

    [Theory]
    [InlineData("[ ]")]
    [InlineData("null")]
    [InlineData("\"1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A\"")]
    [InlineData("{}")]
    public void A_list_of_tuples_that_holds_none_gives_none(string list)
    {
        string log = SmallLogs.Envelope(SmallLogs.NsgRecord("@"), SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A")).Replace("[\"@\"]", list, StringComparison.Ordinal);

        Decoded decoded = Logs.Decode(log);

        Assert.Empty(decoded.Faults);
        Assert.Single(decoded.Flows);
        Assert.Equal((2, 1), (decoded.Summary.Records, decoded.Summary.Tuples));
    }
}
