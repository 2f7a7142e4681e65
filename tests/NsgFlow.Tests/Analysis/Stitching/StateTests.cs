using static NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>What each state does to a connection that is open, and where none is.</summary>
public sealed class StateTests
{
    [Fact]
    public void The_worked_example_of_the_documentation_sums_to_its_totals()
    {
        // Microsoft's example gives the continuation and the end earlier times than the begin.
        FlowConnection connection = StitchRun.Chain([Log(Nsg(60,
            "1493763938,185.170.185.105,10.2.0.4,35370,23,T,I,A,B,,,,",
            "1493695838,185.170.185.105,10.2.0.4,35370,23,T,I,A,C,1021,588096,8005,4610880",
            "1493696138,185.170.185.105,10.2.0.4,35370,23,T,I,A,E,52,29952,47,27072"))]).Single;

        Assert.Equal(9_125, connection.PacketsSent + connection.PacketsReceived);
        Assert.Equal(5_256_000, connection.BytesSent + connection.BytesReceived);
        Assert.Equal((1_073, 618_048, 8_052, 4_637_952), (connection.PacketsSent, connection.BytesSent, connection.PacketsReceived, connection.BytesReceived));
        Assert.Equal((FlowConnectionStart.Begin, FlowConnectionEnd.End, 3), (connection.StartKind, connection.EndKind, connection.Records));
        Assert.Equal(FlowConnectionNotes.OutOfOrder, connection.Notes);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_493_763_938), connection.Start);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_493_696_138), connection.End);
        Assert.Null(connection.Duration);
        Assert.Equal(FlowReply.Yes, connection.Reply);
    }

    [Fact]
    public void A_begin_and_an_end_at_the_same_time_are_one_connection()
    {
        FlowConnection connection = StitchRun.Chain([Log(VNet(60, V(606, 'B'), V(606, 'E', "3,767,2,1580")))]).Single;

        Assert.Equal((FlowConnectionStart.Begin, FlowConnectionEnd.End), (connection.StartKind, connection.EndKind));
        Assert.Equal(TimeSpan.Zero, connection.Duration);
        Assert.Equal((3, 767, 2, 1580), (connection.PacketsSent, connection.BytesSent, connection.PacketsReceived, connection.BytesReceived));
        Assert.Equal("NX", connection.Encryption);
        Assert.Equal(FlowConnectionNotes.None, connection.Notes);
    }

    [Fact]
    public void The_order_of_the_log_counts_and_not_that_of_times()
    {
        // An end before a begin of the same millisecond ends what was before, and the begin starts anew.
        Stitched stitched = StitchRun.Chain([Log(VNet(60, V(606, 'E', "3,767,2,1580"), V(606, 'B')))]);

        Assert.Equal(
            [(FlowConnectionStart.MidStream, FlowConnectionEnd.End, FlowConnectionNotes.Orphan), (FlowConnectionStart.Begin, FlowConnectionEnd.StillOpen, FlowConnectionNotes.None)],
            stitched.Connections.Select(c => (c.StartKind, c.EndKind, c.Notes)));
        Assert.Equal([767L, null], stitched.Connections.Select(c => c.BytesSent));
        Assert.Equal(2, stitched.Connections.Select(c => c.ConnectionId).Distinct().Count());
    }

    [Fact]
    public void A_continuation_without_a_begin_starts_in_mid_stream()
    {
        FlowConnection connection = Stitch(T(0, 'C', "1,60,2,120"), T(20, 'E', "3,180,4,240")).Single;

        Assert.Equal((FlowConnectionStart.MidStream, FlowConnectionEnd.End), (connection.StartKind, connection.EndKind));
        Assert.Equal((FlowState.Continue, FlowState.End), (connection.FirstState, connection.LastState));
        Assert.Equal((4, 240, 6, 360), (connection.PacketsSent, connection.BytesSent, connection.PacketsReceived, connection.BytesReceived));
        Assert.Equal((At(0), At(20), TimeSpan.FromSeconds(20)), (connection.Start, connection.End, connection.Duration!.Value));
    }

    [Fact]
    public void A_begin_closes_what_was_open_with_its_ends_and_ports()
    {
        Stitched stitched = Stitch(T(0, 'B'), T(5, 'C', "1,60,2,120"), T(9, 'B'), T(12, 'E', "3,180,4,240"));

        Assert.Equal([FlowConnectionEnd.Superseded, FlowConnectionEnd.End], stitched.Connections.Select(c => c.EndKind));
        Assert.Equal([(At(0), At(5)), (At(9), At(12))], stitched.Connections.Select(c => (c.Start, c.End)));
        Assert.Equal([60L, 180L], stitched.Connections.Select(c => c.BytesSent));
    }

    [Fact]
    public void A_port_used_again_within_the_second_gives_two_connections_with_two_ids()
    {
        Stitched stitched = Stitch(T(0, 'B'), T(0, 'E', "1,60,1,40"), T(0, 'B'), T(0, 'E', "2,120,2,80"));

        Assert.Equal([(1L, 60L), (2L, 120L)], stitched.Connections.Select(c => (c.PacketsSent!.Value, c.BytesSent!.Value)));
        Assert.Equal(2, stitched.Connections.Select(c => c.ConnectionId).Distinct().Count());
        Assert.Equal(0, stitched.Counts.Repeated);
    }

    [Fact]
    public void A_second_end_that_counts_nothing_is_left_out_and_one_that_counts_is_not()
    {
        Stitched stitched = Stitch(T(0, 'B'), T(1, 'E', "1,60,1,40"), T(2, 'E', "0,0,0,0"), T(3, 'E', "5,300,0,0"));

        Assert.Equal([60L, 300L], stitched.Connections.Select(c => c.BytesSent));
        Assert.Equal(FlowConnectionNotes.Orphan, stitched.Connections[1].Notes);
        Assert.Equal(1, stitched.Counts.IdleEnds);
    }

    [Fact]
    public void What_is_open_when_the_input_is_over_stays_open()
    {
        Stitched stitched = Stitch(T(0, 'B', port: 1), T(5, 'C', "1,60,2,120", port: 2), T(9, 'B', port: 3));

        Assert.All(stitched.Connections, c => Assert.Equal(FlowConnectionEnd.StillOpen, c.EndKind));
        Assert.Equal([1, 2, 3], stitched.Connections.Select(c => c.SourcePort));
    }

    [Theory]
    [InlineData(60, 2)]
    [InlineData(61, 1)]
    public void Denials_within_a_minute_of_one_another_are_one_connection(int apart, int attempts)
    {
        Stitched stitched = Stitch(T(0, 'D'), T(apart, 'D'), T(3, 'D', port: 2));

        FlowConnection first = stitched.Connections.First(c => c.SourcePort == 50000);
        Assert.Equal((attempts, attempts), (first.Attempts, first.Records));
        Assert.Equal((At(0), At(attempts == 2 ? apart : 0)), (first.Start, first.End));
        Assert.Equal((FlowConnectionStart.Begin, FlowConnectionEnd.Denied, FlowDecision.Deny), (first.StartKind, first.EndKind, first.Decision));
        Assert.Null(first.BytesSent);
        Assert.Equal(3 - attempts, stitched.Connections.Count - 1);
    }

    [Fact]
    public void A_denial_neither_closes_an_open_connection_nor_is_one_of_its_tuples()
    {
        Stitched stitched = StitchRun.Chain([Log(VNet(60, V(0, 'B'), V(1000, 'D'), V(2000, 'E', "1,60,1,40")))]);

        Assert.Equal([(FlowConnectionEnd.End, 2), (FlowConnectionEnd.Denied, 1)], stitched.Connections.Select(c => (c.EndKind, c.Records)));
    }

    [Fact]
    public void Tuples_without_a_state_are_attempts_of_which_no_more_is_known()
    {
        Stitched stitched = Stitch(T(0, 'A'), T(0, 'A'), T(30, 'B'), T(40, 'A'));

        Assert.Equal(
            [FlowConnectionEnd.Unknown, FlowConnectionEnd.Unknown, FlowConnectionEnd.Unknown, FlowConnectionEnd.StillOpen],
            stitched.Connections.Select(c => c.EndKind));
        Assert.All(stitched.Connections.Take(3), c => Assert.Equal((FlowConnectionStart.Unknown, FlowLogKind.NsgV1, FlowReply.Unknown), (c.StartKind, c.Kind, c.Reply)));
        Assert.Equal(4, stitched.Connections.Select(c => c.ConnectionId).Distinct().Count());
    }

    [Theory]
    [InlineData("10.0.0.4,203.0.113.9,50000,443,T,I")]
    [InlineData("10.0.0.4,203.0.113.9,50000,443,U,O")]
    [InlineData("10.0.0.4,203.0.113.9,50000,444,T,O")]
    [InlineData("10.0.0.4,203.0.113.9,50001,443,T,O")]
    [InlineData("10.0.0.4,203.0.113.8,50000,443,T,O")]
    [InlineData("10.0.0.5,203.0.113.9,50000,443,T,O")]
    [InlineData("203.0.113.9,10.0.0.4,443,50000,T,O")]
    [InlineData("::ffff:10.0.0.4,203.0.113.9,50000,443,T,O")]
    public void Whatever_differs_in_the_key_is_another_connection(string other)
    {
        Stitched stitched = Stitch(T(0, 'B'), $"{Nine + 1},{other},A,E,1,60,1,40");

        Assert.Equal([FlowConnectionEnd.End, FlowConnectionEnd.StillOpen], stitched.Connections.Select(c => c.EndKind));
    }

    [Fact]
    public void Another_interface_or_another_log_is_another_connection()
    {
        Stitched stitched = StitchRun.Chain([Log(
            Nsg(60, T(0, 'B')),
            NsgOf("UserRule_web", "000D3A000002", 61, T(1, 'E', "1,60,1,40")),
            Nsg(62, T(2, 'E', "2,120,2,80")).Replace("WEB-NSG", "SUBNET-NSG", StringComparison.Ordinal),
            Nsg(63, T(3, 'E', "3,180,3,120")).Replace("RESOURCEGROUPS", "resourceGroups", StringComparison.Ordinal))]);

        Assert.Equal([(0L, 180L), (1L, 60L), (2L, 120L)], stitched.Connections.Select(c => ((c.Start - At(0)).Ticks / TimeSpan.TicksPerSecond, c.BytesSent!.Value)).Order());
    }
}
