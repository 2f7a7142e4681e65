namespace NsgFlow.Analysis.Stitching;

/// <summary>What stitching left out or could not finish, summed over all interfaces.</summary>
internal sealed class StitchCounts
{
    private long _repeated;
    private long _idleEnds;
    private long _givenUp;

    /// <summary>Tuples left out because the same was read before.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Further ends of a connection that had ended, which moved nothing.</summary>
    public long IdleEnds => Interlocked.Read(ref _idleEnds);

    /// <summary>Connections written before their end was known, because too many were open.</summary>
    public long GivenUp => Interlocked.Read(ref _givenUp);

    public void AddRepeated(long count) => Interlocked.Add(ref _repeated, count);

    public void AddIdleEnd() => Interlocked.Increment(ref _idleEnds);

    public void AddGivenUp() => Interlocked.Increment(ref _givenUp);
}
