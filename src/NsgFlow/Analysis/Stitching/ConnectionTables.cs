using System.Collections.Concurrent;

namespace NsgFlow.Analysis.Stitching;

/// <summary>
/// Tables that are used again: one interface follows another, each with about as many connections, and giving the
/// memory on saves clearing, collecting and warming it up.
/// </summary>
internal sealed class ConnectionTables
{
    private const int MostKept = 16;

    /// <summary>What a larger table holds, about 50 MB, is better given back.</summary>
    private const int LargestKept = 256 * 1024;

    private readonly ConcurrentBag<ConnectionTable> _kept = [];

    public ConnectionTable Take() => _kept.TryTake(out ConnectionTable? table) ? table : new ConnectionTable();

    /// <summary>Takes back a table in which nothing is left.</summary>
    public void Give(ConnectionTable table)
    {
        if (table.Capacity <= LargestKept && _kept.Count < MostKept)
        {
            table.Reset();
            _kept.Add(table);
        }
    }
}
