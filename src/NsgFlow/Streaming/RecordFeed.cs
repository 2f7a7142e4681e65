using System.Net;
using NsgFlow.Decoding;
using NsgFlow.Filtering;

namespace NsgFlow.Streaming;

/// <summary>
/// Gives a collector records that come down a pipeline as if they came from a log: as rows, those that pass the filter,
/// many at a time.
/// </summary>
internal sealed class RecordFeed(FlowFilter filter, FlowCollector collector)
{
    private const int MostAddresses = 32 * 1024;

    private readonly Dictionary<string, InternedAddress> _addresses = new(StringComparer.Ordinal);
    private readonly FlowBatch _batch = new();
    private long _newest = long.MinValue;

    /// <summary>How many records passed the filter.</summary>
    public long Rows { get; private set; }

    /// <summary>The newest time of records that passed all filters but that on time, where one is set.</summary>
    public DateTimeOffset? Newest => _newest > long.MinValue ? DateTimeOffset.FromUnixTimeMilliseconds(_newest) : null;

    public void Add(FlowRecord record)
    {
        ref FlowRow row = ref _batch.Next;
        record.CopyTo(ref row);
        row.Source = Intern(record.SourceAddress);
        row.Destination = Intern(record.DestinationAddress);
        if (!filter.Accepts(in row, ref _newest))
        {
            return;
        }

        row.Connection = KeyHash.OfKey(in row);
        Rows++;
        _batch.Commit();
        if (_batch.IsFull)
        {
            Flush();
        }
    }

    /// <summary>Hands over what is held back until there is enough of it.</summary>
    public void Flush()
    {
        if (_batch.Count > 0)
        {
            collector.Accept(_batch.Rows);
            _batch.Clear();
        }
    }

    private InternedAddress Intern(string text)
    {
        if (_addresses.TryGetValue(text, out InternedAddress? known))
        {
            return known;
        }

        if (_addresses.Count >= MostAddresses)
        {
            _addresses.Clear();
        }

        // A record's addresses are canonical: they were parsed before.
        FlowAddress address = FlowAddress.From(IPAddress.Parse(text));
        var added = new InternedAddress(address, filter.Judge(address));
        _addresses.Add(text, added);
        return added;
    }
}
