namespace NsgFlow.Sampling;

/// <summary>Takes records in place of a file: to count them, or to write them otherwise than Azure does.</summary>
internal interface IRecordTarget
{
    /// <summary>The path of the next file, made of the one that Azure gives it.</summary>
    string PathOf(FlowLogKind kind, string path);

    void OpenFile(FlowLogKind kind, string path, Stream file);

    /// <param name="nic">The network interface.</param>
    /// <param name="time">When the record was written.</param>
    /// <param name="tuples">What happened, by rule; used again for the next record.</param>
    void Take(SampleNic nic, DateTime time, IReadOnlyList<SampleTuple>[] tuples);

    SampleTruthFile CloseFile();
}
