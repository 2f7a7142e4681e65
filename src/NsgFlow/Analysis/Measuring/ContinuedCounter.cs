namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// Tells which connections began before all that was read, source by source in their order. What is open is kept by
/// network interface, in bounded memory: the interface goes first that was heard of longest ago.
/// </summary>
internal sealed class ContinuedCounter
{
    /// <summary>How many words are kept: 12 MB, about a million connections that are open at once.</summary>
    public const int MostPlaces = 3 * 512 * 1024;

    /// <summary>What an interface takes beside its connections, in words.</summary>
    private const int PlacesPerInterface = 32;

    /// <summary>So many names are kept of interfaces of which something was given up; after that it may be any.</summary>
    private const int MostGivenUp = 64 * 1024;

    private readonly int _mostPlaces;
    private readonly Dictionary<string, LinkedListNode<OpenKeySet>> _byInterface = new(StringComparer.Ordinal);
    private readonly LinkedList<OpenKeySet> _byAge = [];
    private readonly HashSet<string> _givenUp = new(StringComparer.Ordinal);
    private long _places;

    public ContinuedCounter(int mostPlaces = MostPlaces) => _mostPlaces = mostPlaces;

    /// <summary>How many connections were counted that may have begun in a source that was read: too many were open.</summary>
    public long Doubtful { get; private set; }

    /// <summary>Takes what the next source tells of an interface.</summary>
    /// <param name="changes">What it tells; not to be used any more.</param>
    /// <param name="counts">Where to count, by group.</param>
    public void Accept(ConnectionChanges changes, GroupCounts counts)
    {
        bool isKnown = _byInterface.TryGetValue(changes.MacAddress, out LinkedListNode<OpenKeySet>? node);
        node ??= new LinkedListNode<OpenKeySet>(new OpenKeySet(changes.MacAddress));
        OpenKeySet open = node.Value;
        long continued = 0;
        for (int i = 0; i < changes.Continued.Length; i++)
        {
            if (!isKnown || !open.Contains(changes.Continued[i]))
            {
                counts.Increment(changes.Groups[i]);
                continued++;
            }
        }

        if (continued > 0 && (_givenUp.Count >= MostGivenUp || _givenUp.Contains(changes.MacAddress)))
        {
            Doubtful += continued;
        }

        Change(open, changes.Keys, isKnown);
        changes.Release();
        if (isKnown)
        {
            _byAge.Remove(node);
        }
        else
        {
            _byInterface.Add(changes.MacAddress, node);
            _places += PlacesPerInterface;
        }

        _byAge.AddLast(node);
        GiveUpOldest();
    }

    private void Change(OpenKeySet open, ReadOnlySpan<ulong> keys, bool isKnown)
    {
        int more = 0;
        foreach (ulong key in keys)
        {
            more += (int)(key & ConnectionSet.Open);
            if (isKnown && (key & ConnectionSet.Open) == 0)
            {
                open.Remove(key & ~ConnectionSet.Flags);
            }
        }

        _places -= open.Places;
        open.Reserve(more);
        _places += open.Places;
        foreach (ulong key in keys)
        {
            if ((key & ConnectionSet.Open) != 0)
            {
                open.Add(key & ~ConnectionSet.Flags);
            }
        }
    }

    private void GiveUpOldest()
    {
        while (_places > _mostPlaces && _byAge.First is { } oldest)
        {
            _byAge.RemoveFirst();
            _byInterface.Remove(oldest.Value.MacAddress);
            _places -= oldest.Value.Places + PlacesPerInterface;
            if (_givenUp.Count < MostGivenUp)
            {
                _givenUp.Add(oldest.Value.MacAddress);
            }
        }
    }
}
