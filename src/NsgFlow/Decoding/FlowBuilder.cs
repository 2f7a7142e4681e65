using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>One element of <c>flows</c>: in NSG logs a rule, in virtual network logs an ACL.</summary>
internal sealed class FlowBuilder(RecordBuilder record, TupleContainer container)
{
    public RecordBuilder Record { get; } = record;

    public TupleContainer Container { get; } = container;

    /// <summary>Its place in the record, from 1.</summary>
    public int Number { get; } = ++record.FlowCount;

    public string? Rule { get; set; }

    public string? AclId { get; set; }

    public int GroupCount { get; set; }

    public bool IsClosed { get; set; }
}
