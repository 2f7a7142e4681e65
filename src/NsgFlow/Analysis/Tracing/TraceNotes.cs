namespace NsgFlow.Analysis.Tracing;

/// <summary>What else should be known of a trace.</summary>
internal static class TraceNotes
{
    // The wire server, and the instance metadata service.
    private static readonly FlowAddress s_wireServer = FlowAddress.FromIPv4(0xA83F8110);
    private static readonly FlowAddress s_metadata = FlowAddress.FromIPv4(0xA9FEA9FE);

    /// <summary>Says so where an end is Azure's own.</summary>
    public static void AddAddresses(List<string> notes, FlowAddress source, FlowAddress destination)
    {
        foreach (FlowAddress address in new[] { source, destination })
        {
            if (address.Equals(s_wireServer) || address.Equals(s_metadata))
            {
                notes.Add($"{address} is an address of Azure's platform (DNS, health probes, agents, metadata); most traffic with it is neither subject to rules nor logged.");
            }
        }
    }

    public static string OtherEnd(FlowTraceSide side, string[] macs) => macs.Length == 0
        ? $"No log that was read is known to be of the {TraceText.End(side)}: what happens there is not known."
        : $"The log of the {TraceText.End(side)} ({string.Join(", ", macs)}) does not cover the time: what happened there is not known.";

    public static void AddProtocol(List<string> notes, FlowProtocol? protocol)
    {
        if (protocol is FlowProtocol.ICMP or FlowProtocol.ICMPv6)
        {
            notes.Add("Flow logs hold no ICMP: that a ping is not there says nothing of it.");
        }
    }

    public static void AddHints(List<string> notes, PairHints? hints)
    {
        if (hints?.OtherPorts.Count > 0)
        {
            notes.Add($"Flows from this source to this destination were logged to other ports or at other times: {TraceText.Ports(hints.OtherPorts)}.");
        }

        if (hints?.ReversedPorts.Count > 0)
        {
            notes.Add($"The destination opens flows to the source, to these ports: {TraceText.Ports(hints.ReversedPorts)}. A trace goes from the end that opens.");
        }
    }
}
