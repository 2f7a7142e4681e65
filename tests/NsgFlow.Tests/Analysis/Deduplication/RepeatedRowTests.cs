using NsgFlow.Decoding;
using NsgFlow.Tests.Analysis.Stitching;
using static NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Deduplication;

/// <summary>What was logged, copied or read twice counts once; what only looks like it counts.</summary>
public sealed class RepeatedRowTests
{
    private static readonly string[] s_records =
    [
        Nsg(60, T(0, 'B'), T(5, 'C', "1,60,1,40"), T(5, 'D', port: 7), T(6, 'A', port: 8)),
        Nsg(120, T(70, 'C', "2,120,2,80")),
        Nsg(180, T(130, 'E', "3,180,3,120")),
    ];

    [Fact]
    public void A_record_that_stands_twice_in_a_log_counts_once()
    {
        Deduplicated once = DeduplicationRun.Of([Log(s_records)]);
        Deduplicated twice = DeduplicationRun.Of([Log([.. s_records, s_records[1], s_records[0]])]);

        Assert.Equal(6, once.Kept.Count);
        Assert.Equal((0, 0, 0, 0), once.Counts);
        Assert.Equal(Texts(once), Texts(twice));
        Assert.Equal((5, 0, 0, 0), twice.Counts);
    }

    [Fact]
    public void A_copy_of_a_log_adds_nothing_wherever_it_is_filed()
    {
        FlowSource[] logs = [HourLog(9, s_records[..2]), HourLog(9, s_records[2])];
        FlowSource[] copies = [new NamedSource("copy.json", Support.SmallLogs.Envelope(s_records))];

        Deduplicated result = DeduplicationRun.Of([.. logs, .. copies]);

        Assert.Equal(Texts(DeduplicationRun.Of(logs)), Texts(result));
        Assert.Equal((6, 0, 0, 0), result.Counts);
    }

    [Fact]
    public void The_same_flow_of_two_flow_logs_of_one_interface_is_a_repeat()
    {
        // A virtual network's log and its subnet's: the same rows, filed under other names.
        string one = VNet(60, V(1500, 'B'), V(7500, 'E', "1,60,1,40"), V(8000, 'D', port: 7));
        string other = one.Replace(Support.SmallLogs.FlowLogId, Support.SmallLogs.FlowLogId + "2", StringComparison.Ordinal);

        Deduplicated result = DeduplicationRun.Of([Log(one, other)]);

        Assert.Equal(3, result.Kept.Count);
        Assert.Equal((3, 0, 0, 0), result.Counts);
    }

    [Fact]
    public void Flows_with_states_are_told_apart_by_them_within_a_moment()
    {
        // Two connections within a second of the same port; and one whose rows stand twice in their list.
        string[] two = [T(5, 'B'), T(5, 'E', "1,60,1,40"), T(5, 'B'), T(5, 'E', "1,60,1,40")];
        string[] doubled = [T(5, 'B'), T(5, 'B'), T(5, 'E', "1,60,1,40"), T(5, 'E', "1,60,1,40")];

        Assert.Equal((4, 0L), Numbers(Log(Nsg(60, two))));
        Assert.Equal((4, 4L), Numbers(Log(Nsg(60, two), Nsg(60, two))));
        Assert.Equal((2, 2L), Numbers(Log(Nsg(60, doubled))));
    }

    [Fact]
    public void Denials_of_one_list_are_as_many_attempts_as_they_are()
    {
        Assert.Equal((2, 0L), Numbers(Log(Nsg(60, T(5, 'D'), T(5, 'D')))));
        Assert.Equal((2, 2L), Numbers(Log(Nsg(60, T(5, 'D'), T(5, 'D')), Nsg(60, T(5, 'D'), T(5, 'D')))));
        Assert.Equal((2, 0L), Numbers(Log(Nsg(60, T(5, 'D')), Nsg(61, T(5, 'D')))));
        Assert.Equal((2, 0L), Numbers(Log(Nsg(60, T(5, 'A')), Nsg(61, T(5, 'A')))));
    }

    [Fact]
    public void A_row_with_counters_is_the_same_in_a_record_of_another_time()
    {
        Assert.Equal((1, 1L), Numbers(Log(Nsg(60, T(5, 'C', "1,60,1,40")), Nsg(61, T(5, 'C', "1,60,1,40")))));
    }

    [Fact]
    public void What_differs_in_a_word_is_no_repeat()
    {
        Assert.Equal((4, 0L), Numbers(Log(
            Nsg(60, T(5, 'C', "1,60,1,40"), T(5, 'C', "1,60,1,41"), T(6, 'C', "1,60,1,40")),
            NsgOf("UserRule_other", Mac, 60, T(5, 'C', "1,60,1,40")))));
    }

    [Fact]
    public void Records_without_a_time_are_compared_by_the_states_of_flows_alone()
    {
        static string Timeless(string record) => System.Text.RegularExpressions.Regex.Replace(record, "\"time\":\"[^\"]*\",", string.Empty);

        Assert.Equal((3, 1L), Numbers(Log(Timeless(Nsg(60, T(5, 'B'), T(5, 'D', port: 7))), Timeless(Nsg(60, T(5, 'B'), T(5, 'D', port: 7))))));
    }

    private static List<string> Texts(Deduplicated result) => [.. result.Kept.Select(Deduplicated.TextOf)];

    private static (int Kept, long Repeated) Numbers(FlowSource log)
    {
        Deduplicated result = DeduplicationRun.Of([log]);
        Assert.Equal(result.Duplicates.Repeated, result.Duplicates.Total);
        return (result.Kept.Count, result.Duplicates.Repeated);
    }
}
