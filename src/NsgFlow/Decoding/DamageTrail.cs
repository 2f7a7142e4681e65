namespace NsgFlow.Decoding;

/// <summary>
/// Tells damage that was met anew from what follows of damage reported already: one place of damage is one fault,
/// though a missing comma may be noticed before what stands there instead, and much may be passed over behind it.
/// </summary>
internal sealed class DamageTrail(FlowReadSummary summary)
{
    /// <summary>Damage as near to the last as this belongs to it: brackets, commas, the end of a key.</summary>
    private const int Nearby = 16;

    private bool _isLost;
    private long _offset;
    private long _progress;
    private long _held;
    private bool _continues;

    /// <summary>How often damage was noted, be it the same.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Whether the place in the source is not known: behind damage, until a record was read from its opening to its
    /// closing bracket, or a tuple. Keys alone are no proof then.
    /// </summary>
    public bool IsLost => _isLost && Progress == _progress;

    /// <summary>Tuples passed so far, those that are held counted where they stand and not where they are released.</summary>
    private long Progress => summary.Tuples + _held;

    /// <summary>Notes damage; false where it belongs to what was noted before.</summary>
    public bool TryAdd(long offset)
    {
        bool isSame = _continues || (Count > 0 && Progress == _progress && (_isLost || offset - _offset < Nearby));
        _continues = false;
        Count++;
        _isLost = true;
        _offset = offset;
        _progress = Progress;
        return !isSame;
    }

    /// <summary>Notes that the damage to be noted next is what was noted before, whatever was passed since.</summary>
    public void Continue() => _continues = Count > 0;

    /// <summary>Notes that tuples were held.</summary>
    public void Hold(long tuples) => _held += tuples;

    /// <summary>Notes that the last tuple counted is none, so that it proves nothing.</summary>
    public void Discount() => _held--;

    /// <summary>Notes that tuples were released, which were held before.</summary>
    public void Release(long tuples)
    {
        _held -= tuples;
        _progress = Math.Min(_progress, Progress);
    }

    /// <summary>Notes that a record ended.</summary>
    /// <param name="count">What <see cref="Count"/> was when it began.</param>
    public void EndRecord(int count) => _isLost &= count != Count;
}
