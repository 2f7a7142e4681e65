using System.Runtime.CompilerServices;

namespace NsgFlow.Analysis.Measuring;

/// <summary>How fine fields are that are made of others: networks of addresses, intervals of time, pairs.</summary>
internal sealed class KeyScale(MeasureOptions options)
{
    private readonly long _interval = (long)options.Interval.TotalMilliseconds;
    private readonly uint _mask = options.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - options.PrefixLength);
    private readonly UInt128 _mask6 = options.IPv6PrefixLength == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - options.IPv6PrefixLength);

    /// <summary>Where the interval begins that a time lies in.</summary>
    public long IntervalOf(long time) => time - (time % _interval);

    public FlowAddress Network(FlowAddress address) =>
        address.IsIPv6 ? FlowAddress.FromIPv6(address.Value & _mask6) : FlowAddress.FromIPv4(address.IPv4 & _mask);

    public static FlowAddress Smaller(in FlowRow row) => SourceIsSmaller(in row) ? row.Source.Address : row.Destination.Address;

    public static FlowAddress Larger(in FlowRow row) => SourceIsSmaller(in row) ? row.Destination.Address : row.Source.Address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SourceIsSmaller(in FlowRow row) => row.Source.Address.CompareTo(row.Destination.Address) <= 0;
}
