using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>One element of <c>flows</c>: in NSG logs a rule, in virtual network logs an ACL.</summary>
internal sealed class FlowBuilder(RecordBuilder record, TupleContainer container)
{
    public RecordBuilder Record { get; } = record;

    /// <summary>What its tuples are expected to be; where what enclosed it was lost, its own keys tell.</summary>
    public TupleContainer Container { get; set; } = container;

    /// <summary>Its place in the record, from 1.</summary>
    public int Number { get; } = ++record.FlowCount;

    /// <summary>Whether what encloses it was lost, so that it may be a flow as well as a group, or a list of either.</summary>
    public bool IsLost { get; init; }

    /// <summary>What of such a tree of unknown depth encloses it.</summary>
    public FlowBuilder? Outer { get; init; }

    public string? Rule { get; set; }

    public string? AclId { get; set; }

    public int GroupCount { get; set; }

    public bool IsClosed { get; set; }

    public string? KnownRule => Rule ?? Outer?.KnownRule;

    public string? KnownAclId => AclId ?? Outer?.KnownAclId;

    /// <summary>Whether no key that may still come can give it a rule.</summary>
    public bool HasRule => Rule is not null || (IsClosed && (Outer?.HasRule ?? true));

    public bool HasAclId => AclId is not null || (IsClosed && (Outer?.HasAclId ?? true));
}
