namespace NsgFlow.Custody;

/// <summary>
/// A copy under way, under a temporary name. It goes on where an earlier run stopped only if that run had the same
/// version of the blob and the bytes are still those it wrote; else it begins anew.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>At most so much is fetched again after a run was killed.</summary>
    private const long BytesBetweenStates = 4 << 20;

    private readonly string _uri;
    private readonly string _path;
    private readonly string _statePath;
    private readonly long _mark;
    private readonly FileStream _file;
    private EvidenceHash _hash;
    private string? _etag;
    private long _stateAt;

    private PartialFile(string uri, string path, long mark, FileStream file)
    {
        (_uri, _path, _statePath, _mark, _file) = (uri, path, StatePath(path), mark, file);
        _hash = new EvidenceHash(mark);
    }

    /// <summary>How many bytes it has.</summary>
    public long Length => _hash.Length;

    /// <param name="uri">What is copied.</param>
    /// <param name="etag">The version that would be read on; null where it is unknown.</param>
    /// <param name="path">The temporary name; its state has a name beside it.</param>
    /// <param name="mark">A number of bytes whose hash is wanted at the end.</param>
    /// <param name="stop">Ends the work.</param>
    public static PartialFile Open(string uri, string? etag, string path, long mark, CancellationToken stop)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        var partial = new PartialFile(uri, path, mark, file);
        try
        {
            partial.TakeOver(etag, stop);
            return partial;
        }
        catch
        {
            partial.Dispose();
            throw;
        }
    }

    public static string StatePath(string path) => path + ".state";

    /// <summary>Begins anew.</summary>
    public void Restart()
    {
        _hash.Dispose();
        _hash = new EvidenceHash(_mark);
        _file.SetLength(0);
        _file.Position = 0;
        _stateAt = 0;
        File.Delete(_statePath);
    }

    /// <summary>Tells of which version the bytes are that follow.</summary>
    public void Begin(string etag) => _etag = etag;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _hash.Append(bytes);
        if (Length - _stateAt >= BytesBetweenStates)
        {
            WriteState();
        }
    }

    /// <summary>Closes the file, which is whole.</summary>
    public EvidenceDigest Finish()
    {
        _etag = null;
        EvidenceDigest digest = _hash.Finish();
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        return digest;
    }

    /// <summary>Moves the file to its place, over what is there.</summary>
    public void MoveTo(string place)
    {
        File.Move(_path, place, overwrite: true);
        File.Delete(_statePath);
    }

    /// <summary>Removes the file, for its bytes are in their place already or must not get there.</summary>
    public void Remove()
    {
        _etag = null;
        _file.Dispose();
        File.Delete(_path);
        File.Delete(_statePath);
    }

    public void Dispose()
    {
        if (_etag is not null && Length > _stateAt)
        {
            try
            {
                WriteState();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The error that ended the copy matters more; the next run fetches a little more.
            }
        }

        _file.Dispose();
        _hash.Dispose();
    }

    private void TakeOver(string? etag, CancellationToken stop)
    {
        long kept = 0;
        if (etag is not null && PartialState.Read(_statePath) is { } state && state.Uri == _uri && state.ETag == etag
            && state.Bytes <= _file.Length && EvidenceHash.OfStream(_file, mark: -1, state.Bytes, stop).Sha256 == state.Sha256)
        {
            kept = state.Bytes;
            _file.Position = 0;
            _hash.AppendStream(_file, kept, stop);
        }

        _file.SetLength(kept);
        _file.Position = kept;
        _stateAt = kept;
    }

    private void WriteState()
    {
        (long bytes, string sha256) = _hash.Checkpoint();
        new PartialState(_uri, _etag!, bytes, sha256).Write(_statePath);
        _stateAt = Length;
    }
}
