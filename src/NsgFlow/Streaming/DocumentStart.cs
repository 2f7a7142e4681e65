namespace NsgFlow.Streaming;

/// <summary>
/// Tells, of arrays of bytes that follow one another, where a whole log ends and another begins that cannot be read in
/// one go with the first: gzip behind plain text, or plain text behind gzip. Logs of the same kind can, one after the
/// other, as the pieces of one log can.
/// </summary>
internal sealed class DocumentStart
{
    private readonly byte[] _first = new byte[2];
    private int _count;

    /// <summary>Bytes that no JSON text holds, and no gzip data by chance in this place: Azure's logs begin so.</summary>
    private static ReadOnlySpan<byte> Envelope => "{\"records\""u8;

    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    private bool IsGzip => _count == 2 && _first.AsSpan().SequenceEqual(Gzip);

    /// <summary>Whether these bytes are no continuation of what has passed.</summary>
    public bool IsOtherDocument(ReadOnlySpan<byte> bytes) =>
        _count == 2 && bytes.StartsWith(IsGzip ? Envelope : Gzip);

    public void Pass(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length && _count < _first.Length; i++)
        {
            _first[_count++] = bytes[i];
        }
    }
}
