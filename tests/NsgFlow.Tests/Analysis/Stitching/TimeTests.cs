using NsgFlow.Analysis.Stitching;
using static NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>Time-outs by the time of the log, hours that are missing, and times that cannot be.</summary>
public sealed class TimeTests
{
    private const long Hour = 3600;

    [Theory]
    [InlineData(1800, FlowConnectionEnd.End)]
    [InlineData(1801, FlowConnectionEnd.TimedOut)]
    public void A_connection_that_is_silent_for_longer_than_the_time_out_is_over(int silence, FlowConnectionEnd first)
    {
        Stitched stitched = StitchRun.Chain([Log(Nsg(60, T(0, 'B')), Nsg(silence + 60, T(silence, 'E', "1,60,1,40")))]);

        Assert.Equal(first, stitched.Connections[0].EndKind);
        Assert.Equal(first == FlowConnectionEnd.End ? 1 : 2, stitched.Connections.Count);
        Assert.Equal(At(first == FlowConnectionEnd.End ? silence : 0), stitched.Connections[0].End);
        Assert.Equal(first == FlowConnectionEnd.End ? FlowConnectionStart.Begin : FlowConnectionStart.MidStream, stitched.Connections[^1].StartKind);
    }

    [Theory]
    [InlineData(600, FlowConnectionEnd.End)]
    [InlineData(601, FlowConnectionEnd.TimedOut)]
    public void The_time_out_can_be_chosen(int silence, FlowConnectionEnd first)
    {
        var options = new ConnectionOptions { IdleTimeout = TimeSpan.FromMinutes(10) };

        Assert.Equal(first, StitchRun.Chain([Log(Nsg(60, T(0, 'B'), T(silence, 'E', "1,60,1,40")))], options).Connections[0].EndKind);
    }

    [Fact]
    public void Others_show_that_time_has_passed()
    {
        Stitched stitched = Stitch(T(0, 'B', port: 1), T(1000, 'B', port: 2), T(1801, 'B', port: 3));

        Assert.Equal([(1, FlowConnectionEnd.TimedOut), (2, FlowConnectionEnd.StillOpen), (3, FlowConnectionEnd.StillOpen)], stitched.Connections.Select(c => (c.SourcePort, c.EndKind)));
    }

    [Fact]
    public void What_has_timed_out_comes_out_while_the_log_goes_on()
    {
        // Two minutes later than the time-out, for lists are not sorted among one another.
        Stitched stitched = Stitch(T(0, 'B', port: 1), T(1921, 'B', port: 2), T(1921, 'E', "1,60,1,40", port: 2));

        Assert.Equal([1, 2], stitched.Connections.Select(c => c.SourcePort));
    }

    [Fact]
    public void A_begin_after_the_time_out_supersedes_nothing()
    {
        Assert.Equal([FlowConnectionEnd.TimedOut, FlowConnectionEnd.StillOpen], Stitch(T(0, 'B'), T(1801, 'B')).Connections.Select(c => c.EndKind));
    }

    [Fact]
    public void Other_interfaces_do_not_move_the_clock()
    {
        Stitched stitched = StitchRun.Chain([Log(Nsg(60, T(0, 'B')), NsgOf("UserRule_web", "000D3A000002", 7260, T(7200, 'B')))]);

        Assert.All(stitched.Connections, c => Assert.Equal(FlowConnectionEnd.StillOpen, c.EndKind));
    }

    [Fact]
    public void Connections_go_on_from_one_log_to_the_next_and_name_all_of_them()
    {
        NamedSource[] logs =
        [
            HourLog(9, Nsg(3590, T(3580, 'B'))),
            HourLog(10, Nsg(3890, T(3880, 'C', "1,60,1,40")), Nsg(4190, T(4180, 'C', "1,60,1,40"))),
            HourLog(11, Nsg(7290, T(5900, 'E', "1,60,1,40"))),
        ];

        FlowConnection connection = StitchRun.Chain(logs).Single;

        Assert.Equal((FlowConnectionEnd.End, 4, 180L, FlowConnectionNotes.None), (connection.EndKind, connection.Records, connection.BytesSent!.Value, connection.Notes));
        Assert.Equal(logs.Select(l => l.Name!), connection.Sources);
    }

    [Fact]
    public void Missing_hours_are_marked_and_do_not_count_towards_the_time_out()
    {
        Stitched stitched = StitchRun.Chain(
        [
            HourLog(9, Nsg(3590, T(3580, 'B', port: 1), T(3581, 'B', port: 2), T(3582, 'B', port: 3), T(10, 'B', port: 4), T(3583, 'B', port: 5), T(3583, 'E', "1,1,1,1", port: 5))),
            HourLog(12, Nsg((3 * Hour) + 60, T((3 * Hour) + 20, 'C', "1,60,1,40", port: 1), T((3 * Hour) + 21, 'B', port: 2)), Nsg((3 * Hour) + 90, T((3 * Hour) + 80, 'E', "1,60,1,40", port: 1))),
        ]);

        var by = stitched.Connections.GroupBy(c => c.SourcePort).ToDictionary(g => g.Key, g => g.ToArray());
        Assert.Equal((FlowConnectionStart.Begin, FlowConnectionEnd.End, FlowConnectionNotes.Gap, 120L), (by[1][0].StartKind, by[1][0].EndKind, by[1][0].Notes, by[1][0].BytesSent!.Value));
        Assert.Equal([(FlowConnectionEnd.Superseded, FlowConnectionNotes.Gap), (FlowConnectionEnd.StillOpen, FlowConnectionNotes.None)], by[2].Select(c => (c.EndKind, c.Notes)));
        Assert.Equal((FlowConnectionEnd.StillOpen, FlowConnectionNotes.Gap), (by[3][0].EndKind, by[3][0].Notes));
        Assert.Equal((FlowConnectionEnd.TimedOut, FlowConnectionNotes.None), (by[4][0].EndKind, by[4][0].Notes));
        Assert.Equal((FlowConnectionEnd.End, FlowConnectionNotes.None), (by[5][0].EndKind, by[5][0].Notes));
    }

    [Fact]
    public void In_an_hour_that_is_there_silence_is_a_time_out()
    {
        Stitched stitched = StitchRun.Chain(
        [
            HourLog(9, Nsg(3590, T(3580, 'B'))),
            HourLog(10, Nsg(3700, T(3690, 'B', port: 2))),
            HourLog(11, Nsg(7290, T(7250, 'C', "1,60,1,40"))),
        ]);

        Assert.Equal([FlowConnectionEnd.TimedOut, FlowConnectionEnd.TimedOut, FlowConnectionEnd.StillOpen], stitched.Connections.Select(c => c.EndKind));
        Assert.All(stitched.Connections, c => Assert.Equal(FlowConnectionNotes.None, c.Notes));
    }

    [Fact]
    public void Where_paths_tell_nothing_the_times_of_records_tell_missing_hours()
    {
        Stitched stitched = StitchRun.Chain([Log(Nsg(3590, T(3580, 'B')), Nsg((2 * Hour) + 30, T((2 * Hour) + 20, 'E', "1,60,1,40")))]);

        Assert.Equal((FlowConnectionEnd.End, FlowConnectionNotes.Gap), (stitched.Single.EndKind, stitched.Single.Notes));
    }

    [Fact]
    public void No_answer_before_a_gap_is_not_taken_for_none_at_all()
    {
        FlowConnection connection = StitchRun.Chain([Log(Nsg(3590, T(3580, 'B')), Nsg((2 * Hour) + 30, T((2 * Hour) + 20, 'E', "1,60,0,0")))]).Single;

        Assert.Equal(FlowReply.Unknown, connection.Reply);
        Assert.False(connection.IsFailed);
    }

    [Fact]
    public void One_time_that_cannot_be_does_not_end_the_connections_of_a_log()
    {
        Stitched stitched = Stitch(T(0, 'B', port: 1), T(10 * 365 * 24 * Hour, 'B', port: 2), T(20, 'E', "1,60,1,40", port: 1));

        Assert.Equal([(1, FlowConnectionEnd.End), (2, FlowConnectionEnd.StillOpen)], stitched.Connections.Select(c => (c.SourcePort, c.EndKind)));
    }

    [Fact]
    public void Hours_read_backwards_are_not_cut_to_pieces()
    {
        Stitched stitched = StitchRun.Chain(
        [
            HourLog(10, Nsg(3890, T(3880, 'B', port: 1), T(3890, 'C', "1,60,1,40", port: 1)), Nsg(7100, T(7090, 'E', "1,60,1,40", port: 2))),
            HourLog(9, Nsg(200, T(100, 'B', port: 3)), Nsg(2100, T(1900, 'C', "1,60,1,40", port: 3))),
        ]);

        Assert.Equal(3, stitched.Connections.Count);
        Assert.Equal(2, stitched.Connections.Single(c => c.SourcePort == 3).Records);
    }
}
