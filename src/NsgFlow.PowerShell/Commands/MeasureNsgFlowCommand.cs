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
    }

    /// <inheritdoc/>
    private protected override FlowCollector CreateCollector(Action<object[]> emit)
    {
        bool readsLogs = ParameterSetName != InputObjectSet;
        FlowCollector collector = Deduplicate
            ? new DeduplicatedMeasure(_measurement, _duplicates, MaxPending, isHourly: readsLogs, emit)
            : new MeasureCollector(_measurement, emit);
        return readsLogs && _measurement.Rules is not null ? new CoverageCollector(collector, _coverage) : collector;
    }

    /// <inheritdoc/>
    private protected override void Take(object result) => _measurement.Accept((SourceMeasure)result);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        if (Deduplicate)
        {
            _measurement.Duplicates = _duplicates.ToDuplicates();
        }

        _measurement.Rules?.SetCoverage(_coverage.All);
        foreach (FlowSummary summary in _measurement.Summarize(StopToken))
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
        if (_measurement.SourcesWithoutBegin > 0 && wantsBegin)
        {
            WriteWarning(ErrorFactory.Format("LogsWithoutBegin", _measurement.FirstWithoutBegin, _measurement.SourcesWithoutBegin));
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
            Check(by);
            return new MeasureOptions
            {
                By = by,
                Interval = Interval,
                FillGap = FillGap,
                PrefixLength = PrefixLength,
                IPv6PrefixLength = IPv6PrefixLength,
                Top = Top > 0 ? Top : null,
                SortBy = SortBy.Length > 0 ? FieldNames.ParseOrder(nameof(SortBy), SortBy, by) : null,
                MaxGroup = MaxGroup,
                Deduplicate = Deduplicate,
            };
        }
        catch (FieldNameException e)
        {
            ThrowTerminatingError(e.Error);
            throw;
        }
    }

    private void Check(MeasureField[] by)
    {
        bool dividesDays = Interval > TimeSpan.Zero
            && Interval.Ticks % TimeSpan.TicksPerMillisecond == 0
            && (TimeSpan.TicksPerDay % Interval.Ticks == 0 || Interval.Ticks % TimeSpan.TicksPerDay == 0);
        if (!dividesDays)
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.InvalidInterval, ErrorCategory.InvalidArgument, Interval, inner: null, Interval));
        }

        bool isByRule = by.Length == s_byRule.Length && s_byRule.All(by.Contains);
        if (HasRules && (!isByRule || Deduplicate))
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.RuleDefinitionGrouping, ErrorCategory.InvalidArgument, target: null, inner: null));
        }

        if (FillGap && !by.Contains(MeasureField.Interval))
        {
            ThrowTerminatingError(ErrorFactory.Create(ErrorId.FillGapWithoutInterval, ErrorCategory.InvalidArgument, target: null, inner: null));
        }
    }
}
