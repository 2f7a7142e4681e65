using System.Buffers;

namespace NsgFlow.Analysis.Measuring;

/// <summary>
/// What a source tells of the connections of one network interface. The lists are from the shared pool, for there is one
/// of these for each source; they may be longer than they are filled.
/// </summary>
/// <param name="macAddress">The interface.</param>
/// <param name="keys">All connections with their flags.</param>
/// <param name="count">How many they are.</param>
/// <param name="continued">Those that begin with a continuation or an end.</param>
/// <param name="groups">The group that each of those is counted in.</param>
/// <param name="continuedCount">How many those are.</param>
internal sealed class ConnectionChanges(string macAddress, ulong[] keys, int count, ulong[] continued, int[] groups, int continuedCount)
{
    public string MacAddress { get; } = macAddress;

    public ReadOnlySpan<ulong> Keys => keys.AsSpan(0, count);

    public ReadOnlySpan<ulong> Continued => continued.AsSpan(0, continuedCount);

    public ReadOnlySpan<int> Groups => groups.AsSpan(0, continuedCount);

    /// <summary>Gives the lists back; nothing in here may be used after.</summary>
    public void Release()
    {
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<ulong>.Shared.Return(continued);
        ArrayPool<int>.Shared.Return(groups);
    }
}
