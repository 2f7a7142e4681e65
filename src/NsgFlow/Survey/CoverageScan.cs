using NsgFlow.Decoding;
using NsgFlow.Layout;

namespace NsgFlow.Survey;

/// <summary>
/// Finds the hours that a file covers. Of a plain file whose path names the hour only the ends are read, until a
/// record's time is met; any other is read through, for its hours and, where it is compressed, its end.
/// </summary>
internal static class CoverageScan
{
    /// <summary>How far into a file a record's time is looked for. Azure writes one a minute, of at most a few megabytes.</summary>
    private const long FurthestLook = 16 * 1024 * 1024;

    private const int PieceLength = 64 * 1024;
    private const int BufferLength = 256 * 1024;

    public static IEnumerable<HourCoverage> Hours(LogInspection log, CancellationToken cancellation)
    {
        using var bytes = new FileLogBytes(log.Path);
        return Hours(log, bytes, cancellation);
    }

    public static IEnumerable<HourCoverage> Hours(LogInspection log, LogBytes bytes, CancellationToken cancellation) =>
        log is { HasPathHour: true, IsGzip: false }
            ? [OfEnds(log, bytes)]
            : OfAll(log, bytes, cancellation);

    private static HourCoverage OfEnds(LogInspection log, LogBytes bytes)
    {
        DateTimeOffset? first = null;
        DateTimeOffset? last = null;
        long limit = Math.Min(bytes.Length, FurthestLook);
        for (long at = 0; first is null && at < limit; at += PieceLength)
        {
            first = RecordTimes.First(bytes.Read(at, PieceLength + RecordTimes.Overlap));
        }

        for (long end = bytes.Length; first is not null && last is null && end > bytes.Length - limit; end -= PieceLength)
        {
            long at = Math.Max(0, end - PieceLength);
            last = RecordTimes.Last(bytes.Read(at, (int)(end - at) + RecordTimes.Overlap));
        }

        return new HourCoverage(log.Hour!.Value, first, last, log.IsComplete == false, log.Path);
    }

    private static IEnumerable<HourCoverage> OfAll(LogInspection log, LogBytes bytes, CancellationToken cancellation)
    {
        var hours = new SortedDictionary<DateTimeOffset, HourCoverage>();
        bool? isClosed = ReadThrough(bytes.ToSource(), Note, cancellation);

        if (log.Hour is { } named && hours.Count == 0)
        {
            hours[named] = new HourCoverage(named, null, null, IsOpen: false, log.Path);
        }

        DateTimeOffset? end = hours.Count > 0 ? hours.Keys.Last() : null;
        return hours.Values.Select(hour => hour with { IsOpen = hour.Hour == end && isClosed == false });

        void Note(DateTimeOffset time)
        {
            // Where the path names the hour the file belongs to it, whatever its records say.
            DateTimeOffset hour = log.HasPathHour ? log.Hour!.Value : FlowLogPeriod.HourOf(time);
            var found = new HourCoverage(hour, time, time, IsOpen: false, log.Path);
            hours[hour] = hours.TryGetValue(hour, out HourCoverage known) ? HourCoverage.Merge(known, found) : found;
        }
    }

    /// <summary>Tells the time of every record; returns whether the log is closed, null where its end does not tell.</summary>
    private static bool? ReadThrough(FlowSource source, Action<DateTimeOffset> tell, CancellationToken cancellation)
    {
        byte[] buffer = new byte[LogTail.Long + BufferLength];
        string? envelope = null;
        int kept = 0;
        bool isFirst = true;
        try
        {
            using Stream stream = source.Open();
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                int read = stream.ReadAtLeast(buffer.AsSpan(kept), BufferLength, throwOnEndOfStream: false);
                int length = kept + read;
                if (isFirst)
                {
                    envelope = LogTail.EnvelopeClosers(buffer.AsSpan(0, Math.Min(length, LogTail.Short)));
                    isFirst = false;
                }

                RecordTimes.All(buffer.AsSpan(Math.Max(0, kept - RecordTimes.Overlap), length - Math.Max(0, kept - RecordTimes.Overlap)), tell);
                if (read < BufferLength)
                {
                    return LogTail.IsClosed(buffer.AsSpan(Math.Max(0, length - LogTail.Long), Math.Min(length, LogTail.Long)), () => envelope);
                }

                kept = Math.Min(length, LogTail.Long);
                Buffer.BlockCopy(buffer, length - kept, buffer, 0, kept);
            }
        }
        catch (InvalidDataException)
        {
            // Compressed data that break off: what came before counts, and the end is not there.
            return false;
        }
    }
}
