using NsgFlow.Analysis.Stitching;

namespace NsgFlow.Tests.Analysis.Stitching;

/// <summary>The table against a dictionary and two lists, under everything that can be done to it.</summary>
public sealed class ConnectionTableTests
{
    private static readonly FlowGroup s_group = new() { Source = null };

    [Theory]
    [InlineData(1, 20, uint.MaxValue)]
    [InlineData(2, 3000, uint.MaxValue)]
    // Hashes that collide: all keys in few places.
    [InlineData(3, 400, 7u)]
    [InlineData(4, 400, 0u)]
    public void It_finds_what_is_in_it_and_keeps_both_lists_in_order(int seed, int keys, uint hashes)
    {
        var random = new Random(seed);
        var table = new ConnectionTable();
        var places = new Dictionary<int, int>();
        List<int>[] lists = [[], []];
        int ListOf(int key) => lists[0].Contains(key) ? 0 : 1;
        for (int step = 0; step < 20_000; step++)
        {
            int key = random.Next(keys);
            FlowRow row = Row(key);
            uint hash = ((uint)key * 2654435761u) & hashes;
            int place = table.Find(in row, ConnectionClass.Stateful, hash);
            Assert.Equal(places.TryGetValue(key, out int known) ? known : -1, place);
            Assert.Equal(-1, table.Find(in row, ConnectionClass.Denied, hash));
            int list = random.Next(2);
            if (place < 0)
            {
                place = table.Add(hash);
                Assert.True(places.TryAdd(key, place));
                table[place].Row = ConnectionBuilding.Begin(in row, FlowConnectionStart.Begin, 0);
                table.Append(place, list == 1);
                lists[list].Add(key);
            }
            else if (random.Next(3) == 0)
            {
                table.Remove(place);
                places.Remove(key);
                lists[ListOf(key)].Remove(key);
            }
            else
            {
                table.Unlink(place);
                lists[ListOf(key)].Remove(key);
                table.Append(place, list == 1);
                lists[list].Add(key);
            }

            Assert.Equal(places.Count, table.Count);
            Assert.Equal(lists[0] is [var open, ..] ? places[open] : -1, table.Oldest(lingering: false));
            Assert.Equal(lists[1] is [var lingering, ..] ? places[lingering] : -1, table.Oldest(lingering: true));
        }
    }

    [Fact]
    public void Addresses_are_compared_by_value_and_not_by_object()
    {
        var table = new ConnectionTable();
        FlowRow row = Row(7);
        int place = table.Add(1);
        table[place].Row = ConnectionBuilding.Begin(in row, FlowConnectionStart.Begin, 0);

        FlowRow again = Row(7);

        Assert.NotSame(row.Source, again.Source);
        Assert.Equal(place, table.Find(in again, ConnectionClass.Stateful, 1));
    }

    private static FlowRow Row(int key) => new()
    {
        Group = s_group,
        Source = new InternedAddress(FlowAddress.FromIPv4((uint)(key / 2)), AddressVerdict.None),
        Destination = new InternedAddress(FlowAddress.FromIPv6(1), AddressVerdict.None),
        SourcePort = (ushort)(key % 2),
        DestinationPort = 80,
        Protocol = FlowProtocol.TCP,
    };
}
