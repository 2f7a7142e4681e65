namespace NsgFlow.Analysis.Stitching;

/// <summary>Makes objects of the closed connections that are wanted, and hands them on in pages.</summary>
internal sealed class ConnectionOutput(ConnectionOptions options, Action<object[]> emit)
{
    /// <summary>Short, so that what waits for the pipeline is still in the cache when it is taken, and is not moved by the collector.</summary>
    private const int PageLength = 128;

    private object[] _page = new object[PageLength];
    private int _count;

    public void Write(in FlowConnectionRow row)
    {
        if (!options.Wants(in row))
        {
            return;
        }

        _page[_count++] = new FlowConnection(in row);
        if (_count == PageLength)
        {
            emit(_page);
            _page = new object[PageLength];
            _count = 0;
        }
    }

    public void Flush()
    {
        if (_count > 0)
        {
            emit(_page[.._count]);
            _count = 0;
        }
    }
}
