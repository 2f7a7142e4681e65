using NsgFlow.Filtering;
using NsgFlow.Streaming;
using NsgFlow.Tests.Analysis.Tracing;
using NsgFlow.Tests.Support;
using static NsgFlow.Tests.Analysis.Tracing.PlantedLogs;

namespace NsgFlow.Tests.Analysis.Deduplication;

/// <summary>Rows wait in bounded memory; where it does not suffice there is an error, never a wrong figure.</summary>
public sealed class PendingTests
{
    private static readonly PlantedLogs s_day = Day();

    [Fact]
    public void Hours_that_were_read_make_room_for_those_to_come()
    {
        Deduplicated roomy = DeduplicationRun.Read(s_day.Sources());
        Deduplicated tight = DeduplicationRun.Read(s_day.Sources(), mostPending: roomy.Kept.Count / 4);

        Assert.Equal(roomy.Text, tight.Text);
        Assert.Equal(0, tight.Duplicates.NotCompared);
    }

    [Fact]
    public void An_hour_with_too_many_rows_is_an_error_that_names_the_bound()
    {
        FlowCollectorException error = Assert.Throws<FlowCollectorException>(() => DeduplicationRun.Read(s_day.Sources(), mostPending: 100));

        Assert.Equal(("TooManyPending", 100), (error.Reason, error.Arguments.Single()));
    }

    [Fact]
    public void A_pipeline_in_the_order_of_time_needs_little_room_and_any_other_all()
    {
        List<FlowRecord> flows = [.. s_day.Sources().SelectMany(source => Logs.Decode(source).Flows)];
        int room = flows.Count / 8;

        Assert.Equal(DeduplicationRun.Read(s_day.Sources()).Text, DeduplicationRun.Pipe(flows.OrderBy(flow => flow.Time), room).Text);
        Assert.Throws<FlowCollectorException>(() => DeduplicationRun.Pipe(flows.OrderBy(flow => flow.MacAddress), room));
    }

    [Fact]
    public void Many_rows_of_one_moment_find_no_room()
    {
        List<FlowRecord> flows = [.. new PlantedLogs().Each(Enumerable.Range(0, 50), (logs, port) =>
            logs.VNet(AppMac, "app", "UserRule_out", At(9, 5), Ends.Sql with { SourcePort = 50_000 + port }, 'O')).Sources().SelectMany(source => Logs.Decode(source).Flows)];

        Assert.Throws<FlowCollectorException>(() => DeduplicationRun.Pipe(flows, 49));
        Assert.Equal(50, DeduplicationRun.Pipe(flows, 50).Kept.Count);
    }

    [Fact]
    public void A_stray_in_the_log_of_a_later_hour_is_counted_and_told()
    {
        // A row of eight o'clock in the log of ten.
        PlantedLogs logs = new PlantedLogs()
            .VNet(AppMac, "app", "UserRule_out", At(8, 5), Ends.Sql, 'O')
            .VNet(DbMac, "db", "UserRule_in", At(9, 30), Ends.Sql, 'I')
            .VNet(DbMac, "db", "UserRule_in", At(10, 30), Ends.Sql, 'I', written: At(10, 31))
            .VNet(DbMac, "db", "UserRule_in", At(8, 5), Ends.Sql, 'I', written: At(10, 31));

        Deduplicated result = DeduplicationRun.Read(logs.Sources());

        Assert.Equal(4, result.Kept.Count);
        Assert.Equal((0, 1), (result.Duplicates.Total, result.Duplicates.NotCompared));
    }

    [Fact]
    public void Filters_act_before()
    {
        PlantedLogs logs = new PlantedLogs()
            .VNet(AppMac, "app", "UserRule_out", At(9, 5), Ends.Sql, 'O')
            .VNet(DbMac, "db", "UserRule_in", At(9, 5), Ends.Sql, 'I');

        Deduplicated result = DeduplicationRun.Read(logs.Sources(), filter: new FlowFilterOptions { Direction = [FlowDirection.Inbound] });

        Assert.Equal((DbMac, 0L), (Assert.Single(result.Kept).MacAddress, result.Duplicates.Total));
    }

    private static PlantedLogs Day()
    {
        var logs = new PlantedLogs();
        foreach (int hour in Enumerable.Range(0, 23))
        {
            foreach (int minute in Enumerable.Range(0, 60))
            {
                // The last of an hour are written down in the next.
                Ends ends = Ends.Sql with { SourcePort = 40_000 + (hour * 60) + minute };
                logs.VNet(AppMac, "app", "UserRule_out", At(hour, minute, 30), ends, 'O').VNet(DbMac, "db", "UserRule_in", At(hour, minute, 31), ends, 'I');
                logs.VNet(AppMac, "app", "UserRule_out", At(hour, minute, 58), ends, 'O', 'E', "1,60,1,60").VNet(DbMac, "db", "UserRule_in", At(hour, minute, 59), ends, 'I', 'E', "1,60,1,60");
            }
        }

        return logs;
    }
}
