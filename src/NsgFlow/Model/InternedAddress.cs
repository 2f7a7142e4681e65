namespace NsgFlow;

/// <summary>
/// One distinct address of a worker's input: parsed once, its text made once, judged by the address filters once.
/// </summary>
internal sealed class InternedAddress(FlowAddress address, AddressVerdict verdict)
{
    public FlowAddress Address { get; } = address;

    /// <summary>The canonical text.</summary>
    public string Text { get; } = address.ToString();

    public AddressVerdict Verdict { get; } = verdict;

    public override string ToString() => Text;
}
