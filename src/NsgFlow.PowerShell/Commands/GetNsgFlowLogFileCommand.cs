using System.Management.Automation;
using NsgFlow.Azure.Listing;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Input;
using NsgFlow.Survey;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Tells which flow logs lie under a path or in a storage account, of what and of which hour, without reading them.</summary>
[Cmdlet(VerbsCommon.Get, "NsgFlowLogFile", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowLogFile), ParameterSetName = [PathSet, LiteralPathSet])]
[OutputType(typeof(FlowLogBlob), ParameterSetName = [StorageSet])]
public sealed class GetNsgFlowLogFileCommand : PathCommand
{
    private FlowFilterOptions _options = null!;
    private LogSurvey _survey = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = GetLogFilterOptions();
        _survey = Compile(() => new LogSurvey(this, _options, StopToken));
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
            WriteObject(log.ToFile(), enumerateCollection: false);
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(() =>
    {
        foreach ((ListedBlob blob, LogInspection log, _) in SurveyStorage(_options, needsContent: false, (_, _) => true))
        {
            WriteObject(ToBlob(blob, log), enumerateCollection: false);
        }

        _survey.Complete(HasLast ? Last : null);
        CompleteStorage();
    });

    private static FlowLogBlob ToBlob(ListedBlob blob, LogInspection log) => new()
    {
        Context = blob.Context,
        BlobUri = new Uri(blob.Url),
        Container = blob.Container,
        Name = blob.Name,
        Kind = log.Log?.Family,
        SubscriptionId = log.Log?.SubscriptionId,
        ResourceGroupName = log.Log?.ResourceGroupName,
        NetworkSecurityGroup = log.Log?.NetworkSecurityGroup,
        FlowLogName = log.Log?.FlowLogName,
        Region = log.Log?.Region,
        MacAddress = log.Log?.MacAddress,
        Hour = log.Hour,
        Length = log.Length,
        LastWriteTime = log.LastWriteTime,
        ETag = blob.ETag,
    };
}
