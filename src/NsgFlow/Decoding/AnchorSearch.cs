using System.Buffers;

namespace NsgFlow.Decoding;

/// <summary>Finds, behind damage, the next thing that can be recognised: an object, a key or a tuple of a flow log.</summary>
internal sealed class AnchorSearch(JsonCursor cursor)
{
    private static readonly SearchValues<byte> s_openings = SearchValues.Create("{\""u8);

    private readonly ByteWindow _window = cursor.Window;

    private long _furthest = -1;

    /// <summary>Moves there, from where the last text began; false where the source ends first.</summary>
    /// <param name="isLog">Whether the source is known to be one: in other text a common word in quotes tells nothing.</param>
    public bool MoveToNext(bool isLog)
    {
        // The last text may have begun with the quote that closes another: look from its beginning, but never again
        // where an earlier search has been.
        bool hasMark = _window.Mark >= 0 && _window.Position - _window.Mark <= ByteWindow.History;
        int restart = hasMark ? _window.Mark : _window.Position;
        if (_window.OffsetOf(restart) <= _furthest)
        {
            restart = _window.Position + (_window.Offset <= _furthest ? 1 : 0);
        }

        _window.Position = Math.Min(restart, _window.End);
        _window.Mark = -1;
        _furthest = _window.Offset;
        while (true)
        {
            int found = _window.View.IndexOfAny(s_openings);
            if (found < 0)
            {
                _window.Position = _window.End;
                if (!_window.Fill())
                {
                    return false;
                }

                continue;
            }

            _window.Position += found;
            _furthest = Math.Max(_furthest, _window.Offset);
            if (_window[_window.Position] == (byte)'{' ? Anchors.FirstKey(_window) != FlowKey.Unknown : IsTextOfLog(isLog))
            {
                return true;
            }

            cursor.Take();
        }
    }

    private bool IsTextOfLog(bool isLog) =>
        Anchors.IsTupleNext(_window)
        || Anchors.KeyNext(_window) switch
        {
            FlowKey.Unknown or FlowKey.MetricName => false,
            FlowKey.FlowRecords or FlowKey.FlowGroups or FlowKey.FlowTuples or FlowKey.FlowLogGuid or FlowKey.FlowLogResourceId
                or FlowKey.FlowLogVersion or FlowKey.TargetResourceId or FlowKey.SystemId or FlowKey.MacAddress => true,
            _ => isLog,
        };
}
