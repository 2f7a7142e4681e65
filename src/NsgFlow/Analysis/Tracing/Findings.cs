using NsgFlow.Streaming;

namespace NsgFlow.Analysis.Tracing;

/// <summary>What was found in rows: of one job, or of all of them together. Merging gives the same in any order.</summary>
internal sealed class Findings(TraceQuestion question)
{
    /// <summary>So many points for each conversation that may be kept: rules seldom change, and few rule sets are on a way.</summary>
    private const int PointsPerConversation = 16;

    private readonly HashSet<FlowAddress> _sources = [.. question.Sources];
    private readonly HashSet<FlowAddress> _destinations = [.. question.Destinations];
    private long _points;

    public Dictionary<ConversationKey, Dictionary<PointKey, PointTally>> Conversations { get; } = [];

    public Interfaces Interfaces { get; } = new();

    /// <summary>By source and destination, of pairs that were named.</summary>
    public Dictionary<(FlowAddress Source, FlowAddress Destination), PairHints> Hints { get; } = [];

    /// <summary>The time of the newest row of all, in milliseconds.</summary>
    public long Newest { get; private set; } = long.MinValue;

    /// <exception cref="FlowCollectorException">There are more conversations than may be kept.</exception>
    public void Add(in FlowRow row)
    {
        Newest = Math.Max(Newest, row.TimeMilliseconds);
        Interfaces.Add(in row);
        if (question.Asks(in row))
        {
            TallyOf(PointsOf(new ConversationKey(row.Source.Address, row.Destination.Address, row.DestinationPort, row.Protocol)), PointKey.Of(in row)).Add(in row);
        }
        else if (_sources.Count > 0 && _destinations.Count > 0)
        {
            AddHint(in row);
        }
    }

    public void Merge(Findings other)
    {
        Newest = Math.Max(Newest, other.Newest);
        Interfaces.Merge(other.Interfaces);
        foreach ((ConversationKey conversation, Dictionary<PointKey, PointTally> points) in other.Conversations)
        {
            Dictionary<PointKey, PointTally> own = PointsOf(conversation);
            foreach ((PointKey key, PointTally tally) in points)
            {
                TallyOf(own, key).Merge(tally);
            }
        }

        foreach (((FlowAddress, FlowAddress) pair, PairHints hints) in other.Hints)
        {
            HintsOf(pair).Merge(hints);
        }
    }

    private Dictionary<PointKey, PointTally> PointsOf(in ConversationKey key)
    {
        if (!Conversations.TryGetValue(key, out Dictionary<PointKey, PointTally>? points))
        {
            if (Conversations.Count >= question.MaxConversation)
            {
                throw TooMany();
            }

            Conversations.Add(key, points = []);
        }

        return points;
    }

    private PointTally TallyOf(Dictionary<PointKey, PointTally> points, in PointKey key)
    {
        if (!points.TryGetValue(key, out PointTally? tally))
        {
            // A single conversation may well have more than the average.
            if (_points >= (question.MaxConversation + PointsPerConversation) * (long)PointsPerConversation)
            {
                throw TooMany();
            }

            _points++;
            points.Add(key, tally = new PointTally());
        }

        return tally;
    }

    private void AddHint(in FlowRow row)
    {
        FlowAddress source = row.Source.Address;
        FlowAddress destination = row.Destination.Address;
        if (_sources.Contains(source) && _destinations.Contains(destination))
        {
            if (!question.Ports.Contains(row.DestinationPort))
            {
                PairHints.Add(HintsOf((source, destination)).OtherPorts, row.DestinationPort);
            }
        }
        else if (_sources.Contains(destination) && _destinations.Contains(source))
        {
            PairHints.Add(HintsOf((destination, source)).ReversedPorts, row.DestinationPort);
        }
    }

    private PairHints HintsOf((FlowAddress Source, FlowAddress Destination) pair)
    {
        if (!Hints.TryGetValue(pair, out PairHints? hints))
        {
            Hints.Add(pair, hints = new PairHints());
        }

        return hints;
    }

    private FlowCollectorException TooMany() => new("TooManyConversations", question.MaxConversation);
}
