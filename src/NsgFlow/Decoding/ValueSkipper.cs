namespace NsgFlow.Decoding;

/// <summary>What in a skipped value shows that it is none, but damage before what can be decoded.</summary>
internal enum Watch
{
    /// <summary>Records and lists of flows: under a key that means nothing to the reader anything else may stand.</summary>
    Records,

    /// <summary>These, and any tuple: for the values of keys that never hold one.</summary>
    Tuples,
}

/// <summary>
/// Skips values at any depth in constant memory. What is no JSON, and what a record must have been spliced into,
/// ends the skipping there: a bracket that was lost must not swallow what follows.
/// </summary>
internal sealed class ValueSkipper(JsonCursor cursor)
{
    /// <summary>How deep the kinds of brackets are remembered; below that they are only counted.</summary>
    private const int RememberedDepth = 1024;

    private readonly ulong[] _isArray = new ulong[RememberedDepth / 64];

    /// <summary>Skips the value that begins with the byte <see cref="JsonCursor.Peek"/> told.</summary>
    public ReadStatus Skip(int first, Watch watch) => first switch
    {
        '"' => watch == Watch.Tuples && Anchors.IsTupleNext(cursor.Window) ? Refuse() : cursor.SkipText(),
        '{' or '[' => SkipNested(watch),
        _ => cursor.SkipScalar(first),
    };

    /// <summary>Damage is here, not at the text before.</summary>
    private ReadStatus Refuse()
    {
        cursor.Window.Mark = -1;
        return ReadStatus.Damaged;
    }

    private ReadStatus SkipNested(Watch watch)
    {
        long depth = 0;
        bool isAfterColon = false;
        bool isAfterValue = false;
        while (true)
        {
            int next = cursor.Peek();
            bool isDeep = depth > RememberedDepth;
            bool isObject = depth > 0 && !isDeep && !IsArray(depth);
            ReadStatus status = ReadStatus.Done;
            switch (next)
            {
                case -1:
                    return ReadStatus.Cut;
                case ',' or ':' when next == ',' || isDeep:
                    cursor.Take();
                    isAfterColon = isAfterValue = false;
                    continue;
                case '}' or ']' when isDeep || isObject == (next == '}'):
                    cursor.Take();
                    if (--depth == 0)
                    {
                        return ReadStatus.Done;
                    }

                    isAfterColon = false;
                    isAfterValue = true;
                    continue;
                default:
                    if (isAfterValue)
                    {
                        return ReadStatus.Damaged;
                    }

                    break;
            }

            if (isObject && !isAfterColon)
            {
                status = SkipKey(next);
                isAfterColon = true;
            }
            else if (next is '{' or '[')
            {
                status = Enter(++depth, next, watch);
                isAfterColon = false;
            }
            else
            {
                status = Skip(next, watch);
                isAfterValue = true;
            }

            if (status != ReadStatus.Done)
            {
                return status;
            }
        }
    }

    private ReadStatus SkipKey(int first)
    {
        if (first != '"')
        {
            return ReadStatus.Damaged;
        }

        if (Anchors.IsTreeKeyNext(cursor.Window))
        {
            return Refuse();
        }

        if (cursor.SkipText() == ReadStatus.Cut)
        {
            return ReadStatus.Cut;
        }

        int next = cursor.Peek();
        if (next != ':')
        {
            return next < 0 ? ReadStatus.Cut : ReadStatus.Damaged;
        }

        cursor.Take();
        return ReadStatus.Done;
    }

    private ReadStatus Enter(long depth, int first, Watch watch)
    {
        if (first == '{' && (Anchors.IsRecordNext(cursor.Window) || Anchors.IsFlowNext(cursor.Window, orTuples: watch == Watch.Tuples)))
        {
            return Refuse();
        }

        Open(depth, first == '[');
        cursor.Take();
        return ReadStatus.Done;
    }

    private void Open(long depth, bool isArray)
    {
        if (depth > RememberedDepth)
        {
            return;
        }

        int at = (int)depth - 1;
        ulong bit = 1UL << (at % 64);
        _isArray[at / 64] = isArray ? _isArray[at / 64] | bit : _isArray[at / 64] & ~bit;
    }

    private bool IsArray(long depth) => (_isArray[((int)depth - 1) / 64] >> (((int)depth - 1) % 64) & 1) != 0;
}
