namespace NsgFlow.Layout;

/// <summary>What a filter says of a path, by what the path tells.</summary>
internal enum PathVerdict : byte
{
    /// <summary>There may be flows asked for.</summary>
    Keep,

    /// <summary>Excluded: another subscription, resource group, NSG or network interface.</summary>
    OtherResource,

    /// <summary>Excluded: a resource asked for, at a time not asked for.</summary>
    OutsideWindow,
}
