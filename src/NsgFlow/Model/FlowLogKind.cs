namespace NsgFlow;

/// <summary>The layout that a tuple was read in. Its shape decides, never a version field.</summary>
public enum FlowLogKind : byte
{
    /// <summary>A layout outside Microsoft's formats, such as the ten-field form; see <see cref="FlowRecord.Deviation"/>.</summary>
    Other = 0,

    /// <summary>NSG flow log, version 1: eight fields, no state, no counters.</summary>
    NsgV1 = 1,

    /// <summary>NSG flow log, version 2: thirteen fields with decision and state.</summary>
    NsgV2 = 2,

    /// <summary>Virtual network flow log, version 4: thirteen fields with state and encryption.</summary>
    VNetV4 = 4,
}
