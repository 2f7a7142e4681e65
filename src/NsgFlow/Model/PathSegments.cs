namespace NsgFlow;

/// <summary>Walks the segments between slashes and backslashes, passing over empty ones. A copy keeps its own place.</summary>
internal ref struct PathSegments
{
    private readonly ReadOnlySpan<char> _path;
    private int _next;

    public PathSegments(ReadOnlySpan<char> path)
    {
        _path = path;
        _next = 0;
        Current = default;
    }

    /// <summary>The segment last moved to; empty before the first and after the last.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        while (_next < _path.Length && _path[_next] is '/' or '\\')
        {
            _next++;
        }

        ReadOnlySpan<char> rest = _path[_next..];
        int length = rest.IndexOfAny('/', '\\');
        Current = length < 0 ? rest : rest[..length];
        _next += Current.Length;
        return !Current.IsEmpty;
    }

    /// <summary>Moves on, and says whether the segment there is the one expected, in any case.</summary>
    public bool MoveTo(ReadOnlySpan<char> expected) =>
        MoveNext() && Current.Equals(expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>The segments that begin with the last <paramref name="length"/> characters of the current one.</summary>
    public readonly PathSegments FromTail(int length) => new(_path[(_next - length)..]);
}
