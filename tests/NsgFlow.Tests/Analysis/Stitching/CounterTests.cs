using NsgFlow.Analysis.Stitching;
using static NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>Sums, what is unknown in them, and what is read from them.</summary>
public sealed class CounterTests
{
    [Fact]
    public void Unknown_counters_are_no_zeros_and_are_counted()
    {
        FlowConnection connection = Stitch(T(0, 'B'), T(1, 'C', "1,60,,"), T(2, 'C'), T(3, 'E', "2,120,,")).Single;

        Assert.Equal((3L, 180L), (connection.PacketsSent, connection.BytesSent));
        Assert.Null(connection.PacketsReceived);
        Assert.Null(connection.BytesReceived);
        Assert.Equal(3, connection.UnknownCounters);
    }

    [Fact]
    public void A_begin_that_counts_zero_tells_nothing_and_one_that_counts_more_is_added()
    {
        Stitched stitched = Stitch(T(0, 'B', "0,0,0,0", port: 1), T(0, 'B', "1,60,0,0", port: 2), T(1, 'E', "1,40,1,40", port: 2));

        Assert.Equal([100L, null], stitched.Connections.Select(c => c.BytesSent));
        Assert.All(stitched.Connections, c => Assert.Equal(0, c.UnknownCounters));
    }

    [Fact]
    public void A_sum_beyond_64_bits_stays_at_the_largest_number()
    {
        FlowConnection connection = Stitch(T(0, 'C', "1,9223372036854775807,1,5"), T(1, 'E', "1,9223372036854775807,1,6")).Single;

        Assert.Equal((long.MaxValue, 11L), (connection.BytesSent, connection.BytesReceived));
    }

    [Theory]
    [InlineData("B", "E 1,60,1,40", FlowReply.Yes)]
    [InlineData("B", "E 1,60,0,0", FlowReply.No)]
    [InlineData("B", "C 1,60,0,0", FlowReply.No)]
    [InlineData("B", "E ,,,", FlowReply.Unknown)]
    [InlineData("B", "C ,,,", FlowReply.Unknown)]
    [InlineData("B", "", FlowReply.Unknown)]
    [InlineData("", "E 1,60,0,0", FlowReply.Unknown)]
    [InlineData("", "E 1,60,1,40", FlowReply.Yes)]
    [InlineData("", "D", FlowReply.Unknown)]
    public void The_reply_is_read_from_counters_alone(string first, string second, FlowReply expected)
    {
        string[] tuples = [.. new[] { first, second }.Where(s => s.Length > 0).Select((s, i) => T(i, s[0], s.Length > 1 ? s[2..] : ",,,"))];

        Assert.Equal(expected, Stitch(tuples).Single.Reply);
    }

    [Theory]
    [InlineData("E 3,180,2,120", true)]
    [InlineData("E 4,180,2,120", false)]
    [InlineData("E 3,180,3,120", false)]
    [InlineData("E 3,181,2,120", false)]
    [InlineData("E 3,180,2,121", false)]
    [InlineData("E 9,9000,0,0", true)]
    [InlineData("E 0,0,0,0", false)]
    [InlineData("E 9,9000,,", false)]
    [InlineData("C 3,180,2,120", false)]
    [InlineData("C 9,9000,0,0", false)]
    [InlineData("D", true)]
    public void An_attempt_failed_where_it_was_denied_or_moved_no_more_than_a_handshake(string tuple, bool failed)
    {
        string counters = tuple.Length > 1 ? tuple[2..] : ",,,";
        string[] tuples = tuple[0] == 'D' ? [T(1, 'D')] : [T(0, 'B'), T(1, tuple[0], counters)];

        Assert.Equal(failed, Stitch(tuples).Single.IsFailed);
        Assert.Equal(failed ? 1 : 0, StitchRun.Chain([Log(Nsg(60, tuples))], new ConnectionOptions { OnlyFailed = true }).Connections.Count);
    }

    [Fact]
    public void A_handshake_without_a_begin_is_not_judged()
    {
        Assert.False(Stitch(T(1, 'E', "1,60,1,40")).Single.IsFailed);
        Assert.False(Stitch(T(0, 'B').Replace(",T,", ",U,", StringComparison.Ordinal), T(1, 'E', "1,60,1,40").Replace(",T,", ",U,", StringComparison.Ordinal)).Single.IsFailed);
    }

    [Fact]
    public void Connections_are_chosen_by_duration_and_bytes()
    {
        string[] tuples = [T(0, 'B', port: 1), T(9, 'E', "1,60,1,40", port: 1), T(0, 'B', port: 2), T(10, 'E', "1,60,1,40", port: 2), T(11, 'B', port: 3), T(12, 'B', port: 4), T(12, 'E', "1,61,,", port: 4)];
        List<int> Ports(ConnectionOptions options) => [.. StitchRun.Chain([Log(Nsg(60, tuples))], options).Connections.Select(c => c.SourcePort)];

        Assert.Equal([1, 2, 4, 3], Ports(new ConnectionOptions()));
        Assert.Equal([2], Ports(new ConnectionOptions { MinimumDuration = TimeSpan.FromSeconds(10) }));
        Assert.Equal([1, 2], Ports(new ConnectionOptions { MinimumBytes = 100 }));
        Assert.Equal([1, 2, 4], Ports(new ConnectionOptions { MinimumBytes = 61 }));
    }

    [Theory]
    [InlineData(1023, 32768, 'C', true)]
    [InlineData(1024, 32768, 'C', false)]
    [InlineData(1023, 32767, 'C', false)]
    [InlineData(1023, 32768, 'B', false)]
    public void A_source_that_looks_like_a_service_is_suspect_in_mid_stream(int source, int destination, char state, bool suspect)
    {
        FlowConnection connection = Stitch($"{Nine},10.0.0.4,203.0.113.9,{source},{destination},T,O,A,{state},,,,").Single;

        Assert.Equal(suspect, connection.Notes.HasFlag(FlowConnectionNotes.DirectionSuspect));
    }
}
