using NsgFlow.Analysis.Stitching;
using static NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>What was logged, copied or named twice must not count twice; what only looks like it must.</summary>
public sealed class RepeatTests
{
    private static readonly string s_first = Nsg(60, T(0, 'B'), T(5, 'C', "1,60,1,40"), T(5, 'D', port: 7));
    private static readonly string s_second = Nsg(120, T(70, 'C', "2,120,2,80"));
    private static readonly string s_third = Nsg(180, T(130, 'E', "3,180,3,120"));

    [Fact]
    public void A_record_that_comes_twice_counts_once_wherever_it_comes()
    {
        List<string> expected = [.. StitchRun.Chain([Log(s_first, s_second, s_third)]).Facts];

        foreach (string[] records in new[] { new[] { s_first, s_first, s_second, s_third }, [s_first, s_second, s_second, s_first, s_third, s_third, s_first] })
        {
            Stitched stitched = StitchRun.Chain([Log(records)]);
            Assert.Equal(expected, stitched.Facts);
            Assert.Equal(records.Sum(TuplesOf) - 5, stitched.Counts.Repeated);
        }
    }

    [Fact]
    public void A_log_that_is_read_twice_counts_once()
    {
        List<string> expected = [.. StitchRun.Chain([Log(s_first, s_second, s_third)]).Facts];

        Stitched stitched = StitchRun.Chain([Log(s_first, s_second, s_third), new NamedSource("copy.json", Support.SmallLogs.Envelope(s_first, s_second, s_third))]);

        Assert.Equal(expected, stitched.Facts);
        Assert.Equal(5, stitched.Counts.Repeated);
    }

    [Fact]
    public void A_tuple_that_stands_twice_in_its_list_counts_once()
    {
        Stitched stitched = Stitch(T(0, 'B'), T(0, 'B'), T(5, 'C', "1,60,1,40"), T(5, 'C', "1,60,1,40"), T(9, 'E', "2,60,1,40"), T(9, 'E', "2,60,1,40"));

        Assert.Equal((3, 120L, 2), (stitched.Single.Records, stitched.Single.BytesSent!.Value, stitched.Single.Duplicates));
        Assert.Equal(3, stitched.Counts.Repeated);
    }

    [Fact]
    public void Tuples_that_differ_in_a_counter_are_no_repeats()
    {
        FlowConnection connection = Stitch(T(0, 'B'), T(5, 'C', "1,60,1,40"), T(5, 'C', "1,60,1,41"), T(6, 'C', "1,60,1,41")).Single;

        Assert.Equal((4, 180L, 0), (connection.Records, connection.BytesSent!.Value, connection.Duplicates));
    }

    [Fact]
    public void A_record_of_another_time_with_the_same_words_is_no_repeat()
    {
        Stitched stitched = StitchRun.Chain([Log(Nsg(60, T(5, 'D')), Nsg(61, T(5, 'D')))]);

        Assert.Equal((2, 0L), (stitched.Single.Attempts, stitched.Counts.Repeated));
    }

    [Fact]
    public void Another_rule_in_the_same_record_is_no_repeat()
    {
        Stitched stitched = StitchRun.Chain([Log(NsgOf("UserRule_a", Mac, 60, T(5, 'D')), NsgOf("UserRule_b", Mac, 60, T(5, 'D')))]);

        Assert.Equal((2, 0L), (stitched.Single.Attempts, stitched.Counts.Repeated));
    }

    [Fact]
    public void Denials_that_stand_twice_in_a_list_are_two_attempts()
    {
        Assert.Equal(2, Stitch(T(5, 'D'), T(5, 'D')).Single.Attempts);
    }

    [Fact]
    public void Too_many_open_connections_are_given_up_the_one_not_heard_of_for_longest_first()
    {
        Stitched stitched = StitchRun.Chain(
            [Log(Nsg(60, T(0, 'B', port: 1), T(1, 'B', port: 2), T(2, 'C', "1,60,1,40", port: 1), T(3, 'B', port: 3), T(4, 'E', "1,60,1,40", port: 2)))],
            new ConnectionOptions { MostOpen = 2 });

        Assert.Equal(
            [(2, FlowConnectionEnd.GivenUp), (1, FlowConnectionEnd.GivenUp), (2, FlowConnectionEnd.End), (3, FlowConnectionEnd.StillOpen)],
            stitched.Connections.Select(c => (c.SourcePort, c.EndKind)));
        Assert.Equal(FlowConnectionStart.MidStream, stitched.Connections[2].StartKind);
        Assert.Equal(2, stitched.Counts.GivenUp);
    }

    [Fact]
    public void What_has_ended_or_was_denied_makes_room_first()
    {
        Stitched stitched = StitchRun.Chain(
            [Log(Nsg(60, T(0, 'B', port: 1), T(1, 'D', port: 2), T(2, 'B', port: 3), T(3, 'E', "1,60,1,40", port: 3), T(4, 'B', port: 4)))],
            new ConnectionOptions { MostOpen = 2 });

        Assert.Equal(0, stitched.Counts.GivenUp);
        Assert.Equal([2, 3, 1, 4], stitched.Connections.Select(c => c.SourcePort));
    }

    private static int TuplesOf(string record) => record.Split(",T,").Length - 1;
}
