using System.Collections.Concurrent;

namespace NsgFlow.Azure.Reading;

/// <summary>The buffers of the downloads under way, used again: so many at once, and together no more than the budget.</summary>
internal sealed class BufferPool(int downloads)
{
    /// <summary>What all downloads of a command may hold.</summary>
    private const int Budget = 32 * 1024 * 1024;

    private const int Smallest = 512 * 1024;
    private const int Largest = 4 * 1024 * 1024;

    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly int _size = Math.Clamp(Budget / downloads, Smallest, Largest);

    public byte[] Rent() => _free.TryTake(out byte[]? buffer) ? buffer : GC.AllocateUninitializedArray<byte>(_size);

    public void Return(byte[] buffer) => _free.Add(buffer);
}
