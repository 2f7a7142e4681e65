using System.Management.Automation;
using NsgFlow.Analysis.Deduplication;
using NsgFlow.Analysis.Measuring;
using NsgFlow.Analysis.RuleUsage;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Completion;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Groups flows and sums them up.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "NsgFlow", DefaultParameterSetName = PathSet)]
[OutputType(typeof(FlowSummary))]
public sealed class MeasureNsgFlowCommand : FlowAnalysisCommand
{
    private static readonly MeasureField[] s_byRule = [MeasureField.NetworkSecurityGroup, MeasureField.Rule];

    private readonly SharedDuplicateCounts _duplicates = new();
    private readonly SharedCoverage _coverage = new();
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

    /// <summary>The definitions of rules, to be held against what the logs show.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[] RuleDefinition { get; set; } = [];

    /// <summary>Counts once what is logged more than once.</summary>
    [Parameter]
    public SwitchParameter Deduplicate { get; set; }

    /// <summary>How many tuples are kept that wait for others.</summary>
    [Parameter]
    [ValidateRange(1, 100_000_000)]
    public int MaxPending { get; set; } = 2_000_000;

    /// <inheritdoc/>
    private protected override JobOrder Order => Deduplicate ? JobOrder.ByHour : JobOrder.Independent;

    /// <inheritdoc/>
    private protected override FlowColumns Columns => Measurement.ColumnsOf(_options);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = GetOptions();
        base.BeginProcessing();
        _options = _options with { StartTime = FilterOptions.StartTime, EndTime = FilterOptions.EndTime };
        _measurement = new Measurement(_options) { Rules = GetRules() };
        _approximate = Approximate && _options.By.Count > 0 ? new ApproximateMeasurement(_options) : null;
    }

    /// <inheritdoc/>
    private protected override FlowCollector CreateCollector(Action<object[]> emit)
    {
        if (_approximate is { } approximate)
        {
            return approximate.CreateCollector(emit);
        }

        bool readsLogs = ParameterSetName != InputObjectSet;
        FlowCollector collector = Deduplicate
            ? new DeduplicatedMeasure(_measurement, _duplicates, MaxPending, isHourly: readsLogs, emit)
            : new MeasureCollector(_measurement, emit);
        return readsLogs && _measurement.Rules is not null ? new CoverageCollector(collector, _coverage) : collector;
    }

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
        if (Deduplicate)
        {
            _measurement.Duplicates = _duplicates.ToDuplicates();
        }

        _measurement.Rules?.SetCoverage(_coverage.All);
        foreach (FlowSummary summary in _approximate?.Summarize(StopToken) ?? _measurement.Summarize(StopToken))
        {
            WriteObject(summary, enumerateCollection: false);
        }

        Warn();
    }

    private void Warn()
    {
        if (_measurement.Duplicates is { } left)
        {
            WriteVerbose(ErrorFactory.Format("DuplicatesLeftOut", left.Total, left.Repeated, left.OtherSecurityGroup, left.OtherInterface, left.OtherLog));
            if (left.NotCompared > 0)
            {
                WriteWarning(ErrorFactory.Format("DuplicatesNotCompared", left.NotCompared));
            }
        }

        if (_measurement.Rules is { UnnamedRows: > 0 and var unnamed })
        {
            WriteWarning(ErrorFactory.Format("RulesUnnamed", unnamed));
        }

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

    private bool HasRules => MyInvocation.BoundParameters.ContainsKey(nameof(RuleDefinition));

    /// <summary>The rules, with the window of the times that were given; what counts back from now ends now.</summary>
    private RuleUsageReport? GetRules() => HasRules
        ? new RuleUsageReport(new RuleDefinitionInput(this, StopToken).Read(RuleDefinition), FilterOptions.StartTime, HasLast ? DateTimeOffset.UtcNow : FilterOptions.EndTime)
        : null;

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

            by = HasRules && by.Length == 0 ? s_byRule : by;
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
                Deduplicate = Deduplicate,
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
            ThrowUnless(!Deduplicate && !HasRules, ErrorId.ApproximateUnsupported, target: null, HasRules ? nameof(RuleDefinition) : nameof(Deduplicate));
        }

        if (HasRules)
        {
            // A hit that is left out because another group logged it too would make its rule look unused.
            bool isByRule = options.By.Count == s_byRule.Length && s_byRule.All(options.By.Contains);
            ThrowUnless(isByRule && !Deduplicate, ErrorId.RuleDefinitionGrouping, target: null);
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
