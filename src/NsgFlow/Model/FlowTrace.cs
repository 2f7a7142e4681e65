using System.Globalization;

namespace NsgFlow;

/// <summary>
/// What flow logs say of one conversation (source address, destination address, destination port and protocol): every
/// point that logged it, and a verdict with its reason.
/// </summary>
public sealed class FlowTrace
{
    internal FlowTrace()
    {
    }

    /// <summary>The address that opens the conversation.</summary>
    public required string SourceAddress { get; init; }

    /// <summary>The address it goes to.</summary>
    public required string DestinationAddress { get; init; }

    /// <summary>The port it goes to; null where nothing was logged and no port was asked for.</summary>
    public int? DestinationPort { get; init; }

    /// <summary>The protocol; null where nothing was logged and none was asked for.</summary>
    public FlowProtocol? Protocol { get; init; }

    /// <summary>The finding in a word.</summary>
    public FlowTraceVerdict Verdict { get; init; }

    /// <summary>The finding in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What holds at the end of the window; null where nothing was logged.</summary>
    public FlowDecision? Decision { get; init; }

    /// <summary>The rule that decides, as logged; null where none decides alone.</summary>
    public string? Rule { get; init; }

    /// <summary>The network security group of the rule.</summary>
    public string? NetworkSecurityGroup { get; init; }

    /// <summary>The id of the rule's rule set.</summary>
    public string? AclId { get; init; }

    /// <summary>The end at which the rule decides, or at which alone the conversation was logged.</summary>
    public FlowTraceSide? Side { get; init; }

    /// <summary>The first attempt that was decided so, in UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The minute of the first attempt that was decided otherwise than before, in UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The rule that decided before the change.</summary>
    public string? PreviousRule { get; init; }

    /// <summary>Whether packets came back: No where packets were counted on the way there and none on the way back; null where nothing was allowed.</summary>
    public FlowReply? Reply { get; init; }

    /// <summary>The attempts that one rule set of one network interface logged, of whichever logged most.</summary>
    public long Attempts { get; init; }

    /// <summary>The time of the first tuple, in UTC; null where there is none.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>The time of the last tuple, in UTC; null where there is none.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The network interfaces that the logs show to have the source address.</summary>
    public required string[] SourceMacAddress { get; init; }

    /// <summary>The network interfaces that the logs show to have the destination address.</summary>
    public required string[] DestinationMacAddress { get; init; }

    /// <summary>Every point that logged the conversation, by the time of its first tuple.</summary>
    public required FlowTracePoint[] Points { get; init; }

    /// <summary>What else should be known: other findings, and what flow logs never show.</summary>
    public required string[] Notes { get; init; }

    /// <summary>Source and destination in one text.</summary>
    public string Conversation
    {
        get
        {
            string destination = DestinationPort is { } port ? FlowEndpoint.Format(DestinationAddress, port) : DestinationAddress;
            return string.Create(CultureInfo.InvariantCulture, $"{SourceAddress} -> {destination}{(Protocol is { } protocol ? " " + protocol : null)}");
        }
    }

    /// <summary>A short line for people: conversation, verdict and reason.</summary>
    public override string ToString() => $"{Conversation}: {Verdict}. {Reason}";
}
