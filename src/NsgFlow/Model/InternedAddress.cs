namespace NsgFlow;

/// <summary>
/// One distinct address of a worker's input: parsed once, its text made once, judged by the address filters once.
/// </summary>
internal sealed class InternedAddress(FlowAddress address, AddressVerdict verdict)
{
    public FlowAddress Address { get; } = address;

    /// <summary>Apart from <see cref="Address"/>, so that reading it copies no more than it.</summary>
    public bool IsIPv6 { get; } = address.IsIPv6;

    /// <summary>The number of an IPv4 address.</summary>
    public uint IPv4 { get; } = address.IPv4;

    /// <summary>The canonical text.</summary>
    public string Text { get; } = address.ToString();

    public AddressVerdict Verdict { get; } = verdict;

    public override string ToString() => Text;
}
