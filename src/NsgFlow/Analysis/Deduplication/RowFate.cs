namespace NsgFlow.Analysis.Deduplication;

/// <summary>What became of a row that is held.</summary>
internal enum RowFate : byte
{
    /// <summary>Not looked at yet.</summary>
    New,

    /// <summary>No repeat of another row; whether another point logged the same is not known yet.</summary>
    NoRepeat,

    /// <summary>Goes on, for it speaks for all that say the same.</summary>
    Kept,

    /// <summary>The same row again.</summary>
    Repeated,

    /// <summary>Another rule set's row of the same interface.</summary>
    OtherSecurityGroup,

    /// <summary>A row of the interface at the other end.</summary>
    OtherInterface,

    /// <summary>A row of the other kind of log of the same interface.</summary>
    OtherLog,
}
