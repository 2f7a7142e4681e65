namespace NsgFlow.Analysis.Tracing;

/// <summary>Makes traces of findings: of what was logged in the order of time, then of what was asked for and is not there.</summary>
internal static class TraceReport
{
    public static IEnumerable<FlowTrace> Of(TraceQuestion question, Findings findings, CancellationToken cancellation)
    {
        var window = new TraceWindow(question, findings);
        var seen = new SeenJudge(window, findings.Interfaces);
        foreach (KeyValuePair<ConversationKey, Dictionary<PointKey, PointTally>> found in findings.Conversations
            .OrderBy(found => found.Value.Values.Min(tally => tally.FirstSeen))
            .ThenBy(found => found.Key))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return seen.Judge(new Conversation(found.Key, found.Value));
        }

        var unseen = new UnseenJudge(window, findings);
        foreach ((FlowAddress source, FlowAddress destination, int? port, FlowProtocol? protocol) in Unseen(question, findings))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return unseen.Judge(source, destination, port, protocol);
        }
    }

    /// <summary>The pairs of single addresses that were asked for, with each port and protocol asked for, that no conversation has.</summary>
    private static IEnumerable<(FlowAddress Source, FlowAddress Destination, int? Port, FlowProtocol? Protocol)> Unseen(TraceQuestion question, Findings findings)
    {
        if (question.Sources.Count == 0 || question.Destinations.Count == 0)
        {
            yield break;
        }

        var pairs = new HashSet<(FlowAddress, FlowAddress, int?, FlowProtocol?)>();
        foreach (ConversationKey key in findings.Conversations.Keys)
        {
            pairs.Add((
                key.Source,
                key.Destination,
                question.Ports.Count > 0 ? key.DestinationPort : null,
                question.Protocols.Count > 0 ? key.Protocol : null));
        }

        foreach (FlowAddress source in question.Sources)
        {
            foreach (FlowAddress destination in question.Destinations)
            {
                foreach (int? port in question.Ports.Count > 0 ? question.Ports.Select(port => (int?)port) : [null])
                {
                    foreach (FlowProtocol? protocol in question.Protocols.Count > 0 ? question.Protocols.Select(protocol => (FlowProtocol?)protocol) : [null])
                    {
                        if (!pairs.Contains((source, destination, port, protocol)))
                        {
                            yield return (source, destination, port, protocol);
                        }
                    }
                }
            }
        }
    }
}
