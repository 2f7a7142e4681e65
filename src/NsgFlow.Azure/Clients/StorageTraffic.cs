namespace NsgFlow.Azure.Clients;

/// <summary>What talking to the service has cost so far.</summary>
internal sealed class StorageTraffic
{
    private long _requests;
    private long _lists;
    private long _bytes;

    /// <summary>Requests sent, those that were repeated included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>How many of them listed a container; each page is one.</summary>
    public long Lists => Interlocked.Read(ref _lists);

    /// <summary>Bytes of blobs received.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void AddRequest(bool isList)
    {
        Interlocked.Increment(ref _requests);
        if (isList)
        {
            Interlocked.Increment(ref _lists);
        }
    }

    public void AddBytes(long count) => Interlocked.Add(ref _bytes, count);
}
