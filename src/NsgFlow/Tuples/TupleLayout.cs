namespace NsgFlow.Tuples;

/// <summary>What encloses a tuple, and so which layout is expected of it.</summary>
internal enum TupleContainer
{
    /// <summary>Nothing: a bare tuple, whose own shape must tell.</summary>
    None,

    /// <summary><c>properties.flows</c> of an NSG flow log.</summary>
    Nsg,

    /// <summary><c>flowRecords</c> of a virtual network flow log.</summary>
    VNet,

    /// <summary>Nothing, but who gave the tuple says that it is of a virtual network flow log.</summary>
    SaidVNet,
}

/// <summary>The order of a tuple's fields.</summary>
internal enum TupleLayout
{
    /// <summary>time, source, destination, ports, protocol, direction, decision.</summary>
    NsgV1,

    /// <summary>NsgV1, then state and four counters.</summary>
    NsgV2,

    /// <summary>time to direction, then state, encryption and four counters.</summary>
    VNet,

    /// <summary>NsgV1, then packets and bytes.</summary>
    Ten,
}

/// <summary>Tells a tuple's layout from its number of fields and from the fields in which the layouts differ.</summary>
internal static class TupleLayouts
{
    public const int Time = 0;
    public const int Source = 1;
    public const int Destination = 2;
    public const int SourcePort = 3;
    public const int DestinationPort = 4;
    public const int Protocol = 5;
    public const int Direction = 6;

    /// <summary>The decision in NSG layouts, the state in the virtual network's.</summary>
    public const int Verdict = 7;

    /// <summary>The state in NSG version 2, the encryption in the virtual network layout, packets in the ten-field form.</summary>
    public const int Eighth = 8;

    public const int FirstCounter = 9;

    public const int NsgV1Fields = 8;
    public const int TenFields = 10;
    public const int FullFields = 13;

    public static bool IsFieldCount(int count) => count is FullFields or NsgV1Fields or TenFields;

    public static TupleFault Resolve(in TupleText tuple, TupleContainer container, out TupleLayout layout, out FlowDeviation deviation)
    {
        deviation = FlowDeviation.None;
        switch (tuple.Count)
        {
            case FullFields:
                return ResolveFull(tuple, container, out layout, out deviation);
            case NsgV1Fields:
                layout = TupleLayout.NsgV1;
                if (container == TupleContainer.VNet)
                {
                    deviation = FlowDeviation.NsgTupleInFlowRecords;
                }

                return TupleFault.None;
            case TenFields:
                layout = TupleLayout.Ten;
                deviation = FlowDeviation.TenFieldTuple;
                return TupleFault.None;
            default:
                layout = default;
                return TupleFault.FieldCount;
        }
    }

    /// <summary>NSG version 2 and the virtual network layout have thirteen fields both: field 7 and 8 tell them apart.</summary>
    private static TupleFault ResolveFull(in TupleText tuple, TupleContainer container, out TupleLayout layout, out FlowDeviation deviation)
    {
        deviation = FlowDeviation.None;
        byte verdict = tuple.Letter(Verdict);
        bool stateBehind = tuple.Letter(Eighth) is (byte)'B' or (byte)'C' or (byte)'E';
        bool nsgShape = stateBehind && (verdict is (byte)'A' or (byte)'D');
        bool vnetShape = verdict is (byte)'B' or (byte)'C' or (byte)'E' || (verdict == (byte)'D' && !stateBehind);

        if (container == TupleContainer.Nsg && nsgShape)
        {
            layout = TupleLayout.NsgV2;
            return TupleFault.None;
        }

        if ((container == TupleContainer.VNet && vnetShape) || container == TupleContainer.SaidVNet)
        {
            layout = TupleLayout.VNet;
            return TupleFault.None;
        }

        return ResolveForeign(tuple, container, nsgShape, vnetShape, out layout, out deviation);
    }

    /// <summary>A tuple in the other kind's container, or in none: decoded only where its own fields leave one reading.</summary>
    private static TupleFault ResolveForeign(in TupleText tuple, TupleContainer container, bool nsgShape, bool vnetShape, out TupleLayout layout, out FlowDeviation deviation)
    {
        byte verdict = tuple.Letter(Verdict);
        bool letterProtocol = tuple.Letter(Protocol) is (byte)'T' or (byte)'U';
        deviation = FlowDeviation.None;
        if (nsgShape)
        {
            layout = TupleLayout.NsgV2;
            if (!letterProtocol && verdict == (byte)'D')
            {
                // State D with an encryption code nobody has seen yet, or an NSG denial: both readings are open.
                return TupleFault.AmbiguousLayout;
            }

            deviation = container == TupleContainer.VNet ? FlowDeviation.NsgTupleInFlowRecords : FlowDeviation.None;
            return TupleFault.None;
        }

        layout = TupleLayout.VNet;
        if (vnetShape && IsEncryptionCode(tuple.Span(Eighth)) && (container == TupleContainer.None || !letterProtocol))
        {
            deviation = container == TupleContainer.Nsg ? FlowDeviation.VNetTupleInProperties : FlowDeviation.None;
            return TupleFault.None;
        }

        return container switch
        {
            TupleContainer.VNet => TupleFault.State,
            TupleContainer.Nsg => verdict is (byte)'A' or (byte)'D' ? TupleFault.State : TupleFault.Decision,
            _ => TupleFault.AmbiguousLayout,
        };
    }

    private static bool IsEncryptionCode(ReadOnlySpan<byte> text) => text.StartsWith("X"u8) || text.StartsWith("NX"u8);
}
