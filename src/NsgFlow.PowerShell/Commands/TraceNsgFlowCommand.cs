using System.Management.Automation;
using NsgFlow.Analysis.Tracing;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Tells why a conversation works or does not: who logged it, which rule decided, since when, and whether anything came back.</summary>
[Cmdlet(VerbsDiagnostic.Trace, "NsgFlow", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowTrace))]
public sealed class TraceNsgFlowCommand : FlowAnalysisCommand
{
    private TraceQuestion _question = null!;
    private SharedFindings _findings = null!;

    /// <summary>How many conversations are kept at most.</summary>
    [Parameter]
    [ValidateRange(1, 10_000_000)]
    public int MaxConversation { get; set; } = 10_000;

    private protected override FlowColumns Columns => FlowColumns.All;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // Time that counts back from now ends now, so that logs which break off are missed.
        FlowFilterOptions asked = HasLast ? FilterOptions with { EndTime = DateTimeOffset.UtcNow } : FilterOptions;
        _question = Compile(() => new TraceQuestion(asked, MaxConversation));
        _findings = new SharedFindings(_question);
    }

    // Flows that come down the pipeline are there anyway; each tells of an interface and an hour.
    private protected override FlowFilterOptions Widen(FlowFilterOptions asked) => TraceQuestion.Widen(asked, MyInvocation.ExpectingInput);

    private protected override FlowCollector CreateCollector(Action<object[]> emit) => new TraceCollector(_question, _findings);

    private protected override void Finish()
    {
        long count = 0;
        foreach (FlowTrace trace in TraceReport.Of(_question, _findings.All, StopToken))
        {
            WriteObject(trace, enumerateCollection: false);
            count++;
        }

        if (count == 0)
        {
            WriteWarning(ErrorFactory.Format("TraceNothing"));
        }
    }
}
