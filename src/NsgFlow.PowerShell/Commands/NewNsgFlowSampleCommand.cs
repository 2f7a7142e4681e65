using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.PowerShell.Sampling;
using NsgFlow.Sampling;
using NsgFlow.Sampling.Defects;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Writes flow logs of a made-up network, in the layout and folders that Azure uses, with their true totals.</summary>
[Cmdlet(VerbsCommon.New, "NsgFlowSample", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class NewNsgFlowSampleCommand : CancellableCommand
{
    private const long UsualSize = 100_000;
    private readonly Stopwatch _sinceProgress = new();

    /// <summary>The folder to write to. It is made when it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The formats to write.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FlowLogKind[] Kind { get; set; } = [FlowLogKind.VNetV4];

    /// <summary>Chooses the network and its traffic. Equal parameters give equal bytes.</summary>
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <summary>When the first record is written, cut to the minute.</summary>
    [Parameter]
    public DateTimeOffset StartTime { get; set; } = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The span of time the logs cover, such as 6h.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan Duration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The number of network interfaces.</summary>
    [Parameter]
    [ValidateRange(1, SampleOptions.MaximumNicCount)]
    public int Nic { get; set; } = 1;

    /// <summary>The bytes of all logs together, roughly.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long Size { get; set; }

    /// <summary>Departures from the formats and damage to plant into the logs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SampleDefect[] Defect { get; set; } = [];

    /// <summary>Writes to a folder that is not empty.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SampleOptions options = CheckedOptions();
        string folder = ResolveFolder();
        string megabytes = (options.Size / 1_000_000.0).ToString("0.0##", CultureInfo.InvariantCulture);
        if (!ShouldProcess(folder, ErrorFactory.Format("SampleAction", options.FileCount, megabytes)))
        {
            return;
        }

        try
        {
            using var target = new SampleFolder(folder);
            SampleTruth truth = FlowLogSample.Write(options, target.Create, sink: null, b => ShowProgress(b, options.Size), StopToken);
            using (Stream file = target.Create(SampleTruthJson.FileName))
            {
                SampleTruthJson.Write(truth, file);
            }

            foreach (FileInfo file in target.Publish(StopToken))
            {
                WriteObject(file);
            }

            if (truth.NotPlanted.Any())
            {
                WriteWarning(ErrorFactory.Format("SampleDefectNotPlanted", string.Join(", ", truth.NotPlanted)));
            }
        }
        catch (OperationCanceledException) when (Stopping)
        {
            // The user ended it; the folder is as it was.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.SampleNotWritten, ErrorCategory.WriteError, folder, e, folder, e.Message));
        }
        finally
        {
            WriteProgress(new ProgressRecord(0, MyInvocation.MyCommand.Name, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    private SampleOptions CheckedOptions()
    {
        if (Array.Exists(Kind, k => k is not (FlowLogKind.NsgV1 or FlowLogKind.NsgV2 or FlowLogKind.VNetV4)))
        {
            Refuse(ErrorId.SampleKindUnsupported, Kind, string.Join(", ", Kind));
        }

        var options = new SampleOptions
        {
            Kinds = [.. Kind.Distinct()],
            Seed = Seed,
            StartTime = StartTime,
            Duration = Duration,
            NicCount = Nic,
            Defects = [.. Defect.Distinct()],
        };
        CheckDefects(options);
        if (StartTime < SampleOptions.EarliestStart || StartTime > SampleOptions.LatestStart)
        {
            Refuse(ErrorId.SampleStartTimeOutOfRange, StartTime, StartTime.UtcDateTime.ToString("u", CultureInfo.InvariantCulture));
        }

        if (Duration <= TimeSpan.Zero || Duration > SampleOptions.MaximumDuration)
        {
            Refuse(ErrorId.SampleDurationOutOfRange, Duration, Duration.ToString("c"));
        }

        // Many hours and interfaces need more than the usual size; what the user asked for is not raised in silence.
        options = options with { Size = Size > 0 ? Size : Math.Max(UsualSize, 2 * options.MinimumSize) };
        if (options.Size < options.MinimumSize)
        {
            Refuse(ErrorId.SampleSizeTooSmall, Size, Size, options.FileCount, options.MinimumSize);
        }

        return options;
    }

    private void CheckDefects(SampleOptions options)
    {
        foreach (SampleDefect defect in options.Defects)
        {
            FlowLogKind[] kinds = [.. SampleDefects.KindsOf(defect)];
            if (!kinds.Intersect(options.Kinds).Any())
            {
                Refuse(ErrorId.SampleDefectUnsupported, defect, defect, string.Join(", ", options.Kinds), string.Join(", ", kinds));
            }
        }
    }

    private string ResolveFolder()
    {
        if (InputPaths.IsWebAddress(Path) || Path.Contains('\0', StringComparison.Ordinal))
        {
            string reason = ErrorFactory.Format(InputPaths.IsWebAddress(Path) ? "WebAddress" : "NullCharacter");
            ThrowTerminatingError(InputPaths.Invalid(Path, reason, inner: null));
        }

        ProviderInfo provider = null!;
        string folder = string.Empty;
        try
        {
            folder = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out provider, out _);
        }
        catch (Exception e) when (e is SessionStateException || InputPaths.IsUnusable(e))
        {
            ThrowTerminatingError(InputPaths.Invalid(Path, e.Message, e));
        }

        if (provider.Name != "FileSystem")
        {
            Refuse(ErrorId.SampleFolderNotFileSystem, Path, Path, provider.Name);
        }

        if (File.Exists(folder))
        {
            Refuse(ErrorId.SampleFolderIsFile, folder, folder);
        }

        if (!Force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.SampleFolderNotEmpty, ErrorCategory.ResourceExists, folder, null, folder));
        }

        return folder;
    }

    private void Refuse(string id, object target, params object?[] arguments) =>
        ThrowTerminatingError(ErrorFactory.Create(id, ErrorCategory.InvalidArgument, target, null, arguments));

    private void ShowProgress(long bytes, long size)
    {
        if (_sinceProgress.IsRunning && _sinceProgress.ElapsedMilliseconds < 200)
        {
            return;
        }

        _sinceProgress.Restart();
        WriteProgress(new ProgressRecord(0, MyInvocation.MyCommand.Name, ErrorFactory.Format("SampleProgress", bytes / 1_000_000, size / 1_000_000))
        {
            PercentComplete = (int)Math.Min(100, bytes * 100.0 / size),
        });
    }
}
