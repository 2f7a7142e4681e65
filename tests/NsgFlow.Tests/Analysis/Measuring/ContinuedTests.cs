using System.Buffers;
using NsgFlow.Analysis.Measuring;
using NsgFlow.Tests.Analysis.Stitching;
using NsgFlow.Tests.Support;
using TupleTexts = NsgFlow.Tests.Analysis.Stitching.Tuples;

namespace NsgFlow.Tests.Analysis.Measuring;

/// <summary>Connections that began before what was read.</summary>
public sealed class ContinuedTests
{
    [Theory]
    [InlineData("BCE", 0)]
    [InlineData("B|C|E", 0)]
    [InlineData("C", 1)]
    [InlineData("E", 1)]
    [InlineData("CB", 1)]
    [InlineData("C|E", 1)]
    [InlineData("E|E", 2)]
    [InlineData("BE|C", 1)]
    [InlineData("BEC|C", 0)]
    [InlineData("BEC", 0)]
    [InlineData("C||E", 1)]
    [InlineData("D|C", 1)]
    [InlineData("DC", 1)]
    [InlineData("A|C", 1)]
    [InlineData("B|E|C", 1)]
    public void It_is_counted_once_where_no_begin_was_read(string logs, int expected)
    {
        NamedSource[] sources = [.. logs.Split('|').Select((states, i) =>
            new NamedSource($"log{i}.json", SmallLogs.Envelope(TupleTexts.Nsg(60, [.. states.Select(s => TupleTexts.T(0, s))]))))];

        Assert.Equal(expected, MeasureRun.Pool(sources, new MeasureOptions(), 2)[0].Continued);
        Assert.Equal(expected, MeasureRun.Pipeline(StitchRun.Records(sources), new MeasureOptions())[0].Continued);
    }

    [Fact]
    public void It_belongs_to_the_interface_that_logged_it()
    {
        NamedSource[] sources =
        [
            new("a.json", SmallLogs.Envelope(TupleTexts.NsgOf("UserRule_web", "000D3A000001", 60, TupleTexts.T(0, 'B')))),
            new("b.json", SmallLogs.Envelope(TupleTexts.NsgOf("UserRule_web", "000D3A000002", 60, TupleTexts.T(1, 'C')))),
        ];

        Assert.Equal([0L, 1L], MeasureRun.Pool(sources, new MeasureOptions { By = [MeasureField.MacAddress] }, 1).Select(s => s.Continued));
    }

    [Theory]
    [InlineData("203.0.113.7", "2001:db8:1::1", "203.0.113.7", "2001:db8:2::1")]
    [InlineData("203.0.113.7", "0.0.0.1", "203.0.113.7", "::1")]
    [InlineData("0.0.0.7", "::1", "::7", "::1")]
    [InlineData("::1", "2001:db8::1", "2001:db8::1", "::1")]
    public void Addresses_that_share_bits_are_others(string source, string destination, string otherSource, string otherDestination)
    {
        string Tuple(string from, string to) => $"{TupleTexts.Nine * 1000},{from},{to},50001,53,1,O,C,NX,1,2,3,4";
        NamedSource log = TupleTexts.Log(TupleTexts.VNet(60, Tuple(source, destination), Tuple(otherSource, otherDestination)));

        Assert.Equal(2, MeasureRun.Pool([log], new MeasureOptions(), 1)[0].Continued);
        Assert.Equal(2, MeasureRun.Pipeline(StitchRun.Records([log]), new MeasureOptions())[0].Continued);
    }

    [Fact]
    public void Both_kinds_of_logs_know_the_same_connection()
    {
        NamedSource[] sources =
        [
            new("a.json", SmallLogs.Envelope(TupleTexts.Nsg(60, TupleTexts.T(0, 'B')))),
            new("b.json", SmallLogs.Envelope(TupleTexts.VNet(60, TupleTexts.V(1000, 'C', "1,2,3,4")))),
        ];

        Assert.Equal(0, MeasureRun.Pool(sources, new MeasureOptions(), 1)[0].Continued);
    }

    [Fact]
    public void Spelling_makes_no_other_connection()
    {
        string Tuple(string address, char state) => $"{TupleTexts.Nine * 1000},{address},10.0.0.1,050,443,6,O,{state},NX,0,0,0,0";
        NamedSource[] sources =
        [
            new("a.json", SmallLogs.Envelope(TupleTexts.VNet(60, Tuple("2001:DB8:0::1", 'B'), Tuple("10.0.0.2", 'B')))),
            new("b.json", SmallLogs.Envelope(TupleTexts.VNet(60, Tuple("2001:db8::1", 'C').Replace(",050,", ",50,", StringComparison.Ordinal), Tuple("10.0.0.2", 'E')))),
        ];

        foreach (MeasureField[] by in new MeasureField[][] { [], [MeasureField.Decision], [MeasureField.Kind, MeasureField.DestinationAddress] })
        {
            Assert.Equal(0, MeasureRun.Pool(sources, new MeasureOptions { By = by }, 1).Sum(s => s.Continued));
        }
    }

    [Fact]
    public void What_is_open_is_kept_in_bounded_memory_and_what_that_costs_is_told()
    {
        var counter = new ContinuedCounter(mostPlaces: 1000);
        var counts = new GroupCounts();
        void Log(string mac, bool begins) => counter.Accept(Changes(mac, 300, begins), counts);
        Log("one", begins: true);
        Log("two", begins: true);
        Log("two", begins: false);
        Assert.Equal(0, counts[0]);
        Assert.Equal(0, counter.Doubtful);

        Log("three", begins: true);
        Log("one", begins: false);

        Assert.Equal(300, counts[0]);
        Assert.Equal(300, counter.Doubtful);
    }

    [Fact]
    public void Keys_that_are_closed_are_forgotten_and_the_others_found()
    {
        var random = new Random(3);
        var set = new OpenKeySet("mac");
        var expected = new HashSet<ulong>();
        for (int i = 0; i < 20_000; i++)
        {
            // Few different places, so that keys are pushed along.
            ulong key = ((ulong)random.Next(400) << 32 << random.Next(24)) | 4;
            if (random.Next(2) == 0)
            {
                set.Reserve(1);
                set.Add(key);
                expected.Add(key);
            }
            else
            {
                set.Remove(key);
                expected.Remove(key);
            }

            Assert.Equal(expected.Contains(key), set.Contains(key));
        }

        Assert.All(expected, key => Assert.True(set.Contains(key)));
    }

    [Fact]
    public void A_log_without_begins_is_told_once()
    {
        NamedSource[] sources = [.. "BC C DE E A".Split(' ').Select((states, i) =>
            new NamedSource($"log{i}.json", SmallLogs.Envelope(TupleTexts.Nsg(60, [.. states.Select(s => TupleTexts.T(0, s))]))))];
        var measurement = new Measurement(new MeasureOptions());
        var worker = measurement.TakeWorker();

        foreach (FlowRecord record in StitchRun.Records(sources))
        {
            var row = new FlowRow { Source = new InternedAddress(default, default), Destination = new InternedAddress(default, default) };
            record.CopyTo(ref row);
            worker.Accept([row], results => measurement.Accept((SourceMeasure)results[0]));
        }

        worker.EndSource(results => measurement.Accept((SourceMeasure)results[0]));

        Assert.Equal("log1.json", measurement.FirstWithoutBegin);
        Assert.Equal(2, measurement.SourcesWithoutBegin);
    }

    private static ConnectionChanges Changes(string mac, int count, bool begins)
    {
        // From the pool, to which they go back.
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(count);
        ulong[] continued = ArrayPool<ulong>.Shared.Rent(count);
        int[] groups = ArrayPool<int>.Shared.Rent(count);
        Array.Clear(groups);
        for (int i = 0; i < count; i++)
        {
            continued[i] = ((ulong)(i + 1) << 50) | 4;
            keys[i] = continued[i] | ConnectionSet.Open | (begins ? 0 : ConnectionSet.Continued);
        }

        return new ConnectionChanges(mac, keys, count, continued, groups, begins ? 0 : count);
    }
}
