namespace NsgFlow;

/// <summary>What the address filters say of one address, for each place it can stand in.</summary>
[Flags]
internal enum AddressVerdict : byte
{
    None = 0,

    /// <summary>May be the source.</summary>
    Source = 1,

    /// <summary>May be the destination.</summary>
    Destination = 2,

    /// <summary>One of the addresses wanted on either side.</summary>
    Either = 4,

    /// <summary>Excluded on either side.</summary>
    Excluded = 8,

    /// <summary>In the first of the two sets a flow shall run between.</summary>
    First = 16,

    /// <summary>In the second of the two sets a flow shall run between.</summary>
    Second = 32,
}
