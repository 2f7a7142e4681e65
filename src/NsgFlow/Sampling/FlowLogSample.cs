namespace NsgFlow.Sampling;

/// <summary>Writes flow logs of a made-up network in Azure's own layout.</summary>
internal static class FlowLogSample
{
    /// <summary>The relative paths of the logs, in the order they are written.</summary>
    public static IEnumerable<string> Paths(SampleOptions options)
    {
        options.Validate();
        var network = new SampleNetwork(options);
        return
            from kind in options.Kinds
            from nic in network.Nics
            from hour in Enumerable.Range(0, options.HoursPerNic)
            select nic.PathOf(kind, (options.StartMinute / 60) + hour);
    }

    /// <summary>Writes a whole sample.</summary>
    /// <param name="options">What it shall hold.</param>
    /// <param name="open">Makes the stream for a relative path; it is disposed before the next one is asked for.</param>
    /// <param name="sink">Is told of each tuple, or null.</param>
    /// <param name="progress">Is told after each minute of each interface how many bytes are written, or null.</param>
    /// <param name="stop">Ends the work between two records.</param>
    public static SampleTruth Write(
        SampleOptions options,
        Func<string, Stream> open,
        SampleSink? sink = null,
        Action<long>? progress = null,
        CancellationToken stop = default)
    {
        options.Validate();
        var network = new SampleNetwork(options);
        var truth = new SampleTruth(options);
        long shares = network.Nics.Sum(nic => (long)nic.Share) * options.Kinds.Count;
        long done = 0;
        foreach (FlowLogKind kind in options.Kinds)
        {
            foreach (SampleNic nic in network.Nics)
            {
                long before = done;
                long bytes = (long)((Int128)options.Size * nic.Share / shares);
                var writer = new RecordWriter(kind, nic, truth, sink, stop);
                WriteNic(options, new NicTraffic(options, network, nic, kind, bytes, writer), writer, nic, kind, open, () =>
                {
                    stop.ThrowIfCancellationRequested();
                    done = before + writer.Written;
                    progress?.Invoke(done);
                });
            }
        }

        return truth;
    }

    /// <summary>Writes a sample of one kind, one interface and one hour to a stream, which stays open.</summary>
    public static SampleTruth WriteFile(SampleOptions options, Stream to, SampleSink? sink = null, CancellationToken stop = default)
    {
        options.Validate();
        if (options.FileCount != 1)
        {
            throw new ArgumentException("These options make more than one file.", nameof(options));
        }

        return Write(options, _ => new KeptStream(to), sink, progress: null, stop);
    }

    private static void WriteNic(
        SampleOptions options,
        NicTraffic traffic,
        RecordWriter writer,
        SampleNic nic,
        FlowLogKind kind,
        Func<string, Stream> open,
        Action minuteDone)
    {
        int minute = 0;
        while (minute < options.Minutes)
        {
            long hour = (options.StartMinute + minute) / 60;
            string path = nic.PathOf(kind, hour);
            using Stream file = open(path);
            writer.OpenFile(path, file);
            bool isFirst = true;
            for (; minute < options.Minutes && (options.StartMinute + minute) / 60 == hour; minute++)
            {
                traffic.Run(minute, isFirst);
                isFirst = false;
                minuteDone();
            }

            writer.CloseFile();
        }
    }
}
