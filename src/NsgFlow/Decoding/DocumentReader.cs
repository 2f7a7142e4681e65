namespace NsgFlow.Decoding;

/// <summary>
/// The outermost level of a source: one document, several, one record a line, or what damage has left. Behind damage
/// nothing is known of what encloses what: records, flows, groups and tuples are read one after the other as they
/// come, and the brackets between them are passed over.
/// </summary>
internal sealed class DocumentReader(JsonCursor cursor, RecordReader records, LostTreeReader lost, StructureFaults faults, FlowReadSummary summary)
{
    private const int RecordSeparator = 0x1E;

    /// <summary>The first of the three bytes with which UTF-8 files of Windows begin, also behind others they were joined to.</summary>
    private const int ByteOrderMark = 0xEF;

    private readonly ByteWindow _window = cursor.Window;
    private readonly AnchorSearch _search = new(cursor);

    /// <summary>Whether damage was met, so that brackets may close what was never seen to open.</summary>
    private bool _wasDamaged;

    /// <summary>Whether nothing whole was read since the damage reported last: what follows belongs to it.</summary>
    private bool _isLost;

    /// <summary>How many tuples had been met when damage was reported last.</summary>
    private long _tuplesBefore;

    /// <summary>Damage met before anything was recognised: perhaps the source is no flow log at all.</summary>
    private long? _unreported;

    public void Read()
    {
        while (true)
        {
            int next = cursor.Peek();
            ReadStatus status = ReadStatus.Done;
            switch (next)
            {
                case -1:
                    return;
                case '{':
                    status = ReadObject();
                    break;
                case '"' when _wasDamaged:
                    status = ReadText();
                    break;
                case '[' when !_wasDamaged:
                    Recognise();
                    status = records.ReadArray(depth: 0);
                    break;
                case ',' or RecordSeparator:
                    cursor.Take();
                    break;
                case ByteOrderMark when SkipByteOrderMark():
                    break;
                case '[' or ']' or '}' when _wasDamaged:
                    cursor.Take();
                    break;
                default:
                    _window.Mark = -1;
                    status = ReadStatus.Damaged;
                    break;
            }

            if (status == ReadStatus.Cut)
            {
                EndInside();
                return;
            }

            if (status == ReadStatus.Damaged && !Recover())
            {
                summary.IsUnrecognised = !summary.HasContent;
                return;
            }
        }
    }

    private bool SkipByteOrderMark()
    {
        if (!_window.Ensure(3) || !_window.View.StartsWith("\uFEFF"u8))
        {
            return false;
        }

        _window.Position += 3;
        return true;
    }

    private ReadStatus ReadObject()
    {
        Recognise();
        return Note(_wasDamaged && IsOfTree() ? lost.ReadObject() : records.ReadRecord(depth: 0));
    }

    private bool IsOfTree() => Anchors.FirstKey(_window) switch
    {
        FlowKey.Rule or FlowKey.AclId or FlowKey.Mac or FlowKey.FlowTuples or FlowKey.FlowGroups or FlowKey.Flows => true,
        FlowKey.Version => Anchors.IsFlowNext(_window),
        _ => false,
    };

    /// <summary>A text outside every object and list that was seen to open: a tuple, a key, or a value of either.</summary>
    private ReadStatus ReadText()
    {
        if (Anchors.IsTupleNext(_window))
        {
            Recognise();
            return Note(lost.ReadTuples());
        }

        switch (Anchors.KeyNext(_window))
        {
            case FlowKey.Unknown or FlowKey.MetricName:
                return SkipStray();
            case FlowKey.Rule or FlowKey.AclId or FlowKey.Mac or FlowKey.Version or FlowKey.Flows or FlowKey.FlowGroups or FlowKey.FlowTuples:
                Recognise();
                return Note(lost.ReadRest());
            default:
                Recognise();
                return Note(records.ReadRest());
        }
    }

    /// <summary>An element of a list, or an unknown key; its value, if it has brackets, is looked into.</summary>
    private ReadStatus SkipStray()
    {
        ReadStatus status = cursor.SkipText();
        if (status != ReadStatus.Done)
        {
            return status;
        }

        switch (cursor.Peek())
        {
            case -1:
                return ReadStatus.Cut;
            case ',' or ']' or '}':
                return ReadStatus.Done;
            case ':':
                cursor.Take();
                int next = cursor.Peek();
                return next is '"' or '{' or '[' ? ReadStatus.Done : cursor.SkipScalar(next);
            default:
                return ReadStatus.Damaged;
        }
    }

    private ReadStatus Note(ReadStatus status)
    {
        _isLost &= status == ReadStatus.Damaged && summary.Tuples == _tuplesBefore;
        return status;
    }

    /// <summary>Something is there to read: then what came before it was damage.</summary>
    private void Recognise()
    {
        if (_unreported is { } damage)
        {
            faults.ReportDamage(damage);
            _unreported = null;
        }

        summary.HasContent = true;
    }

    /// <summary>Records and arrays of them tell themselves how they ended; flows and tuples that lost theirs cannot.</summary>
    private void EndInside()
    {
        if (summary.End == SourceEnd.Complete)
        {
            summary.End = SourceEnd.Cut;
        }
    }

    /// <summary>Reports the damage and moves to the next thing that can be recognised; false where there is none.</summary>
    private bool Recover()
    {
        if (!summary.HasContent)
        {
            _unreported ??= _window.Offset;
        }
        else if (!_isLost)
        {
            faults.ReportDamage(_window.Offset);
        }

        _wasDamaged = true;
        _isLost = true;
        _tuplesBefore = summary.Tuples;
        return _search.MoveToNext(summary.HasContent);
    }
}
