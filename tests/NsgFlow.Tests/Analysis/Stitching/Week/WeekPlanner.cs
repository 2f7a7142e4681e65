using System.Net;

namespace NsgFlow.Tests.Analysis.Stitching.Week;

/// <summary>Plants a week of connections of every kind on one interface. The same seed plants the same.</summary>
internal sealed class WeekPlanner
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = PlannedInterface.Hour;

    /// <summary>How long an interface's connections must be left alone by others of the same kind.</summary>
    private const long Quiet = 2 * Hour;

    private readonly Random _random;
    private readonly PlannedInterface _interface;
    private readonly long _gridPhase;
    private int _number;

    private WeekPlanner(PlannedInterface target, int seed)
    {
        _interface = target;
        _random = new Random(seed);
        _gridPhase = _random.Next(300) * Second;
    }

    public static PlannedInterface Plan(string mac, bool isVNet, int[] missingHours, int connections, int seed)
    {
        var target = new PlannedInterface { Mac = mac, IsVNet = isVNet, MissingHours = missingHours };
        new WeekPlanner(target, seed).Fill(connections);
        return target;
    }

    private void Fill(int connections)
    {
        // Something in every hour that is there, so that only missing hours are gaps; and in the last minutes.
        for (int hour = 0; hour < 7 * 24; hour++)
        {
            Add().Add(PlannedInterface.WeekStart + (hour * Hour) + (5 * Minute), 'B').Add(PlannedInterface.WeekStart + (hour * Hour) + (6 * Minute), 'E', Counters());
        }

        Add().Add(PlannedInterface.WeekEnd - (3 * Minute), 'B').Add(PlannedInterface.WeekEnd - (2 * Minute), 'E', Counters());
        for (int i = 0; i < connections; i++)
        {
            Plant(i % 12);
        }

        PlantRepeatedTuples();
    }

    private void Plant(int kind)
    {
        long start = PlannedInterface.WeekStart + _random.NextInt64(7 * 24 * Hour);
        switch (kind)
        {
            case 0:
                Add().Add(start, 'B').Add(start + _random.NextInt64(4 * Minute), 'E', Counters());
                break;
            case 1:
                // Begin and end at the same moment, and one that got no answer.
                Add().Add(start, 'B').Add(start, 'E', [2, 120, 0, 0]);
                break;
            case 2:
                // Over hours, days, and whatever is missing.
                Live(Add().Add(start, 'B'), start, start + _random.NextInt64(30 * Hour), ends: true);
                break;
            case 3:
                // Older than the log.
                long before = PlannedInterface.WeekStart - _random.NextInt64(3 * Hour);
                Live(Add().Add(before, 'B'), before, PlannedInterface.WeekStart + _random.NextInt64(5 * Hour), ends: true);
                break;
            case 4:
                // Goes on beyond the log.
                long late = PlannedInterface.WeekEnd - _random.NextInt64(6 * Hour);
                Live(Add().Add(late, 'B'), late, PlannedInterface.WeekEnd + Hour, ends: false);
                break;
            case 5:
                // Never heard of again, after a while.
                Live(Add().Add(start, 'B'), start, start + _random.NextInt64(Hour), ends: false);
                break;
            case 6:
                // Stateless: a begin is all there is.
                Add().Add(start, 'B');
                break;
            case 7:
                Denials(start);
                break;
            case 8:
                Supersede(Calm(start));
                break;
            case 9:
                ReusePort(Calm(start));
                break;
            case 10:
                // Only the end is logged: the begin was in what is not.
                Add().Add(start, 'E', Counters());
                break;
            default:
                // A continuation without counters.
                Add().Add(start, 'B').Add(start + Minute, 'C').Add(start + (2 * Minute), 'E', Counters());
                break;
        }
    }

    /// <summary>Continuations on the interface's grid of five minutes, and an end.</summary>
    private void Live(PlannedConnection connection, long start, long end, bool ends)
    {
        for (long tick = (((start - _gridPhase) / (5 * Minute)) + 1) * 5 * Minute + _gridPhase; tick < end; tick += 5 * Minute)
        {
            connection.Add(tick, 'C', Counters());
        }

        if (ends)
        {
            connection.Add(end, 'E', Counters());
        }
    }

    private void Denials(long start)
    {
        PlannedConnection first = Add(denied: true);
        long time = start;
        for (int i = _random.Next(4); i >= 0; i--)
        {
            first.Add(time, 'D');
            time += _random.NextInt64(59 * Second);
        }

        // Ten minutes later the same again: another connection.
        Twin(first, endKind: null).Add(time + (10 * Minute), 'D');
    }

    private void Supersede(long start)
    {
        PlannedConnection first = Add(endKind: FlowConnectionEnd.Superseded).Add(start, 'B').Add(start + Minute, 'C', Counters());
        Twin(first, endKind: null).Add(start + (4 * Minute), 'B').Add(start + (5 * Minute), 'E', Counters());
    }

    private void ReusePort(long start)
    {
        PlannedConnection first = Add().Add(start, 'B').Add(start + Second, 'E', Counters());
        Twin(first, endKind: null).Add(start + Second, 'B').Add(start + Second, 'E', Counters());
        Twin(first, endKind: null).Add(start + Minute, 'B').Add(start + (2 * Minute), 'E', Counters());
        // Long after, when nothing of it is remembered.
        Twin(first, endKind: null).Add(start + Hour, 'B').Add(start + Hour + Minute, 'E', Counters());
    }

    /// <summary>A time with nothing missing and no end of the week for as long as what is planted there goes on.</summary>
    private long Calm(long start)
    {
        while (start < PlannedInterface.WeekStart + Hour || start > PlannedInterface.WeekEnd - Quiet
            || _interface.MissingHours.Any(h => Math.Abs(PlannedInterface.WeekStart + (h * Hour) - start) < Quiet + Hour))
        {
            start = PlannedInterface.WeekStart + _random.NextInt64(7 * 24 * Hour);
        }

        return start;
    }

    /// <summary>Some tuples stand twice in their list.</summary>
    private void PlantRepeatedTuples()
    {
        foreach (PlannedConnection connection in _interface.Connections.Where((_, i) => i % 17 == 3))
        {
            int index = _random.Next(connection.Tuples.Count);
            if (connection.Tuples[index].State != 'D')
            {
                connection.Tuples[index] = connection.Tuples[index] with { Copies = 2 };
            }
        }
    }

    private PlannedConnection Add(bool denied = false, FlowConnectionEnd? endKind = null)
    {
        // Every connection has ends and ports of its own, unless it is made a twin of another.
        int number = _number++;
        bool isIPv6 = _random.Next(4) == 0;
        string own = isIPv6 ? "2001:db8:1::4" : "10.20.1.4";
        string peer = isIPv6 ? new IPAddress([0x20, 1, 0xd, 0xb8, 0, 9, 0, 0, 0, 0, 0, 0, 0, (byte)(number >> 16), (byte)(number >> 8), (byte)number]).ToString() : $"198.{18 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}";
        bool outbound = _random.Next(2) == 0;
        var connection = new PlannedConnection
        {
            Interface = _interface,
            Source = outbound ? own : peer,
            Destination = outbound ? peer : own,
            SourcePort = 1024 + _random.Next(60_000),
            DestinationPort = _random.Next(3) switch { 0 => 443, 1 => 53, _ => 22 },
            Protocol = _random.Next(3) == 0 ? FlowProtocol.UDP : FlowProtocol.TCP,
            IsOutbound = outbound,
            Rule = denied ? "DefaultRule_DenyAllInBound" : _random.Next(2) == 0 ? "UserRule_web" : "DefaultRule_AllowInternetOutBound",
            EndKind = endKind,
        };
        _interface.Connections.Add(connection);
        return connection;
    }

    private PlannedConnection Twin(PlannedConnection of, FlowConnectionEnd? endKind)
    {
        var twin = new PlannedConnection
        {
            Interface = _interface,
            Source = of.Source,
            Destination = of.Destination,
            SourcePort = of.SourcePort,
            DestinationPort = of.DestinationPort,
            Protocol = of.Protocol,
            IsOutbound = of.IsOutbound,
            Rule = of.Rule,
            EndKind = endKind,
        };
        _interface.Connections.Add(twin);
        return twin;
    }

    private long[] Counters() => [_random.Next(1, 1000), _random.Next(40, 1_000_000), _random.Next(1, 1000), _random.Next(40, 1_000_000)];
}
