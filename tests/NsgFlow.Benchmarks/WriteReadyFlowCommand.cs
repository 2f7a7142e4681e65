using System.Management.Automation;

namespace NsgFlow.Benchmarks;

/// <summary>
/// Writes as many records as asked for and does nothing else: what PowerShell itself takes for them. They are made
/// beforehand and written over and over, or each is made just before it is written.
/// </summary>
[Cmdlet(VerbsCommunications.Write, "ReadyFlow")]
[OutputType(typeof(FlowRecord))]
public sealed class WriteReadyFlowCommand : PSCmdlet
{
    private const int Made = 1024;

    /// <summary>How many.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public long Count { get; set; }

    /// <summary>Makes a new record each time.</summary>
    [Parameter]
    public SwitchParameter New { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        FlowRow[] rows = [.. Enumerable.Range(0, Made).Select(MakeRow)];
        FlowRecord[] records = [.. rows.Select(r => new FlowRecord(in r))];
        bool isNew = New;
        for (long i = 0; i < Count; i++)
        {
            long at = i & (Made - 1);
            WriteObject(isNew ? new FlowRecord(in rows[at]) : records[at], enumerateCollection: false);
        }
    }

    private static FlowRow MakeRow(int number)
    {
        FlowAddress source = FlowAddress.From(new System.Net.IPAddress([10, 0, (byte)(number >> 8), (byte)number]));
        FlowAddress destination = FlowAddress.From(new System.Net.IPAddress([203, 0, 113, (byte)number]));
        return new FlowRow
        {
            TimeMilliseconds = 1_768_435_200_000 + number,
            Group = new FlowGroup { Source = "ready", Rule = "DefaultRule_AllowInternetOutBound" },
            Source = new InternedAddress(source, default),
            Destination = new InternedAddress(destination, default),
            SourcePort = (ushort)(1024 + number),
            DestinationPort = 443,
            Protocol = FlowProtocol.TCP,
            Kind = FlowLogKind.NsgV2,
        };
    }
}
