using System.Management.Automation;
using NsgFlow.Analysis.Stitching;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Puts the begin, continue and end tuples of flows together to connections, across records, logs and hours.</summary>
[Cmdlet(VerbsData.ConvertTo, "NsgFlowConnection", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowConnection))]
public sealed class ConvertToNsgFlowConnectionCommand : FlowAnalysisCommand
{
    private static readonly TimeSpan s_longestIdleTimeout = TimeSpan.FromDays(30);

    private readonly StitchCounts _counts = new();
    private readonly ConnectionTables _tables = new();
    private ConnectionOptions _options = new();

    /// <summary>Leaves out connections that lasted less.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan MinimumDuration { get; set; }

    /// <summary>Leaves out connections that moved fewer bytes, both directions together.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long MinimumBytes { get; set; }

    /// <summary>Only attempts that came to nothing.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>How long a connection stays open of which nothing is logged.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan IdleTimeout { get; set; } = ConnectionOptions.DefaultIdleTimeout;

    /// <summary>How many connections of a network interface are kept at once.</summary>
    [Parameter]
    [ValidateRange(1, 100_000_000)]
    public int MaxOpen { get; set; } = ConnectionOptions.DefaultMostOpen;

    /// <inheritdoc/>
    private protected override FlowColumns Columns => FlowColumns.All;

    /// <inheritdoc/>
    private protected override JobOrder Order => JobOrder.ByInterface;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (IdleTimeout < ConnectionOptions.ShortestIdleTimeout || IdleTimeout > s_longestIdleTimeout)
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.IdleTimeoutOutOfRange, ErrorCategory.InvalidArgument, IdleTimeout, inner: null, IdleTimeout));
        }

        _options = new ConnectionOptions
        {
            IdleTimeout = IdleTimeout,
            MostOpen = MaxOpen,
            MinimumDuration = MinimumDuration,
            MinimumBytes = MinimumBytes,
            OnlyFailed = Failed,
        };
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    private protected override FlowCollector CreateCollector(Action<object[]> emit) => new ConnectionCollector(_options, _counts, _tables, emit);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        if (_counts.GivenUp > 0)
        {
            WriteWarning(ErrorFactory.Format("ConnectionsGivenUp", _counts.GivenUp, MaxOpen));
        }

        if (_counts.Repeated > 0)
        {
            WriteWarning(ErrorFactory.Format("RepeatedTuples", _counts.Repeated));
        }

        if (_counts.IdleEnds > 0)
        {
            WriteVerbose(ErrorFactory.Format("SecondEnds", _counts.IdleEnds));
        }
    }
}
