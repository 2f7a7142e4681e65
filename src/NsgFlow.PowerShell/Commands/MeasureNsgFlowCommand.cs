using System.Management.Automation;
using NsgFlow.Analysis.Measuring;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Groups flows and sums them up.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "NsgFlow", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowSummary))]
public sealed class MeasureNsgFlowCommand : FlowAnalysisCommand
{
    private MeasureOptions _options = null!;
    private Measurement _measurement = null!;
    private ApproximateMeasurement? _approximate;

    /// <summary>The fields that make a group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FieldCompleter))]
    public string[] By { get; set; } = [];

    /// <summary>The length of the intervals of time.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Writes intervals without flows too.</summary>
    [Parameter]
    public SwitchParameter FillGap { get; set; }

    /// <summary>The length of IPv4 prefixes.</summary>
    [Parameter]
    [ValidateRange(0, 32)]
    public int PrefixLength { get; set; } = 24;

    /// <summary>The length of IPv6 prefixes.</summary>
    [Parameter]
    [ValidateRange(0, 128)]
    public int IPv6PrefixLength { get; set; } = 64;

    /// <summary>How many groups are written.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    /// <summary>What the groups are sorted by.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FieldCompleter))]
    public string SortBy { get; set; } = string.Empty;

    /// <summary>The fields whose different values are counted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FieldCompleter))]
    public string[] Distinct { get; set; } = [];

    /// <summary>Finds the largest groups in memory that does not grow.</summary>
    [Parameter]
    public SwitchParameter Approximate { get; set; }

    /// <summary>How many groups are kept.</summary>
    [Parameter]
    [ValidateRange(1, 100_000_000)]
    public int MaxGroup { get; set; } = MeasureOptions.DefaultMaxGroup;

    /// <inheritdoc/>
    private protected override FlowColumns Columns => Measurement.ColumnsOf(_options);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = GetOptions();
        base.BeginProcessing();
        _options = _options with { StartTime = FilterOptions.StartTime, EndTime = FilterOptions.EndTime };
        _measurement = new Measurement(_options);
        _approximate = Approximate && _options.By.Count > 0 ? new ApproximateMeasurement(_options) : null;
    }

    /// <inheritdoc/>
    private protected override FlowCollector CreateCollector(Action<object[]> emit) =>
        _approximate is { } approximate ? approximate.CreateCollector(emit) : new MeasureCollector(_measurement, emit);

    /// <inheritdoc/>
    private protected override void Take(object result)
    {
        if (result is SourceHeavyGroups heavy)
        {
            _approximate!.Accept(heavy);
        }
        else
        {
            _measurement.Accept((SourceMeasure)result);
        }
    }

    /// <inheritdoc/>
    private protected override void Finish()
    {
        foreach (FlowSummary summary in _approximate?.Summarize(StopToken) ?? _measurement.Summarize(StopToken))
        {
            WriteObject(summary, enumerateCollection: false);
        }

        Warn();
    }

    private void Warn()
    {
        bool wantsBegin = State.Length == 0 || State.Contains(FlowState.Begin);
        long withoutBegin = _approximate?.SourcesWithoutBegin ?? _measurement.SourcesWithoutBegin;
        if (withoutBegin > 0 && wantsBegin)
        {
            WriteWarning(ErrorFactory.Format("LogsWithoutBegin", _approximate?.FirstWithoutBegin ?? _measurement.FirstWithoutBegin, withoutBegin));
        }

        if (_approximate is { Floor: var floor })
        {
            WriteVerbose(ErrorFactory.Format("ApproximateFloor", _options.Order, floor));
        }

        if (_measurement.LeftOut > 0)
        {
            WriteWarning(ErrorFactory.Format("ContinuedLeftOut", _measurement.LeftOut));
        }

        if (_measurement.Doubtful > 0)
        {
            WriteWarning(ErrorFactory.Format("ContinuedDoubtful", _measurement.Doubtful));
        }
    }

    private MeasureOptions GetOptions()
    {
        try
        {
            MeasureField[] by = FieldNames.ParseKeys(nameof(By), By);
            bool hasInterval = MyInvocation.BoundParameters.ContainsKey(nameof(Interval));
            if (hasInterval && !by.Contains(MeasureField.Interval))
            {
                by = [MeasureField.Interval, .. by];
            }

            var options = new MeasureOptions
            {
                By = by,
                Interval = Interval,
                FillGap = FillGap,
                PrefixLength = PrefixLength,
                IPv6PrefixLength = IPv6PrefixLength,
                Top = Top > 0 ? Top : null,
                SortBy = SortBy.Length > 0 ? FieldNames.ParseOrder(nameof(SortBy), SortBy, by) : null,
                Distinct = FieldNames.ParseKeys(nameof(Distinct), Distinct),
                Approximate = Approximate,
                MaxGroup = MaxGroup,
            };
            Check(options);
            return options;
        }
        catch (FieldNameException e)
        {
            ThrowTerminatingError(e.Error);
            throw;
        }
    }

    private void Check(MeasureOptions options)
    {
        bool dividesDays = Interval > TimeSpan.Zero
            && Interval.Ticks % TimeSpan.TicksPerMillisecond == 0
            && (TimeSpan.TicksPerDay % Interval.Ticks == 0 || Interval.Ticks % TimeSpan.TicksPerDay == 0);
        ThrowUnless(dividesDays, ErrorId.InvalidInterval, Interval, Interval);
        ThrowUnless(!FillGap || options.By.Contains(MeasureField.Interval), ErrorId.FillGapWithoutInterval, target: null);
        if (Approximate)
        {
            ThrowUnless(options.Top is not null, ErrorId.ApproximateWithoutTop, target: null);
            MeasureField order = options.Order!.Value;
            ThrowUnless(HeavyWeight.IsSum(order) && !options.By.Contains(order), ErrorId.ApproximateOrder, SortBy, order);
            ThrowUnless(!FillGap && Distinct.Length == 0, ErrorId.ApproximateUnsupported, target: null, FillGap ? nameof(FillGap) : nameof(Distinct));
        }
    }

    private void ThrowUnless(bool isRight, string id, object? target, params object?[] arguments)
    {
        if (!isRight)
        {
            ThrowTerminatingError(ErrorFactory.Create(id, ErrorCategory.InvalidArgument, target, inner: null, arguments));
        }
    }
}
