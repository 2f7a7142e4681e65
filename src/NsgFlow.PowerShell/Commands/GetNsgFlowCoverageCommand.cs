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
    private LogSurvey _survey = null!;
    private CoverageReport _report = null!;

    /// <summary>Leaves out the hours that are whole.</summary>
    [Parameter]
    public SwitchParameter Gap { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        FlowFilterOptions options = GetLogFilterOptions();
        _survey = Compile(() => new LogSurvey(this, options, StopToken));
        _report = new CoverageReport(new HourWindow(options.StartTime, HasLast ? DateTimeOffset.UtcNow : options.EndTime), MacAddress);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
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
        foreach (FlowCoverage row in _report.Rows())
        {
            StopToken.ThrowIfCancellationRequested();
            if (!Gap || row.Status != FlowCoverageStatus.Present)
            {
                WriteObject(row, enumerateCollection: false);
            }
        }

        _survey.Complete(HasLast ? Last : null);
    });
}
