using System.Globalization;
using System.Text;
using NsgFlow.Tuples;

namespace NsgFlow.Filtering;

/// <summary>
/// A set of addresses given as single addresses and CIDR prefixes, some of them excluded by a leading <c>!</c>.
/// Built once, then asked by binary search over disjoint ranges.
/// </summary>
internal sealed class AddressSet
{
    private readonly Ranges _wanted;
    private readonly Ranges _excluded;

    private AddressSet(Ranges wanted, Ranges excluded)
    {
        _wanted = wanted;
        _excluded = excluded;
    }

    /// <summary>Whether something is wanted; if not, everything is that is not excluded.</summary>
    public bool WantsSome => !_wanted.IsEmpty;

    /// <exception cref="FormatException">An item is no address and no prefix; the message names it and tells the forms.</exception>
    public static AddressSet Parse(IEnumerable<string> items)
    {
        var wanted = new List<Range>();
        var excluded = new List<Range>();
        foreach (string item in items)
        {
            ReadOnlySpan<char> text = item.AsSpan().Trim();
            if (text.StartsWith("!"))
            {
                excluded.Add(ParseRange(text[1..].Trim(), item));
            }
            else
            {
                wanted.Add(ParseRange(text, item));
            }
        }

        return new AddressSet(new Ranges(wanted), new Ranges(excluded));
    }

    public bool Wants(FlowAddress address) => _wanted.IsEmpty || _wanted.Contains(address);

    public bool Excludes(FlowAddress address) => _excluded.Contains(address);

    public bool Contains(FlowAddress address) => Wants(address) && !Excludes(address);

    private static Range ParseRange(ReadOnlySpan<char> text, string item)
    {
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> addressText = slash < 0 ? text : text[..slash];

        // The reader of log text, not IPAddress: that one takes 010.0.0.1 for 8.0.0.1.
        if (!AddressText.TryParse(Encoding.UTF8.GetBytes(addressText.ToString()), out FlowAddress address))
        {
            throw Bad(item);
        }

        int width = address.IsIPv6 ? 128 : 32;
        int length = width;
        if (slash >= 0
            && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > width))
        {
            throw Bad(item);
        }

        UInt128 hostBits = length == 0
            ? (address.IsIPv6 ? UInt128.MaxValue : uint.MaxValue)
            : (UInt128.One << (width - length)) - 1;
        return new Range(address.IsIPv6, address.Value & ~hostBits, address.Value | hostBits);
    }

    private static FormatException Bad(string item) =>
        new($"'{item}' is no IP address and no CIDR prefix. Give one such as 10.1.2.3, 10.0.0.0/8 or 2001:db8::/32; a leading ! excludes it.");

    private readonly record struct Range(bool IsIPv6, UInt128 First, UInt128 Last);

    /// <summary>Sorted, merged ranges of both families.</summary>
    private sealed class Ranges
    {
        private readonly Range[] _ipv4;
        private readonly Range[] _ipv6;

        public Ranges(List<Range> ranges)
        {
            _ipv4 = Merge(ranges.Where(r => !r.IsIPv6));
            _ipv6 = Merge(ranges.Where(r => r.IsIPv6));
        }

        public bool IsEmpty => _ipv4.Length == 0 && _ipv6.Length == 0;

        public bool Contains(FlowAddress address)
        {
            Range[] ranges = address.IsIPv6 ? _ipv6 : _ipv4;
            UInt128 value = address.Value;
            int low = 0;
            int high = ranges.Length - 1;
            while (low <= high)
            {
                int middle = (low + high) >>> 1;
                if (value < ranges[middle].First)
                {
                    high = middle - 1;
                }
                else if (value > ranges[middle].Last)
                {
                    low = middle + 1;
                }
                else
                {
                    return true;
                }
            }

            return false;
        }

        private static Range[] Merge(IEnumerable<Range> ranges)
        {
            var merged = new List<Range>();
            foreach (Range range in ranges.OrderBy(r => r.First).ThenBy(r => r.Last))
            {
                if (merged.Count > 0 && range.First <= merged[^1].Last)
                {
                    if (range.Last > merged[^1].Last)
                    {
                        merged[^1] = merged[^1] with { Last = range.Last };
                    }
                }
                else
                {
                    merged.Add(range);
                }
            }

            return [.. merged];
        }
    }
}
