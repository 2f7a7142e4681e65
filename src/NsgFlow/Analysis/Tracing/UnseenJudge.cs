namespace NsgFlow.Analysis.Tracing;

/// <summary>Finds the verdict on a conversation that was asked for and is in no log.</summary>
internal sealed class UnseenJudge(TraceWindow window, Findings findings)
{
    public FlowTrace Judge(FlowAddress source, FlowAddress destination, int? port, FlowProtocol? protocol)
    {
        string[] sourceMacs = findings.Interfaces.OwnersOf(source);
        string[] destinationMacs = findings.Interfaces.OwnersOf(destination);
        long sourceHours = window.HoursOf(sourceMacs);
        long destinationHours = window.HoursOf(destinationMacs);
        bool isCovered = sourceHours > 0 || destinationHours > 0;
        string ends = $"{EndText("source", source, sourceMacs, sourceHours)}; {EndText("destination", destination, destinationMacs, destinationHours)}";
        var notes = new List<string>();
        TraceNotes.AddHints(notes, findings.Hints.GetValueOrDefault((source, destination)));
        TraceNotes.AddProtocol(notes, protocol);
        TraceNotes.AddAddresses(notes, source, destination);
        if (isCovered && sourceHours == 0)
        {
            notes.Add("Only the destination's log is there: the source may have sent it and it was denied or lost before it arrived.");
        }

        notes.Add(TraceText.NeverShown);
        return new FlowTrace
        {
            SourceAddress = source.ToString(),
            DestinationAddress = destination.ToString(),
            DestinationPort = port,
            Protocol = protocol,
            Verdict = isCovered ? FlowTraceVerdict.NotSeen : FlowTraceVerdict.NotLogged,
            Reason = isCovered
                ? $"No attempt was logged {window.Text}: {ends}."
                : $"The logs read cannot tell {window.Text}: {ends}.",
            SourceMacAddress = sourceMacs,
            DestinationMacAddress = destinationMacs,
            Points = [],
            Notes = [.. notes],
        };
    }

    private string EndText(string end, FlowAddress address, string[] macs, long hours)
    {
        if (macs.Length == 0)
        {
            return $"no log that was read is known to be of the {end} {address}";
        }

        string log = $"the log of the {end} {address} (network interface {string.Join(", ", macs)})";
        return hours == 0 ? $"{log} covers none of that time"
            : hours == window.Hours ? $"{log} covers that time"
            : $"{log} covers {hours} of {TraceText.Number(window.Hours, "hour", "hours")}";
    }
}
