using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>Compressed logs are known by their content; what a broken one gave before it broke is decoded.</summary>
public sealed class GzipTests
{
    [Fact]
    public void A_gzip_source_is_read_as_what_it_holds()
    {
        ModelLog log = LogGenerator.Log(20261124, size: 5);
        EncodedLog encoded = LogEncoder.Encode(log, LogStyle.Plain, 1);
        byte[] compressed = Gzip.Compress(encoded.Bytes);

        Decoded whole = Logs.Decode(compressed);
        Decoded single = Logs.Decode(new MemorySource(compressed, () => 1));

        Assert.Empty(whole.Faults);
        Assert.Equal(log.Flows.Zip(encoded.Places, (flow, place) => flow with { Offset = place.Offset }), FlowFields.Of(whole.Flows));
        Assert.Equal(FlowFields.Of(whole.Flows), FlowFields.Of(single.Flows));
        Assert.Equal(encoded.Bytes.Length, whole.Summary.Bytes);
    }

    [Fact]
    public void Several_members_are_one_source()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(SmallLogs.Envelope(SmallLogs.NsgRecord("1700000000,10.0.0.1,10.0.0.2,1,2,T,I,A", "1700000000,10.0.0.1,10.0.0.2,3,2,T,I,A")));
        byte[] members = [.. Gzip.Compress(bytes[..100]), .. Gzip.Compress([]), .. Gzip.Compress(bytes[100..])];

        Decoded decoded = Logs.Decode(members);

        Assert.Empty(decoded.Faults);
        Assert.Equal([1, 3], decoded.Flows.Select(f => f.SourcePort));
    }

    [Fact]
    public void Two_bytes_of_a_gzip_header_or_one_are_no_crash()
    {
        Assert.Empty(Logs.Decode([0x1F]).Flows);
        Assert.Empty(Logs.Decode([0x1F, 0x8B]).Flows);
        Assert.Empty(Logs.Decode([0x1F, 0x8B, 0x08]).Flows);
        Assert.Equal(FlowFaultKind.DamagedGzip, Assert.Single(Logs.Decode([0x1F, 0x8B, 0x07, 0, 0, 0, 0, 0, 0, 0, 0, 0]).Faults).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gzip_cut_anywhere_gives_what_lies_before(bool keysComeLate)
    {
        ModelLog log = LogGenerator.Log(7, size: 5);
        EncodedLog encoded = LogEncoder.Encode(log, keysComeLate ? LogStyle.Wild : LogStyle.Plain, 3);
        byte[] compressed = Gzip.Compress(encoded.Bytes);
        int most = 0;
        for (int cut = 18; cut < compressed.Length; cut += 7)
        {
            Decoded decoded = Logs.Decode(compressed[..cut]);
            int before = encoded.Places.Count(p => p.Close < decoded.Summary.Bytes);
            Assert.Equal(encoded.Places.Take(before).Select(p => p.Tuple.Values), decoded.Flows.Select(TupleValues.Of));
            Assert.All(decoded.Faults, f => Assert.Equal(FlowFaultKind.DamagedGzip, f.Kind));
            Assert.InRange(decoded.Faults.Count, 0, 1);
            most = Math.Max(most, before);
        }

        Assert.True(most > encoded.Places.Count / 2);
    }

    [Fact]
    public void Garbage_inside_a_gzip_is_reported_and_ends_the_reading()
    {
        string[] tuples = [.. Enumerable.Range(0, 20_000).Select(i => $"1700000000,10.{i % 251}.{i % 241}.{i % 239},10.0.0.2,{i},2,T,I,A")];
        byte[] compressed = Gzip.Compress(Encoding.UTF8.GetBytes(SmallLogs.Envelope(SmallLogs.NsgRecord(tuples))));
        compressed.AsSpan(compressed.Length / 2, 64).Fill(0xFF);

        Decoded decoded = Logs.Decode(compressed);

        FlowFault fault = Assert.Single(decoded.Faults, f => f.Kind == FlowFaultKind.DamagedGzip);
        Assert.False(string.IsNullOrEmpty(fault.Text));
        Assert.Equal((SourceEnd.Cut, decoded.Summary.Bytes), (decoded.Summary.End, fault.Offset));
        Assert.InRange(decoded.Flows.Count, 1, 19_999);
        Assert.Equal(Enumerable.Range(0, 1000), decoded.Flows.Take(1000).Select(f => f.SourcePort));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gzip_that_breaks_while_more_is_held_than_memory_holds_is_reported_once(bool canReopen)
    {
        string[] tuples = [.. Enumerable.Range(0, 65_000).Select(i => $"1700000000000,2001:db8::1111:2222:{i:x},10.{i % 251}.{i % 241}.{i % 239},{i},443,6,O,E,NX,1000,200000,3000,4")];
        byte[] compressed = Gzip.Compress(Encoding.UTF8.GetBytes(SmallLogs.Envelope(SmallLogs.VNetRecord(tuples[..5000]), SmallLogs.VNetRecord(tuples))));
        compressed.AsSpan(compressed.Length - 5000, 64).Fill(0xFF);

        Decoded decoded = Logs.Decode(new MemorySource(compressed, canReopen: canReopen));

        Assert.Equal(5000, decoded.Flows.Take(5000).Select(f => f.SourcePort).Distinct().Count());
        Assert.Equal(canReopen, decoded.Flows.Count > 50_000);
        Assert.Single(decoded.Faults, f => f.Kind == FlowFaultKind.DamagedGzip);
        Assert.Equal(SourceEnd.Cut, decoded.Summary.End);
    }
}
