namespace NsgFlow.Sampling.Defects;

/// <summary>Turns a draft into text.</summary>
internal static class RecordTree
{
    /// <summary>Brackets, quotation marks and escapes in a value that a reader has to skip without looking into it.</summary>
    private const string OddValue = "{\"list\":[1,-2.5e3,null,{\"text\":\"}]\\\"{[\\\\\"}],\"empty\":{},\"flag\":true}";

    public static RecordText Write(DraftRecord record, string path)
    {
        LogObject root = record.IsVNet ? VNet(record, path) : Nsg(record, path);
        if (record.OutsideVersion is { } version)
        {
            root.Members.RemoveAll(m => m.Key == "flowLogVersion");
            root.Members.Insert(1, ("version", new LogValue(version)));
        }

        if (record.HasUnknownKeys)
        {
            root.Members.Insert(2, ("formatExtension", new LogValue(OddValue)));
        }

        if (record.KeysAreSorted)
        {
            root.Sort();
        }

        var text = new LogText(record.IsPretty);
        root.Write(text);
        return text.ToRecord();
    }

    private static LogObject Nsg(DraftRecord record, string path)
    {
        SampleNic nic = record.Nic;
        var flows = new LogList(record.Lists.Select(list => Extended(record, new LogObject(
            ("rule", LogValue.Text(SampleRules.Name(list.Rule))),
            ("flows", new LogList([Extended(record, new LogObject(
                ("mac", LogValue.Text(record.MacAddress)),
                ("flowTuples", Tuples(record, list, path))))]))))));
        if (record.HasEmptyFlow)
        {
            flows.Items.Insert(0, new LogObject(("rule", LogValue.Text("UserRule_Unused")), ("flows", new LogList([]))));
        }

        var properties = new LogObject(("flows", flows));
        if (record.OutsideVersion is null)
        {
            properties.Members.Insert(0, ("Version", new LogValue(record.Version)));
        }

        return new LogObject(
            ("time", LogValue.Text(record.TimeText)),
            ("systemId", LogValue.Text(nic.SystemId)),
            ("macAddress", LogValue.Text(record.MacAddress)),
            ("category", LogValue.Text("NetworkSecurityGroupFlowEvent")),
            ("resourceId", LogValue.Text(nic.NsgResourceId(record.FileKind))),
            ("operationName", LogValue.Text("NetworkSecurityGroupFlowEvents")),
            ("properties", Extended(record, properties)));
    }

    private static LogObject VNet(DraftRecord record, string path)
    {
        SampleNic nic = record.Nic;
        var flows = new LogList(record.Lists.Select(list => Extended(record, new LogObject(
            ("aclID", LogValue.Text(SampleRules.AclId(list.Rule, nic))),
            ("flowGroups", new LogList([Extended(record, new LogObject(
                ("rule", LogValue.Text(SampleRules.Name(list.Rule))),
                ("flowTuples", Tuples(record, list, path))))]))))));
        if (record.HasEmptyFlow)
        {
            flows.Items.Insert(0, new LogObject(("aclID", LogValue.Text(nic.AclId)), ("flowGroups", new LogList([]))));
        }

        LogNode flowRecords = Extended(record, new LogObject(("flows", flows)));
        return new LogObject(
            ("time", LogValue.Text(record.TimeText)),
            ("flowLogGUID", LogValue.Text(nic.FlowLogGuid)),
            ("macAddress", LogValue.Text(record.MacAddress)),
            ("category", LogValue.Text("FlowLogFlowEvent")),
            ("flowLogResourceID", LogValue.Text(nic.FlowLogResourceId)),
            ("targetResourceID", LogValue.Text(nic.TargetResourceId)),
            ("flowLogVersion", new LogValue(record.Version)),
            ("operationName", LogValue.Text("FlowLogFlowEvent")),
            ("flowRecords", record.FlowRecordsAreList ? new LogList([flowRecords]) : flowRecords));
    }

    private static LogList Tuples(DraftRecord record, DraftList list, string path)
    {
        FlowGroup group = record.Group(list.Rule, path);
        foreach (DraftTuple tuple in list.Tuples)
        {
            tuple.Row.Deviation |= record.VersionDeviation(tuple.Row.Kind);
        }

        return new LogList(list.Tuples.Select(t => new LogTuple(t, group)));
    }

    private static LogObject Extended(DraftRecord record, LogObject node)
    {
        if (record.HasUnknownKeys)
        {
            node.Members.Insert(1, ("formatExtension", new LogValue(OddValue)));
            node.Members.Add(("note", LogValue.Text("none")));
        }

        return node;
    }
}
