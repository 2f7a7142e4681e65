namespace NsgFlow;

/// <summary>How many rows were left out because others say the same of the same traffic, by the way they came to be.</summary>
public sealed class FlowDuplicates
{
    internal FlowDuplicates()
    {
    }

    /// <summary>Rows that were logged, copied or read again: the same words of the same interface, rule and rule set.</summary>
    public required long Repeated { get; init; }

    /// <summary>Rows that another rule set logged of the same interface: its subnet's NSG and its own log each flow.</summary>
    public required long OtherSecurityGroup { get; init; }

    /// <summary>Rows of the interface at the other end of the flow.</summary>
    public required long OtherInterface { get; init; }

    /// <summary>Rows that the other kind of log has of the same interface: NSG and virtual network flow logs at once.</summary>
    public required long OtherLog { get; init; }

    /// <summary>All of them.</summary>
    public long Total => Repeated + OtherSecurityGroup + OtherInterface + OtherLog;

    /// <summary>Rows that stand in the log of a later hour than their own: they were counted, and compared with nothing.</summary>
    public required long NotCompared { get; init; }

    /// <summary>The number of rows left out.</summary>
    public override string ToString() => Total.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
