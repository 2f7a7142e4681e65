using System.Management.Automation;
using NsgFlow.Filtering;
using NsgFlow.Layout;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Output;
using NsgFlow.Survey;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Tells for each network interface which hours of a window have a flow log and which have none.</summary>
[Cmdlet(VerbsCommon.Get, "NsgFlowCoverage", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowCoverage))]
public sealed class GetNsgFlowCoverageCommand : PathCommand
{
    private FlowFilterOptions _options = null!;
    private LogSurvey _survey = null!;
    private CoverageReport _report = null!;

    /// <summary>Leaves out the hours that are whole.</summary>
    [Parameter]
    public SwitchParameter Gap { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = GetLogFilterOptions();
        _survey = Compile(() => new LogSurvey(this, _options, StopToken));
        _report = new CoverageReport(new HourWindow(_options.StartTime, HasLast ? DateTimeOffset.UtcNow : _options.EndTime), MacAddress);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
        if (IsStorage)
        {
            RememberStorage();
            return;
        }

        foreach (LogInspection log in _survey.Survey(GetInputPaths(), ParameterSetName == PathSet ? Path : []))
        {
            try
            {
                _report.Add(log.Log!, CoverageScan.Hours(log, StopToken));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(ReadErrors.Unreadable(ErrorId.FileUnreadable, log.Path, e));
            }
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(() =>
    {
        foreach ((_, LogInspection log, HourCoverage[] hours) in SurveyStorage(_options, needsContent: true, (log, bytes) => log.Log is null ? [] : CoverageScan.Hours(log, bytes!, StopToken).ToArray()))
        {
            _report.Add(log.Log!, hours);
        }

        foreach (FlowCoverage row in _report.Rows())
        {
            StopToken.ThrowIfCancellationRequested();
            if (!Gap || row.Status != FlowCoverageStatus.Present)
            {
                WriteObject(row, enumerateCollection: false);
            }
        }

        _survey.Complete(HasLast ? Last : null);
        CompleteStorage();
    });
}
