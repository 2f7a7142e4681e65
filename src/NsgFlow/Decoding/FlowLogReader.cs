using NsgFlow.Filtering;

namespace NsgFlow.Decoding;

/// <summary>
/// Reads one source: finds records, flows, groups and tuples whatever the order of keys and whatever encloses them,
/// and goes on behind damage. Memory is bounded whatever the input.
/// </summary>
internal sealed class FlowLogReader
{
    private readonly FlowSource _source;
    private readonly FlowSink _sink;
    private readonly FlowFilter _filter;
    private readonly FlowReadOptions _options;
    private readonly WorkerTables _tables;
    private readonly CancellationToken _cancellation;
    private readonly FlowReadSummary _summary = new();

    public FlowLogReader(FlowSource source, FlowSink sink, FlowFilter filter, FlowReadOptions options, WorkerTables tables, CancellationToken cancellation)
    {
        _source = source;
        _sink = sink;
        _filter = filter;
        _options = options with { Source = options.Source ?? source.Name };
        _tables = tables;
        _cancellation = cancellation;
    }

    /// <summary>Reads to the end. Faults go to the sink; only what the stream or the sink throws comes out.</summary>
    public FlowReadSummary Read()
    {
        var trail = new DamageTrail(_summary);
        var scanner = new TupleScanner(_filter, _sink, _summary, trail, _options, _tables);
        try
        {
            using var window = new ByteWindow(_source.Open(), _tables.GetBuffer(_options.WindowSize), _cancellation)
            {
                Filling = () =>
                {
                    if (_source.IsStarved)
                    {
                        scanner.Flush();
                    }
                },
                Filled = read =>
                {
                    if (_sink.Pulse(read))
                    {
                        scanner.Flush();
                    }
                },
            };
            var cursor = new JsonCursor(window);
            var faults = new StructureFaults(_options.Source, scanner, trail, _sink, _summary);
            var pending = new PendingTuples(scanner, _source, _summary, trail, faults.ReportTooLarge, _cancellation);
            var skipper = new ValueSkipper(cursor);
            var structure = new JsonStructure(cursor, skipper, trail, faults.ReportDamage);
            var values = new ValueReader(cursor, skipper, _tables.Texts);
            var flows = new FlowTreeReader(structure, scanner, pending, values, trail);
            var lost = new LostTreeReader(structure, scanner, pending, values);
            var records = new RecordReader(structure, flows, pending, values, trail, faults, _summary);
            try
            {
                ReadByteOrderMark(window);
                new DocumentReader(cursor, records, lost, trail, faults, _summary).Read();
            }
            catch (InvalidDataException e)
            {
                // What a broken gzip stream gave before it broke is decoded; the rest is lost.
                ReleaseHeld(pending);
                faults.ReportGzip(window.OffsetOf(window.End), e.Message);
                _summary.End = SourceEnd.Cut;
            }

            _summary.Bytes = window.OffsetOf(window.End);
        }
        catch
        {
            // Rows of this source must not come out as another's.
            _tables.Batch.Clear();
            throw;
        }

        scanner.Flush();
        return _summary;
    }

    private static void ReleaseHeld(PendingTuples pending)
    {
        try
        {
            pending.Release(recordIsOver: true);
        }
        catch (InvalidDataException)
        {
            // A second reading breaks where the first did; that is reported once.
        }
    }

    /// <summary>Two bytes tell UTF-16, which Windows PowerShell writes by default and no reader of JSON takes.</summary>
    private void ReadByteOrderMark(ByteWindow window)
    {
        if (window.Ensure(2) && window.View[..2] is [0xFF, 0xFE] or [0xFE, 0xFF])
        {
            _summary.ForeignLog = "text in UTF-16; save it as UTF-8";
        }
    }
}
