namespace NsgFlow;

/// <summary>Where in the life of a flow a tuple was written.</summary>
public enum FlowState : byte
{
    /// <summary>The format has no state (NSG version 1 and the ten-field form).</summary>
    None = 0,

    /// <summary>The flow was created (<c>B</c>); no statistics belong to it.</summary>
    Begin = 1,

    /// <summary>The flow goes on (<c>C</c>); counters are what was added since the tuple before.</summary>
    Continue = 2,

    /// <summary>The flow ended (<c>E</c>); counters are what was added since the tuple before.</summary>
    End = 3,

    /// <summary>The flow was denied (<c>D</c>, virtual network logs only); no statistics belong to it.</summary>
    Deny = 4,
}
