namespace NsgFlow.Sampling;

/// <summary>The tuples of one rule within the record under way, as text; the buffer lives on from record to record.</summary>
internal sealed class GroupText
{
    private byte[] _text = new byte[1024];
    private int _firstLength;
    private int _lastStart;

    /// <summary>Quoted tuples with commas between them.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, Length);

    public int Length { get; private set; }

    public bool IsEmpty => Length == 0;

    public ReadOnlySpan<byte> FirstTuple => _text.AsSpan(1, _firstLength);

    public ReadOnlySpan<byte> LastTuple => _text.AsSpan(_lastStart, Length - 1 - _lastStart);

    /// <summary>Appends a tuple and returns where its first character stands in <see cref="Text"/>.</summary>
    public int Add(ReadOnlySpan<byte> tuple)
    {
        if (_text.Length < Length + tuple.Length + 3)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        if (IsEmpty)
        {
            _firstLength = tuple.Length;
        }
        else
        {
            _text[Length++] = (byte)',';
        }

        _text[Length++] = (byte)'"';
        _lastStart = Length;
        tuple.CopyTo(_text.AsSpan(Length));
        Length += tuple.Length;
        _text[Length++] = (byte)'"';
        return _lastStart;
    }

    public void Clear() => Length = 0;
}
