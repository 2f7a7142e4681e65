using System.ComponentModel;
using System.Management.Automation;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Parameters;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>A cmdlet whose input is flows, with the filters that all of them share. They act before objects are made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FlowInputCommand : PathCommand
{
    /// <summary>The first moment wanted.</summary>
    [Parameter]
    [Alias("After")]
    public DateTimeOffset StartTime { get; set; }

    /// <summary>The first moment no longer wanted.</summary>
    [Parameter]
    [Alias("Before")]
    public DateTimeOffset EndTime { get; set; }

    /// <summary>How far back from now: 30m, 6h, 2d or a TimeSpan.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan Last { get; set; }

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
    [ValidateRange(0, 65535)]
    public int[] SourcePort { get; set; } = [];

    /// <summary>Destination ports.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int[] DestinationPort { get; set; } = [];

    /// <summary>Ports of either side.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int[] Port { get; set; } = [];

    /// <summary>Protocols, by IANA keyword or number.</summary>
    [Parameter]
    [ProtocolTransformation]
    public FlowProtocol[] Protocol { get; set; } = [];

    /// <summary>Inbound or Outbound.</summary>
    [Parameter]
    public FlowDirection[] Direction { get; set; } = [];

    /// <summary>Allow or Deny.</summary>
    [Parameter]
    public FlowDecision[] Decision { get; set; } = [];

    /// <summary>None, Begin, Continue, End or Deny.</summary>
    [Parameter]
    public FlowState[] State { get; set; } = [];

    /// <summary>Rules, with or without the prefix UserRule_ or DefaultRule_.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>Names of network security groups.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] NetworkSecurityGroup { get; set; } = [];

    /// <summary>MAC addresses of network interfaces, with or without separators.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] MacAddress { get; set; } = [];

    /// <summary>Ids of subscriptions.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Names of resource groups.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ResourceGroupName { get; set; } = [];

    /// <summary>Makes every departure from the format an error.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>How many sources are read at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>The filter parameters as given; conflicts among them end the command.</summary>
    private protected FlowFilterOptions GetFilterOptions()
    {
        bool hasStart = MyInvocation.BoundParameters.ContainsKey(nameof(StartTime));
        bool hasEnd = MyInvocation.BoundParameters.ContainsKey(nameof(EndTime));
        DateTimeOffset? start = hasStart ? StartTime : null;
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Last)))
        {
            if (hasStart || hasEnd)
            {
                ThrowTerminatingError(ErrorFactory.Create(ErrorId.LastWithTimes, ErrorCategory.InvalidArgument, Last, inner: null));
            }

            start = DateTimeOffset.UtcNow - Last;
        }

        if (hasStart && hasEnd && EndTime <= StartTime)
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.EmptyWindow, ErrorCategory.InvalidArgument, EndTime, inner: null, StartTime.ToUniversalTime(), EndTime.ToUniversalTime()));
        }

        return new FlowFilterOptions
        {
            StartTime = start,
            EndTime = hasEnd ? EndTime : null,
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
            NetworkSecurityGroup = NetworkSecurityGroup,
            MacAddress = MacAddress,
            SubscriptionId = SubscriptionId,
            ResourceGroupName = ResourceGroupName,
        };
    }

    /// <summary>Compiles the filter; an address or pattern that is none ends the command.</summary>
    private protected FlowFilter Compile(FlowFilterOptions options)
    {
        try
        {
            return new FlowFilter(options);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.InvalidFilter, ErrorCategory.InvalidArgument, target: null, e, e.Message));
            throw;
        }
    }
}
