namespace NsgFlow.Analysis.Tracing;

/// <summary>What else runs between two ends that were asked for: to other ports, and the other way. The smallest ports are kept.</summary>
internal sealed class PairHints
{
    private const int MostPorts = 5;

    public SortedSet<int> OtherPorts { get; } = [];

    /// <summary>The ports to which the destination opens flows.</summary>
    public SortedSet<int> ReversedPorts { get; } = [];

    public static void Add(SortedSet<int> ports, int port)
    {
        if (ports.Add(port) && ports.Count > MostPorts)
        {
            ports.Remove(ports.Max);
        }
    }

    public void Merge(PairHints other)
    {
        foreach (int port in other.OtherPorts)
        {
            Add(OtherPorts, port);
        }

        foreach (int port in other.ReversedPorts)
        {
            Add(ReversedPorts, port);
        }
    }
}
