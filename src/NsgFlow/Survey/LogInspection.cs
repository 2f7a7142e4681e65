using NsgFlow.Layout;

namespace NsgFlow.Survey;

/// <summary>What can be told of a file without reading it all.</summary>
internal sealed class LogInspection
{
    public required string Path { get; init; }

    public required long Length { get; init; }

    public required DateTimeOffset LastWriteTime { get; init; }

    /// <summary>What the path in Azure's layout tells, or what the first record would have it tell; null where there is no flow log.</summary>
    public FlowLogPath? Log { get; init; }

    /// <summary>Whether the hour is that of the path.</summary>
    public bool HasPathHour { get; init; }

    /// <summary>What the file holds, where that is known and no flow log.</summary>
    public string? ForeignLog { get; init; }

    public bool IsGzip { get; init; }

    /// <summary>Whether the brackets are closed; null where that is not told by the last bytes.</summary>
    public bool? IsComplete { get; init; }

    public DateTimeOffset? Hour { get; init; }

    /// <summary>What the path tells, of a log that is not opened.</summary>
    public static LogInspection OfPath(string path, FlowLogPath layout, long length, DateTimeOffset lastWriteTime) => new()
    {
        Path = path,
        Length = length,
        LastWriteTime = lastWriteTime,
        Log = layout,
        HasPathHour = layout.Hour is not null,
        Hour = layout.Hour,
    };

    public static LogInspection Inspect(string path, FlowLogPath? layout)
    {
        using var bytes = new FileLogBytes(path);
        return Inspect(bytes, path, layout);
    }

    public static LogInspection Inspect(LogBytes bytes, string path, FlowLogPath? layout)
    {
        FlowLogPath? log = layout;
        DateTimeOffset? hour = layout?.Hour;
        string? foreign = null;
        if (layout is not { Hour: not null, MacAddress: not null })
        {
            (byte[] head, bool isWhole) = bytes.ReadHead(LogHead.Length);
            LogHead first = LogHead.Read(head, isWhole);
            log = first.Family is null ? null : Merge(layout, first, PeriodOf(bytes, first));
            foreign = first.ForeignLog;
            hour ??= first.Time is { } time ? FlowLogPeriod.HourOf(time) : null;
        }

        return new LogInspection
        {
            Path = path,
            Length = bytes.Length,
            LastWriteTime = bytes.LastWriteTime,
            Log = log,
            HasPathHour = layout?.Hour is not null,
            ForeignLog = foreign,
            IsGzip = bytes.IsGzip,
            IsComplete = log is null ? null : IsClosed(bytes),
            Hour = hour,
        };
    }

    public FlowLogFile ToFile() => new()
    {
        FullName = Path,
        Length = Length,
        LastWriteTime = LastWriteTime,
        Kind = Log?.Family,
        SubscriptionId = Log?.SubscriptionId,
        ResourceGroupName = Log?.ResourceGroupName,
        NetworkSecurityGroup = Log?.NetworkSecurityGroup,
        FlowLogName = Log?.FlowLogName,
        Region = Log?.Region,
        MacAddress = Log?.MacAddress,
        Hour = Hour,
        IsComplete = IsComplete,
    };

    /// <summary>The hours of a log that no path tells, as far as its ends do.</summary>
    private static FlowLogPeriod? PeriodOf(LogBytes bytes, LogHead head) => head.Time is { } first
        ? FlowLogPeriod.Spanning(first, bytes.IsGzip ? null : RecordTimes.Last(bytes.ReadTail(LogTail.Long)))
        : null;

    /// <summary>The path comes first, for it is what Azure filed the log under.</summary>
    private static FlowLogPath Merge(FlowLogPath? layout, LogHead head, FlowLogPeriod? period)
    {
        FlowLogPath found = head.ToPath(period);
        return layout is null ? found : new FlowLogPath
        {
            Family = layout.Family,
            SubscriptionId = layout.SubscriptionId ?? found.SubscriptionId,
            ResourceGroupName = layout.ResourceGroupName ?? found.ResourceGroupName,
            NetworkSecurityGroup = layout.NetworkSecurityGroup ?? found.NetworkSecurityGroup,
            FlowLogName = layout.FlowLogName ?? found.FlowLogName,
            Region = layout.Region ?? found.Region,
            MacAddress = layout.MacAddress ?? found.MacAddress,
            Period = layout.Hour is null ? period ?? layout.Period : layout.Period,
        };
    }

    private static bool? IsClosed(LogBytes bytes)
    {
        if (bytes.IsGzip)
        {
            return null;
        }

        string? Envelope() => LogTail.EnvelopeClosers(bytes.Read(0, LogTail.Short));
        return LogTail.IsClosed(bytes.ReadTail(LogTail.Short), Envelope)
            ?? LogTail.IsClosed(bytes.ReadTail(LogTail.Long), Envelope);
    }
}
