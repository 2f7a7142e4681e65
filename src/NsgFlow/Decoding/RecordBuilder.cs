using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>What is known so far of the record being read. Keys come in any order, the first of each counts.</summary>
internal sealed class RecordBuilder
{
    /// <summary>A stand-in for a record whose beginning was lost in damaged bytes: nothing is known of it.</summary>
    public static RecordBuilder Lost() => new() { IsClosed = true, IsLost = true };

    /// <summary>What follows a record whose end was lost together with the beginning of what follows.</summary>
    public static RecordBuilder After(RecordBuilder damaged) => new()
    {
        IsClosed = true,
        IsLost = true,
        Category = damaged.IsFlowLog ? null : damaged.Category,
        HasMetricName = damaged.HasMetricName,
    };

    /// <summary>The record's place among the flow records of its source, from 1; 0 where that was lost.</summary>
    public long Number { get; set; }

    public bool IsLost { get; private init; }

    /// <summary>Whether it is the first thing behind damage, so that its bracket may have been another's.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>How much damage was noted before it began.</summary>
    public int DamagesBefore { get; set; }

    public DateTimeOffset? Time { get; set; }

    /// <summary>Whether a time was given that is none.</summary>
    public bool TimeIsOdd { get; set; }

    public string? ResourceId { get; set; }

    public string? FlowLogResourceId { get; set; }

    public string? TargetResourceId { get; set; }

    public string? MacAddress { get; set; }

    public string? Category { get; set; }

    public string? OperationName { get; set; }

    public bool HasMetricName { get; set; }

    /// <summary>Whether it holds the flows of either format, be they empty.</summary>
    public bool HasFlows { get; set; }

    /// <summary>Whether it held records itself.</summary>
    public bool IsEnvelope { get; set; }

    public bool IsClosed { get; set; }

    public int FlowCount { get; set; }

    /// <summary>Whether it is a flow log's beyond doubt.</summary>
    public bool IsFlowLog => HasFlows || Keys.AreOfFlowLog || ForeignLog.IsFlowLogCategory(Category);

    /// <summary>A field, for the struct is filled in place.</summary>
    public VersionMarks Version;

    /// <summary>A field, for the struct is filled in place.</summary>
    public RecordKeys Keys;

    /// <summary>Whether nothing that may still come can change what its tuples need of it, the MAC address aside.</summary>
    public bool IsReadyFor(TupleContainer container) =>
        IsClosed
        || ((Time is not null || TimeIsOdd)
            && (container == TupleContainer.Nsg
                ? Version.InProperties is not null && ResourceId is not null
                : Version.FlowLogVersion is not null && FlowLogResourceId is not null && TargetResourceId is not null));

    /// <summary>Whether damage took, or may have taken, something of it.</summary>
    public bool IsIncomplete =>
        IsLost || (IsDoubtful && ((Time is null && !TimeIsOdd) || ResourceId is null && FlowLogResourceId is null || Version.FlowLogVersion is not null && (TargetResourceId is null || MacAddress is null)));

    /// <summary>Whether its MAC address is known, or known to be missing.</summary>
    public bool HasMacAddress => MacAddress is not null || IsClosed;
}
