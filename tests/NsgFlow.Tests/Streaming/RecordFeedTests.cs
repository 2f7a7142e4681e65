using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Filtering;
using NsgFlow.Streaming;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Streaming;

/// <summary>Records from a pipeline must be judged, and give the rows, as the tuples they came from.</summary>
public sealed class RecordFeedTests
{
    [Property(Replay = "20261124,23", MaxTest = 300)]
    public void Rows_of_records_are_the_rows_of_their_tuples_under_any_filter(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        ModelLog log = LogGenerator.Log(any.Item, size: 4);
        byte[] bytes = LogEncoder.Encode(log, LogStyle.Plain, any.Item).Bytes;
        FlowRecord[] all = [.. Logs.DecodeAgain(bytes).Flows];
        FlowFilterOptions options = Options(random, all);

        var target = new Kept();
        var feed = new RecordFeed(new FlowFilter(options), target);
        foreach (FlowRecord record in all)
        {
            feed.Add(record);
        }

        feed.Flush();

        FlowFields[] expected = [.. FlowFields.Of(Logs.Decode(bytes, filter: options).Flows)];
        Assert.Equal(expected, FlowFields.Of(target.Flows));
        Assert.Equal(expected.Length, feed.Rows);
    }

    /// <summary>A few filters, taken from what the log holds so that some flows pass and some do not.</summary>
    private static FlowFilterOptions Options(Random random, FlowRecord[] all)
    {
        if (all.Length == 0)
        {
            return new FlowFilterOptions();
        }

        FlowRecord Any() => all[random.Next(all.Length)];
        FlowFilterOptions options = new();
        for (int i = 0; i < 2; i++)
        {
            options = random.Next(11) switch
            {
                0 => options with { SourceAddress = [Any().SourceAddress] },
                1 => options with { DestinationAddress = ["!" + Any().DestinationAddress] },
                2 => options with { Address = [Any().SourceAddress, Any().DestinationAddress] },
                3 => options with { SourcePort = [Any().SourcePort] },
                4 => options with { DestinationPort = [Any().DestinationPort, Any().DestinationPort] },
                5 => options with { Port = [Any().SourcePort, Any().DestinationPort] },
                6 => options with { Protocol = [Any().Protocol] },
                7 => options with { Direction = [Any().Direction] },
                8 => options with { Decision = [Any().Decision] },
                9 => options with { State = [Any().State] },
                _ => options with { StartTime = Any().Time.AddTicks(random.Next(2)), EndTime = Any().Time.AddDays(1) },
            };
        }

        return options;
    }

    private sealed class Kept : FlowCollector
    {
        public List<FlowRecord> Flows { get; } = [];

        public override void Accept(ReadOnlySpan<FlowRow> rows)
        {
            foreach (ref readonly FlowRow row in rows)
            {
                Flows.Add(new FlowRecord(in row));
            }
        }
    }
}
