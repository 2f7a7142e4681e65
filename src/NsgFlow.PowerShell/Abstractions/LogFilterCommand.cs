using System.ComponentModel;
using System.Management.Automation;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Parameters;

namespace NsgFlow.PowerShell.Abstractions;

/// <summary>A cmdlet that takes the filters by which a whole log can be judged: its time, and whose it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LogFilterCommand : CancellableCommand
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

    /// <summary>Names of network security groups.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkSecurityGroupCompleter))]
    public string[] NetworkSecurityGroup { get; set; } = [];

    /// <summary>MAC addresses of network interfaces, with or without separators.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MacAddressCompleter))]
    public string[] MacAddress { get; set; } = [];

    /// <summary>Ids of subscriptions.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SubscriptionIdCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Names of resource groups.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupNameCompleter))]
    public string[] ResourceGroupName { get; set; } = [];

    /// <summary>Whether the time asked for counts back from now.</summary>
    private protected bool HasLast => MyInvocation.BoundParameters.ContainsKey(nameof(Last));

    /// <summary>These filters as given; conflicts among them end the command.</summary>
    private protected FlowFilterOptions GetLogFilterOptions()
    {
        bool hasStart = MyInvocation.BoundParameters.ContainsKey(nameof(StartTime));
        bool hasEnd = MyInvocation.BoundParameters.ContainsKey(nameof(EndTime));
        DateTimeOffset? start = hasStart ? StartTime : null;
        if (HasLast)
        {
            if (hasStart || hasEnd)
            {
                ThrowTerminatingError(ErrorFactory.Create(ErrorId.LastWithTimes, ErrorCategory.InvalidArgument, Last, inner: null));
            }

            if (Last <= TimeSpan.Zero)
            {
                ThrowTerminatingError(ErrorFactory.Create(ErrorId.LastNotPositive, ErrorCategory.InvalidArgument, Last, inner: null, Last.ToString("c")));
            }

            // Whoever goes back further than dates reach wants all there is.
            DateTimeOffset now = DateTimeOffset.UtcNow;
            start = Last < now - DateTimeOffset.MinValue ? now - Last : DateTimeOffset.MinValue;
        }

        if (hasStart && hasEnd && EndTime <= StartTime)
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.EmptyWindow, ErrorCategory.InvalidArgument, EndTime, inner: null, StartTime.ToUniversalTime(), EndTime.ToUniversalTime()));
        }

        WarnOfUnlikelyNames();
        return new FlowFilterOptions
        {
            StartTime = start,
            EndTime = hasEnd ? EndTime : null,
            NetworkSecurityGroup = NetworkSecurityGroup,
            MacAddress = MacAddress,
            SubscriptionId = SubscriptionId,
            ResourceGroupName = ResourceGroupName,
        };
    }

    /// <summary>
    /// A log may hold a MAC address of any shape, so none is refused; but what has too few digits, or a name in place
    /// of an id, is mostly a slip, and no flows by a slip look like no flows.
    /// </summary>
    private void WarnOfUnlikelyNames()
    {
        foreach (string mac in MacAddress.Where(m => !MacAddressText.TryNormalize(m, out _)))
        {
            WriteWarning(ErrorFactory.Format("UnusualMacAddress", mac));
        }

        foreach (string id in SubscriptionId.Where(id => !Guid.TryParse(id, out _)))
        {
            WriteWarning(ErrorFactory.Format("UnusualSubscriptionId", id));
        }
    }

    /// <summary>Makes something of the filters; a value that is no address, prefix or pattern ends the command.</summary>
    private protected T Compile<T>(Func<T> compile)
    {
        try
        {
            return compile();
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.InvalidFilter, ErrorCategory.InvalidArgument, target: null, e, e.Message));
            throw;
        }
    }
}
