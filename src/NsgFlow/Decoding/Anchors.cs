namespace NsgFlow.Decoding;

/// <summary>
/// Looks ahead without moving: what do the bytes that come next begin? In valid JSON a quote closes a text only before
/// a comma, a colon or a bracket, so that an opening brace with a known key behind it, or a quote with a tuple's time
/// behind it, tells where reading can go on, whatever was lost before.
/// </summary>
internal static class Anchors
{
    /// <summary>How far the first two keys of an object, with the value between them, may reach.</summary>
    private const int Reach = 512;

    /// <summary>How far behind an opening brace its first key may end.</summary>
    private const int LongestOpening = 128;

    /// <summary>The longest tuple that can be one is about 220 bytes.</summary>
    private const int LongestTuple = 256;

    private const int FewestTimeDigits = 9;
    private const int MostTimeDigits = 13;

    /// <summary>Whether a text begins as tuples do: with a time and a comma. No other value of a flow log does.</summary>
    public static bool IsTuple(ReadOnlySpan<byte> text)
    {
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is >= FewestTimeDigits and <= MostTimeDigits && text[digits] == (byte)',';
    }

    /// <summary>Whether a whole text that begins as tuples do comes next, opening quote and all.</summary>
    /// <param name="window">The bytes.</param>
    /// <param name="skip">How many bytes before it to pass over.</param>
    public static bool IsTupleNext(ByteWindow window, int skip = 0) => IsTupleAt(View(window, skip + LongestTuple)[skip..]);

    /// <summary>The known key, with its colon, whose opening quote is next.</summary>
    public static FlowKey KeyNext(ByteWindow window) => new Lookahead(View(window, LongestOpening)).Key();

    /// <summary>Whether any key, with its colon, comes next.</summary>
    public static bool IsKeyNext(ByteWindow window)
    {
        var ahead = new Lookahead(View(window, LongestOpening));
        return ahead.TryText(out _) && ahead.TryTake((byte)':');
    }

    /// <summary>The first key behind the brace that is next.</summary>
    public static FlowKey FirstKey(ByteWindow window)
    {
        var ahead = new Lookahead(View(window, LongestOpening));
        return ahead.TryTake((byte)'{') && ahead.TryText(out ReadOnlySpan<byte> key) ? FlowKeys.Find(key) : FlowKey.Unknown;
    }

    /// <summary>Whether the brace that is next begins, beyond doubt, a flow log's record.</summary>
    public static bool IsRecordNext(ByteWindow window)
    {
        var ahead = new Lookahead(View(window, Reach));
        if (!ahead.TryTake((byte)'{'))
        {
            return false;
        }

        FlowKey first = ahead.Key();
        if (first is not (FlowKey.Time or FlowKey.Category) || !ahead.TryText(out ReadOnlySpan<byte> value))
        {
            return false;
        }

        return first == FlowKey.Category
            ? ForeignLog.IsFlowLogCategory(System.Text.Encoding.UTF8.GetString(value))
            : value.Length >= 10 && value[4] == (byte)'-' && value[7] == (byte)'-' && ahead.TryTake((byte)',')
                && ahead.Key() is FlowKey.SystemId or FlowKey.FlowLogGuid or FlowKey.FlowLogVersion or FlowKey.MacAddress;
    }

    /// <summary>Whether the brace that is next begins, beyond doubt, something that encloses tuples inside a record.</summary>
    /// <param name="window">At the brace.</param>
    /// <param name="orTuples">Whether a list of tuples without anything before it counts.</param>
    public static bool IsFlowNext(ByteWindow window, bool orTuples = true)
    {
        var ahead = new Lookahead(View(window, Reach));
        if (!ahead.TryTake((byte)'{'))
        {
            return false;
        }

        switch (ahead.Key())
        {
            case FlowKey.Flows or FlowKey.FlowGroups or FlowKey.FlowTuples:
                return ahead.IsTree(orTuples);
            case FlowKey.Rule or FlowKey.AclId or FlowKey.Mac or FlowKey.Version:
                return ahead.TrySimple() && ahead.TryTake((byte)',')
                    && ahead.Key() is FlowKey.Flows or FlowKey.FlowGroups or FlowKey.FlowTuples
                    && ahead.IsTree(orTuples: true);
            default:
                return false;
        }
    }

    /// <summary>Whether a key comes next whose list holds flows or groups.</summary>
    public static bool IsTreeKeyNext(ByteWindow window)
    {
        var ahead = new Lookahead(View(window, Reach));
        return ahead.Key() is FlowKey.Flows or FlowKey.FlowGroups && ahead.IsTree(orTuples: false);
    }

    /// <summary>Whether the bracket that is next begins a list of flows, groups or tuples.</summary>
    public static bool IsTreeNext(ByteWindow window) => new Lookahead(View(window, Reach)).IsTree(orTuples: true);

    /// <summary>Whether a comma and a tuple come next.</summary>
    public static bool IsTupleBehindComma(ByteWindow window)
    {
        var ahead = new Lookahead(View(window, Reach));
        return ahead.TryTake((byte)',') && IsTupleAt(ahead.Rest);
    }

    private static bool IsTupleAt(ReadOnlySpan<byte> view) =>
        view.Length > FewestTimeDigits && view[0] == (byte)'"' && IsTuple(view[1..]) && view[1..].Contains((byte)'"');

    private static ReadOnlySpan<byte> View(ByteWindow window, int reach)
    {
        window.Ensure(reach);
        return window.View[..Math.Min(window.Available, reach)];
    }

    /// <summary>Reads tokens off a copy of the place.</summary>
    private ref struct Lookahead(ReadOnlySpan<byte> view)
    {
        private ReadOnlySpan<byte> _view = view;

        public ReadOnlySpan<byte> Rest => _view = _view.TrimStart(" \r\n\t"u8);

        public bool TryTake(byte expected)
        {
            ReadOnlySpan<byte> rest = Rest;
            if (rest.IsEmpty || rest[0] != expected)
            {
                return false;
            }

            _view = rest[1..];
            return true;
        }

        public bool TryText(out ReadOnlySpan<byte> text)
        {
            text = default;
            if (!TryTake((byte)'"'))
            {
                return false;
            }

            int close = _view.IndexOf((byte)'"');
            if (close < 0)
            {
                return false;
            }

            text = _view[..close];
            _view = _view[(close + 1)..];
            return true;
        }

        /// <summary>A known key and its colon.</summary>
        public FlowKey Key() => TryText(out ReadOnlySpan<byte> key) && TryTake((byte)':') ? FlowKeys.Find(key) : FlowKey.Unknown;

        /// <summary>A text or a whole number.</summary>
        public bool TrySimple()
        {
            int digits = Rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits > 0)
            {
                _view = _view[digits..];
                return true;
            }

            return TryText(out _);
        }

        /// <summary>A list whose first element is a flow or a group, or a tuple where that is asked.</summary>
        public bool IsTree(bool orTuples)
        {
            if (!TryTake((byte)'['))
            {
                return false;
            }

            if (TryTake((byte)'{'))
            {
                return TryText(out ReadOnlySpan<byte> key)
                    && FlowKeys.Find(key) is FlowKey.Rule or FlowKey.AclId or FlowKey.Mac or FlowKey.Flows or FlowKey.FlowGroups or FlowKey.FlowTuples;
            }

            return orTuples && IsTupleAt(Rest);
        }
    }
}
