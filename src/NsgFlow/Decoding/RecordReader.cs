using NsgFlow.Tuples;

namespace NsgFlow.Decoding;

/// <summary>Reads records and envelopes of records. Keys come in any order and any case.</summary>
internal sealed class RecordReader(JsonStructure structure, FlowTreeReader flows, PendingTuples pending, ValueReader values, DamageTrail trail, StructureFaults faults, FlowReadSummary summary)
{
    /// <summary>How deep records may lie in records; one level was seen in the wild.</summary>
    private const int DeepestNesting = 16;

    /// <summary>Reads an array of records whose opening bracket is next.</summary>
    public ReadStatus ReadArray(int depth)
    {
        ReadStatus status = structure.ReadArray(first => first switch
        {
            '{' => ReadRecord(depth),
            '[' when depth < DeepestNesting => ReadArray(depth + 1),
            _ => SkipForeign(first),
        });

        // A record that was cut has said so itself.
        if (status == ReadStatus.Cut && summary.End == SourceEnd.Complete)
        {
            summary.End = SourceEnd.Open;
        }

        return status;
    }

    /// <summary>Reads a record, or an envelope of records, whose opening brace is next.</summary>
    public ReadStatus ReadRecord(int depth) =>
        Anchors.FirstKey(structure.Cursor.Window) is FlowKey.Rule or FlowKey.AclId or FlowKey.Mac or FlowKey.Version or FlowKey.Flows or FlowKey.FlowGroups or FlowKey.FlowTuples
            && Anchors.IsFlowNext(structure.Cursor.Window)
                ? structure.Refuse()
                : Read(new RecordBuilder { IsDoubtful = trail.IsLost }, depth, structure.ReadObject);

    /// <summary>Reads what is left of a record whose beginning was lost, at one of its keys.</summary>
    public ReadStatus ReadRest() => Read(RecordBuilder.Lost(), depth: 0, structure.ReadRest);

    private ReadStatus Read(RecordBuilder record, int depth, Func<Func<FlowKey, int, ReadStatus>, ReadStatus> members)
    {
        bool isFragment = record.IsLost;
        int damages = trail.Count;
        record.DamagesBefore = damages;
        ReadStatus status = members((key, first) =>
        {
            if (!record.Keys.TryAdd(key))
            {
                // No record has a key twice: what lay between was lost, and another's rest follows. What was held
                // comes first, for the damage may lie in it; tuples may have been passed since, but it is the same.
                pending.Release(recordIsOver: true);
                if (record.IsFlowLog)
                {
                    ReportOnce(structure.KeyOffset, record.DamagesBefore);
                }

                record = RecordBuilder.After(record);
                record.DamagesBefore = trail.Count;
                record.Keys.TryAdd(key);
                if (key is FlowKey.FlowLogResourceId or FlowKey.ResourceId)
                {
                    // The beginning of one key and the end of another, targetResourceID, make such a key: the value may be that one's.
                    return structure.SkipValue(first);
                }
            }

            return ReadValue(record, key, first, depth);
        });

        record.IsClosed = record.IsLost || status == ReadStatus.Done;
        if (status == ReadStatus.Done && !isFragment)
        {
            trail.EndRecord(damages);
        }
        else if (status == ReadStatus.Damaged && trail.Count != damages && structure.Cursor.Peek() == ']')
        {
            // The list ends before the record does: what lacks its bracket was joined where a comma told of it.
            trail.Continue();
        }

        pending.Release(recordIsOver: true);
        Count(record, status, isFragment);
        return status;
    }

    /// <summary>Reports damage in a record unless some was met since; then it is noted.</summary>
    /// <param name="offset">Where it is.</param>
    /// <param name="count">How much damage was met before the record.</param>
    private void ReportOnce(long offset, int count)
    {
        if (trail.Count == count)
        {
            faults.ReportDamage(offset);
        }
        else
        {
            trail.TryAdd(offset);
        }
    }

    /// <summary>Something in a record's place that is none.</summary>
    private ReadStatus SkipForeign(int first)
    {
        ReadStatus status = structure.SkipElement(first);
        if (status != ReadStatus.Damaged)
        {
            summary.ForeignRecords++;
            summary.ForeignLog ??= ForeignLog.WithoutRecords;
        }

        return status;
    }

    private ReadStatus ReadValue(RecordBuilder record, FlowKey key, int first, int depth)
    {
        switch (key)
        {
            case FlowKey.Records when first == '[' && depth < DeepestNesting:
                record.IsEnvelope = true;
                return ReadArray(depth + 1);
            case FlowKey.Records when first == '{' && depth < DeepestNesting:
                record.IsEnvelope = true;
                return ReadRecord(depth + 1);
            case FlowKey.Properties when first == '{':
                return ReadProperties(record);
            case FlowKey.FlowRecords when first is '{' or '[' or 'n':
                // Null is none of them today; a number or a text is another log's key of the same name.
                Announce(record);
                return ReadFlowRecords(record, first);
            case FlowKey.Flows or FlowKey.FlowGroups or FlowKey.FlowTuples when first == '[' && (trail.IsLost || Anchors.IsTreeNext(structure.Cursor.Window)):
                return structure.RefuseKey();
            case FlowKey.Version:
                return ReadVersion(record, first);
            case FlowKey.FlowLogVersion:
                return ReadFlowLogVersion(record, first);
            case FlowKey.MetricName:
                record.HasMetricName = true;
                return structure.SkipValue(first);
            default:
                return first == '"' ? ReadText(record, key) : structure.SkipValue(first);
        }
    }

    private ReadStatus ReadText(RecordBuilder record, FlowKey key)
    {
        if (key is not (FlowKey.Time or FlowKey.ResourceId or FlowKey.FlowLogResourceId or FlowKey.TargetResourceId
            or FlowKey.Mac or FlowKey.MacAddress or FlowKey.Category or FlowKey.OperationName))
        {
            return structure.SkipValue('"');
        }

        ReadStatus status = values.ReadText(out string? text);
        switch (key)
        {
            case FlowKey.Time when text is not null && record.Time is null:
                SetTime(record, text);
                break;
            case FlowKey.ResourceId:
                record.ResourceId ??= text;
                break;
            case FlowKey.FlowLogResourceId:
                record.FlowLogResourceId ??= text;
                break;
            case FlowKey.TargetResourceId:
                record.TargetResourceId ??= text;
                break;
            case FlowKey.Mac or FlowKey.MacAddress:
                record.MacAddress ??= text;
                break;
            case FlowKey.Category:
                record.Category ??= text;
                break;
            case FlowKey.OperationName:
                record.OperationName ??= text;
                break;
        }

        return status;
    }

    /// <summary>The inner half of an NSG record.</summary>
    private ReadStatus ReadProperties(RecordBuilder record)
    {
        bool hasFlows = false;
        return structure.ReadObject((key, first) =>
        {
            switch (key)
            {
                case FlowKey.Version:
                    return ReadPropertiesVersion(record, first);
                case FlowKey.Flows when first == '[' && hasFlows:
                    return structure.RefuseKey();
                case FlowKey.Flows:
                    hasFlows |= first == '[';
                    return ReadFlows(record, TupleContainer.Nsg, first);
                case FlowKey.FlowRecords:
                    return ReadFlowRecords(record, first);
                case { } when IsOfRecord(record, key):
                    return RefuseAnothers(record);
                case FlowKey.FlowGroups or FlowKey.FlowTuples when first == '[' && (trail.IsLost || Anchors.IsTreeNext(structure.Cursor.Window)):
                    return structure.RefuseKey();
                default:
                    return structure.SkipValue(first);
            }
        });
    }

    /// <summary>Whether a key inside one half of a record is another record's: what lay between was lost.</summary>
    private bool IsOfRecord(RecordBuilder record, FlowKey key) => key switch
    {
        FlowKey.Time or FlowKey.SystemId or FlowKey.Properties or FlowKey.FlowLogGuid or FlowKey.FlowLogVersion or FlowKey.FlowLogResourceId
            or FlowKey.TargetResourceId => trail.IsLost || record.IsFlowLog,
        FlowKey.MacAddress or FlowKey.Category or FlowKey.OperationName or FlowKey.ResourceId => trail.IsLost,
        _ => false,
    };

    /// <summary>
    /// Refuses a key of another record. What joined the two was noticed before where a comma is missing or too many in
    /// this one, though tuples were read since: it is one place of damage.
    /// </summary>
    private ReadStatus RefuseAnothers(RecordBuilder record)
    {
        if (trail.Count != record.DamagesBefore)
        {
            trail.Continue();
        }

        return structure.RefuseKey();
    }

    /// <summary>The inner half of a virtual network record: an object with flows; a list of such is taken as well.</summary>
    private ReadStatus ReadFlowRecords(RecordBuilder record, int first)
    {
        bool hasFlows = false;
        switch (first)
        {
            case '{':
                return structure.ReadObject((key, value) =>
                {
                    switch (key)
                    {
                        case FlowKey.Flows when !hasFlows || value != '[':
                            hasFlows |= value == '[';
                            return ReadFlows(record, TupleContainer.VNet, value);
                        case FlowKey.Flows:
                            return structure.RefuseKey();
                        case { } when IsOfRecord(record, key):
                            return RefuseAnothers(record);
                        case FlowKey.FlowGroups or FlowKey.FlowTuples when value == '[' && (trail.IsLost || Anchors.IsTreeNext(structure.Cursor.Window)):
                            return structure.RefuseKey();
                        default:
                            return structure.SkipValue(value);
                    }
                });
            case '[':
                return structure.ReadArray(element => element == '{' ? ReadFlowRecords(record, element) : structure.SkipElement(element));
            default:
                return structure.SkipValue(first);
        }
    }

    private ReadStatus ReadFlows(RecordBuilder record, TupleContainer container, int first)
    {
        Announce(record);
        return first == '[' ? flows.ReadFlows(record, container) : structure.SkipValue(first);
    }

    private ReadStatus ReadPropertiesVersion(RecordBuilder record, int first)
    {
        ReadStatus status = values.ReadNumber(first, out int? version, out bool isText);
        record.Version.InProperties ??= version;
        record.Version.IsText |= isText;
        return status;
    }

    /// <summary>A version beside properties: where no format has it.</summary>
    private ReadStatus ReadVersion(RecordBuilder record, int first)
    {
        ReadStatus status = values.ReadNumber(first, out int? version, out _);
        record.Version.OutsidePlace |= version is not null;
        return status;
    }

    private ReadStatus ReadFlowLogVersion(RecordBuilder record, int first)
    {
        ReadStatus status = values.ReadNumber(first, out int? version, out bool isText);
        record.Version.FlowLogVersion ??= version;
        record.Version.IsText |= isText;
        return status;
    }

    /// <summary>Gives a record that proves to be one of a flow log its number, before its first flow is read.</summary>
    private void Announce(RecordBuilder record)
    {
        if (!record.HasFlows)
        {
            record.HasFlows = true;
            record.Number = ++summary.Records;
        }
    }

    private void Count(RecordBuilder record, ReadStatus status, bool isFragment)
    {
        if (status == ReadStatus.Cut)
        {
            summary.End = record.IsEnvelope && summary.End != SourceEnd.Cut ? SourceEnd.Open : SourceEnd.Cut;
        }

        // Of a record that broke off nobody can say whether flows were to come.
        if (record.HasFlows || record.IsEnvelope || isFragment || status != ReadStatus.Done)
        {
            return;
        }

        if (ForeignLog.IsFlowLogCategory(record.Category))
        {
            Announce(record);
            return;
        }

        summary.ForeignRecords++;
        summary.ForeignLog ??= ForeignLog.Describe(record);
    }

    private static void SetTime(RecordBuilder record, string text)
    {
        if (RecordTime.TryParse(text, out DateTimeOffset time))
        {
            record.Time = time;
        }
        else
        {
            record.TimeIsOdd = true;
        }
    }
}
