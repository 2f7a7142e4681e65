namespace NsgFlow.Analysis.Deduplication;

/// <summary>Rows that tell of the same attempt at one interface and in one direction, by different loggers.</summary>
internal sealed class Sighting(Vantage vantage, long first)
{
    public Vantage Vantage { get; } = vantage;

    /// <summary>The time of its first row.</summary>
    public long First { get; } = first;

    public List<int> Places { get; } = new(2);

    /// <summary>The row that speaks for all: a denial, else that of the best logger.</summary>
    public int Best { get; set; } = -1;

    /// <summary>The same attempt at another interface.</summary>
    public Sighting? Partner { get; set; }
}

/// <summary>Where a flow is seen: an interface and a direction.</summary>
internal sealed class Vantage(string macAddress, bool isOutbound)
{
    private int _next;

    public string MacAddress { get; } = macAddress;

    public bool IsOutbound { get; } = isOutbound;

    /// <summary>In the order of time.</summary>
    public List<Sighting> Sightings { get; } = [];

    /// <summary>The first sighting from a time on that has no partner yet. Asked for with times that only grow.</summary>
    public Sighting? FirstUnpaired(long from)
    {
        while (_next < Sightings.Count && (Sightings[_next].Partner is not null || Sightings[_next].First < from))
        {
            _next++;
        }

        return _next < Sightings.Count ? Sightings[_next] : null;
    }
}
