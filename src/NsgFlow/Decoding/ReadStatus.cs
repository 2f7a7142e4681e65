namespace NsgFlow.Decoding;

/// <summary>How reading a piece of a log came out.</summary>
internal enum ReadStatus
{
    /// <summary>The piece was read to its end.</summary>
    Done,

    /// <summary>The source ended inside the piece.</summary>
    Cut,

    /// <summary>The bytes are no JSON of this shape; reading goes on at the next thing that can be recognised.</summary>
    Damaged,
}
