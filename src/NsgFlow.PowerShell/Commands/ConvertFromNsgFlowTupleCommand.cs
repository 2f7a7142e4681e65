using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Output;
using NsgFlow.Tuples;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Decodes tuples given as text, with what is known of the record they came from.</summary>
[Cmdlet(VerbsData.ConvertFrom, "NsgFlowTuple")]
[OutputType(typeof(FlowRecord))]
public sealed class ConvertFromNsgFlowTupleCommand : CancellableCommand
{
    private readonly BareTupleDecoder _decoder = new();

    /// <summary>Tuples, as they stand in flowTuples.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowTuples")]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Tuple { get; set; } = [];

    /// <summary>The layout, where the tuple alone does not tell it.</summary>
    [Parameter]
    public FlowLogKind Kind { get; set; }

    /// <summary>The rule that decided.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Rule { get; set; }

    /// <summary>The MAC address of the network interface.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Mac")]
    public string? MacAddress { get; set; }

    /// <summary>The resource that wrote the log: an NSG, or the flow log of a virtual network.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ResourceId { get; set; }

    /// <summary>The id of the rule set.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AclId { get; set; }

    /// <summary>The virtual network, subnet or network interface that is logged.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? TargetResourceId { get; set; }

    /// <summary>Makes every departure from the format an error.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Tuple.Length > 1 && !Array.Exists(Tuple, t => t.Contains(',', StringComparison.Ordinal)))
        {
            string pieces = Cut(string.Join(' ', Tuple));
            WriteError(ErrorFactory.Create(ErrorId.InvalidTuple, ErrorCategory.InvalidData, pieces, inner: null, FaultErrors.Nameless, ErrorFactory.Format("TupleInPieces", Tuple.Length), pieces));
            return;
        }

        FlowLogKind? kind = MyInvocation.BoundParameters.ContainsKey(nameof(Kind)) ? Kind : null;
        FlowGroup group = BareTupleDecoder.GroupOf(EmptyToNull(Rule), EmptyToNull(MacAddress), EmptyToNull(ResourceId), EmptyToNull(AclId), EmptyToNull(TargetResourceId));
        foreach (string tuple in Tuple)
        {
            string text = Bare(tuple);
            TupleFault fault = _decoder.Decode(text, kind, group, out FlowRecord? flow);
            if (fault != TupleFault.None)
            {
                WriteError(ToError(fault, text));
            }
            else if (Strict && flow!.Deviation != FlowDeviation.None)
            {
                WriteError(ErrorFactory.Create(ErrorId.FormatDeviation, ErrorCategory.InvalidData, Cut(text), inner: null, FaultErrors.Nameless, flow.Deviation, Cut(text)));
            }
            else
            {
                WriteObject(flow, enumerateCollection: false);
            }
        }
    }

    /// <summary>The binder makes an empty text of a null that the pipeline brings.</summary>
    private static string? EmptyToNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ErrorRecord ToError(TupleFault fault, string text) => fault == TupleFault.AmbiguousLayout
        ? ErrorFactory.Create(ErrorId.AmbiguousTuple, ErrorCategory.InvalidData, Cut(text), inner: null, Cut(text))
        : ErrorFactory.Create(ErrorId.InvalidTuple, ErrorCategory.InvalidData, Cut(text), inner: null, FaultErrors.Nameless, FaultErrors.ReasonOf(fault), Cut(text));

    /// <summary>A line copied out of a log brings its quotes, and the comma behind them, along.</summary>
    private static string Bare(string tuple)
    {
        string text = tuple.Trim();
        return text.StartsWith('"') ? text.TrimEnd(',').Trim('"') : text;
    }

    private static string Cut(string text) =>
        text.Length > FlowFault.LongestText ? text[..FlowFault.LongestText] : text;
}
