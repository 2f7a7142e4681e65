using NsgFlow.Sampling.Defects;

namespace NsgFlow.Sampling;

/// <summary>Writes flow logs of a made-up network in Azure's own layout.</summary>
internal static class FlowLogSample
{
    /// <summary>The relative paths of the logs, in the order they are written.</summary>
    public static IEnumerable<string> Paths(SampleOptions options)
    {
        options.Validate();
        var network = new SampleNetwork(options);
        var files =
            from kind in options.Kinds
            from nic in network.Nics
            from hour in Enumerable.Range(0, options.HoursPerNic)
            select (Kind: kind, Path: nic.PathOf(kind, (options.StartMinute / 60) + hour));
        return files.Select((file, index) => SampleDefects.PathOf(SampleDefects.ForFile(options, file.Kind, index), file.Path));
    }

    /// <summary>Writes a whole sample.</summary>
    /// <param name="options">What it shall hold.</param>
    /// <param name="open">Makes the stream for a relative path; it is disposed before the next one is asked for.</param>
    /// <param name="sink">Is told of each tuple, or null.</param>
    /// <param name="progress">
    /// Is told after each minute of each interface how much of <see cref="SampleOptions.Size"/> is done, or null.
    /// </param>
    /// <param name="stop">Ends the work between two records.</param>
    public static SampleTruth Write(
        SampleOptions options,
        Func<string, Stream> open,
        SampleSink? sink = null,
        Action<long>? progress = null,
        CancellationToken stop = default)
    {
        options.Validate();
        if (options.Defects.Count == 0)
        {
            return Write(options, open, sink, target: null, progress, stop);
        }

        // Places are chosen over whole files, so what there is to choose from is looked at first.
        var survey = new DefectSurvey(options);
        Write(options, _ => Stream.Null, sink: null, survey, done => progress?.Invoke(done / 2), stop);
        return Write(options, open, sink: null, new DefectTarget(options, survey, sink), done => progress?.Invoke((options.Size + done) / 2), stop);
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

    private static SampleTruth Write(
        SampleOptions options,
        Func<string, Stream> open,
        SampleSink? sink,
        IRecordTarget? target,
        Action<long>? progress,
        CancellationToken stop)
    {
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
                var writer = new RecordWriter(kind, nic, truth, sink, target, stop);
                string PathOf(long hour) => target is null ? nic.PathOf(kind, hour) : target.PathOf(kind, nic.PathOf(kind, hour));
                WriteNic(options, new NicTraffic(options, network, nic, kind, bytes, writer), writer, PathOf, open, () =>
                {
                    stop.ThrowIfCancellationRequested();
                    done = before + writer.Written;
                    progress?.Invoke(done);
                });
            }
        }

        return truth;
    }

    private static void WriteNic(
        SampleOptions options,
        NicTraffic traffic,
        RecordWriter writer,
        Func<long, string> pathOf,
        Func<string, Stream> open,
        Action minuteDone)
    {
        int minute = 0;
        while (minute < options.Minutes)
        {
            long hour = (options.StartMinute + minute) / 60;
            string path = pathOf(hour);
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
