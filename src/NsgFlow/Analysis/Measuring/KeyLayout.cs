namespace NsgFlow.Analysis.Measuring;

/// <summary>Packs the fields that make a group into as few words as they need: keys are hashed and compared by words.</summary>
internal sealed class KeyLayout
{
    private const int WordBits = 64;

    public KeyLayout(MeasureOptions options)
    {
        Options = options;
        var used = new List<int>();
        var parts = new List<KeyPart>();
        foreach (MeasureField field in options.By.SelectMany(Outputs))
        {
            (KeyBits kind, int bits) = BitsOf(field);
            int word = used.FindIndex(u => u + bits <= WordBits);
            if (word < 0)
            {
                word = used.Count;
                used.Add(0);
            }

            parts.Add(new KeyPart(field, kind, word, used[word], bits));
            used[word] += bits;
        }

        Parts = [.. parts];
        RowParts = [.. parts.Where(p => !IsOfGroup(p.Field))];
        GroupParts = [.. parts.Where(p => IsOfGroup(p.Field))];
        Fields = Array.ConvertAll(Parts, p => p.Field);
        Words = Math.Max(used.Count, 1);
        Bits = used.Sum();
        HasNames = parts.Exists(p => p.Kind is KeyBits.Text or KeyBits.Address);
    }

    public MeasureOptions Options { get; }

    /// <summary>All parts in the order of the fields.</summary>
    public KeyPart[] Parts { get; }

    /// <summary>The parts that change from row to row.</summary>
    public KeyPart[] RowParts { get; }

    /// <summary>The parts that all rows of a group of tuples share.</summary>
    public KeyPart[] GroupParts { get; }

    /// <summary>The fields of <see cref="Parts"/>.</summary>
    public MeasureField[] Fields { get; }

    public int Words { get; }

    public int Bits { get; }

    /// <summary>Whether keys hold numbers that mean something only together with the names they were made with.</summary>
    public bool HasNames { get; }

    /// <summary>The fields of a summary that a field of the grouping becomes.</summary>
    public static IEnumerable<MeasureField> Outputs(MeasureField field) =>
        field == MeasureField.Pair ? [MeasureField.Address, MeasureField.PeerAddress] : [field];

    public static bool IsOfGroup(MeasureField field) => field
        is MeasureField.Rule or MeasureField.NetworkSecurityGroup or MeasureField.AclId or MeasureField.ResourceId
        or MeasureField.TargetResourceId or MeasureField.MacAddress or MeasureField.RecordTime or MeasureField.Source;

    private static (KeyBits Kind, int Bits) BitsOf(MeasureField field) => field switch
    {
        MeasureField.SourceAddress or MeasureField.DestinationAddress or MeasureField.Address or MeasureField.PeerAddress
            or MeasureField.SourcePrefix or MeasureField.DestinationPrefix => (KeyBits.Address, 33),
        MeasureField.SourcePort or MeasureField.DestinationPort => (KeyBits.Number, 16),
        MeasureField.Protocol => (KeyBits.Number, 8),
        MeasureField.Direction or MeasureField.Decision => (KeyBits.Number, 1),
        MeasureField.State or MeasureField.Kind => (KeyBits.Number, 3),
        MeasureField.Deviation => (KeyBits.Number, 32),
        MeasureField.Time or MeasureField.Interval => (KeyBits.Number, 48),
        MeasureField.Offset => (KeyBits.Number, 64),
        MeasureField.Service => (KeyBits.NumberOrNull, 16),
        MeasureField.RecordTime or MeasureField.PacketsSent or MeasureField.BytesSent
            or MeasureField.PacketsReceived or MeasureField.BytesReceived => (KeyBits.NumberOrNull, 64),
        _ => (KeyBits.Text, 32),
    };
}
