using System.Management.Automation;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Input;
using NsgFlow.Survey;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Tells which flow logs lie under a path, of what and of which hour, without reading them.</summary>
[Cmdlet(VerbsCommon.Get, "NsgFlowLogFile", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowLogFile))]
public sealed class GetNsgFlowLogFileCommand : PathCommand
{
    private LogSurvey _survey = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _survey = Compile(() => new LogSurvey(this, GetLogFilterOptions(), StopToken));

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
        foreach (LogInspection log in _survey.Survey(GetInputPaths(), ParameterSetName == PathSet ? Path : []))
        {
            WriteObject(log.ToFile(), enumerateCollection: false);
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => _survey.Complete(HasLast ? Last : null);
}
