using System.ComponentModel;
using System.Management.Automation;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Parameters;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>A cmdlet that reads flows, with the filters that all of them share. They act before objects are made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FlowFilterCommand : LogFilterCommand
{
    /// <summary>Addresses or CIDR prefixes of the source; a leading ! excludes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] SourceAddress { get; set; } = [];

    /// <summary>Addresses or CIDR prefixes of the destination; a leading ! excludes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DestinationAddress { get; set; } = [];

    /// <summary>Addresses or CIDR prefixes of either side; a leading ! excludes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Address { get; set; } = [];

    /// <summary>Two addresses or CIDR prefixes; a flow has one end in each.</summary>
    [Parameter]
    [ValidateCount(2, 2)]
    [ValidateNotNullOrEmpty]
    public string[] Between { get; set; } = [];

    /// <summary>Source ports.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0, 65535)]
    public int[] SourcePort { get; set; } = [];

    /// <summary>Destination ports.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0, 65535)]
    public int[] DestinationPort { get; set; } = [];

    /// <summary>Ports of either side.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0, 65535)]
    public int[] Port { get; set; } = [];

    /// <summary>Protocols, by IANA keyword or number.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ProtocolTransformation]
    public FlowProtocol[] Protocol { get; set; } = [];

    /// <summary>Inbound or Outbound.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FlowDirection[] Direction { get; set; } = [];

    /// <summary>Allow or Deny.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FlowDecision[] Decision { get; set; } = [];

    /// <summary>None, Begin, Continue, End or Deny.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FlowState[] State { get; set; } = [];

    /// <summary>Rules, with or without the prefix UserRule_ or DefaultRule_.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>Makes every departure from the format an error.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>The filter parameters as given; conflicts among them end the command.</summary>
    private protected FlowFilterOptions GetFilterOptions() => GetLogFilterOptions() with
    {
        SourceAddress = SourceAddress,
        DestinationAddress = DestinationAddress,
        Address = Address,
        Between = Between,
        SourcePort = SourcePort,
        DestinationPort = DestinationPort,
        Port = Port,
        Protocol = Protocol,
        Direction = Direction,
        Decision = Decision,
        State = State,
        Rule = Rule,
    };

    /// <summary>Compiles the filter; an address or pattern that is none ends the command.</summary>
    private protected FlowFilter Compile(FlowFilterOptions options) => Compile(() => new FlowFilter(options));
}
