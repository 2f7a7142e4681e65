namespace NsgFlow.Analysis.Stitching;

/// <summary>How the tuples of a connection become one row.</summary>
internal static class ConnectionBuilding
{
    public static FlowConnectionRow Begin(in FlowRow row, FlowConnectionStart start, int ordinal)
    {
        var connection = new FlowConnectionRow
        {
            Group = row.Group,
            Source = row.Source,
            Destination = row.Destination,
            Encryption = row.Encryption,
            Start = row.TimeMilliseconds,
            End = row.TimeMilliseconds,
            Records = 1,
            Attempts = 1,
            Ordinal = ordinal,
            SourcePort = row.SourcePort,
            DestinationPort = row.DestinationPort,
            Protocol = row.Protocol,
            Direction = row.Direction,
            Decision = row.Decision,
            Kind = row.Kind,
            FirstState = row.State,
            LastState = row.State,
            StartKind = start,
        };
        if (start != FlowConnectionStart.MidStream)
        {
            AddStray(ref connection, in row);
        }

        return connection;
    }

    /// <summary>Takes what every further tuple tells, whatever its state.</summary>
    public static void GoOn(ref FlowConnectionRow connection, in FlowRow row)
    {
        connection.Records++;
        connection.LastState = row.State;
        connection.Encryption ??= row.Encryption;
        if (!ReferenceEquals(row.Group, connection.Group))
        {
            AddSource(ref connection, row.Group.Source);
        }
    }

    /// <summary>Adds what a continue or end tuple counted since the tuple before.</summary>
    public static void AddCounters(ref FlowConnectionRow connection, in FlowRow row)
    {
        Add(ref connection, in row);
        if (row.Known != FlowCounters.All)
        {
            connection.UnknownCounters++;
        }
    }

    /// <summary>Begin and deny tuples carry no statistics; what stands there all the same, and is not zero, counts.</summary>
    public static void AddStray(ref FlowConnectionRow connection, in FlowRow row)
    {
        if ((row.PacketsSent | row.BytesSent | row.PacketsReceived | row.BytesReceived) != 0 || row.State == FlowState.None)
        {
            Add(ref connection, in row);
        }
    }

    public static void Finish(ref FlowConnectionRow connection, FlowConnectionEnd kind)
    {
        connection.EndKind = kind;
        if (connection.IsDirectionSuspect)
        {
            connection.Notes |= FlowConnectionNotes.DirectionSuspect;
        }

        if (connection.Records == 1 && connection.FirstState == FlowState.End)
        {
            connection.Notes |= FlowConnectionNotes.Orphan;
        }
    }

    private static void Add(ref FlowConnectionRow connection, in FlowRow row)
    {
        connection.Known |= row.Known;
        connection.PacketsSent = FlowConnectionRow.Sum(connection.PacketsSent, row.PacketsSent);
        connection.BytesSent = FlowConnectionRow.Sum(connection.BytesSent, row.BytesSent);
        connection.PacketsReceived = FlowConnectionRow.Sum(connection.PacketsReceived, row.PacketsReceived);
        connection.BytesReceived = FlowConnectionRow.Sum(connection.BytesReceived, row.BytesReceived);
    }

    private static void AddSource(ref FlowConnectionRow connection, string? source)
    {
        string? last = connection.Sources is { } known ? known[^1] : connection.Group.Source;
        if (source is not null && !ReferenceEquals(source, last) && source != last)
        {
            connection.Sources = [.. connection.Sources ?? (connection.Group.Source is { } first ? [first] : []), source];
        }
    }
}
