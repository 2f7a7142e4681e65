namespace NsgFlow.Layout;

/// <summary>
/// The grammar behind <see cref="FlowLogPath"/>. Names come from whoever filled the storage: nothing here throws on
/// them, decodes them or builds a path out of them, and the work is linear in their length.
/// </summary>
internal static class FlowLogPathParser
{
    private const int GuidLength = 36;
    private const string WatcherPrefix = "NETWORKWATCHER_";

    public static FlowLogPath? Parse(ReadOnlySpan<char> path)
    {
        var segments = new PathSegments(path);
        while (segments.MoveNext())
        {
            // What follows the sign in the same segment is read as the next: some tools drop the slash between.
            FlowLogPath? found = null;
            if (TryReadValue(segments.Current, "resourceId", out ReadOnlySpan<char> rest))
            {
                found = ReadNetworkSecurityGroup(segments.FromTail(rest.Length));
            }
            else if (TryReadValue(segments.Current, "flowLogResourceID", out rest))
            {
                found = ReadVirtualNetwork(segments.FromTail(rest.Length));
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static FlowLogPath? ReadNetworkSecurityGroup(PathSegments segments)
    {
        string? subscription = null;
        string? resourceGroup = null;
        string? group = null;
        FlowLogPeriod? period = null;
        string? mac = null;
        if (!segments.MoveTo("SUBSCRIPTIONS"))
        {
            // A folder may end here; anything else is a name that merely looks like the key.
            return segments.Current.IsEmpty ? new FlowLogPath { Family = FlowLogFamily.NetworkSecurityGroup } : null;
        }

        if (segments.MoveNext())
        {
            subscription = segments.Current.ToString();
            if (segments.MoveTo("RESOURCEGROUPS") && segments.MoveNext())
            {
                resourceGroup = segments.Current.ToString();
                if (segments.MoveTo("PROVIDERS") && segments.MoveTo("MICROSOFT.NETWORK")
                    && segments.MoveTo("NETWORKSECURITYGROUPS") && segments.MoveNext())
                {
                    group = segments.Current.ToString();
                    (period, mac) = ReadTimeAndMac(segments);
                }
            }
        }

        return new FlowLogPath
        {
            Family = FlowLogFamily.NetworkSecurityGroup,
            SubscriptionId = subscription,
            ResourceGroupName = resourceGroup,
            NetworkSecurityGroup = group,
            Period = period,
            MacAddress = mac,
        };
    }

    private static FlowLogPath? ReadVirtualNetwork(PathSegments segments)
    {
        if (!segments.MoveNext())
        {
            return new FlowLogPath { Family = FlowLogFamily.VirtualNetwork };
        }

        ReadOnlySpan<char> owner = segments.Current;
        if (owner.Length < GuidLength + 2 || owner[GuidLength] != '_' || !LooksLikeGuid(owner[..GuidLength]))
        {
            return null;
        }

        string? region = null;
        string? name = null;
        FlowLogPeriod? period = null;
        string? mac = null;
        if (segments.MoveNext())
        {
            (region, name) = SplitWatcher(segments.Current);
            (period, mac) = ReadTimeAndMac(segments);
        }

        return new FlowLogPath
        {
            Family = FlowLogFamily.VirtualNetwork,
            SubscriptionId = owner[..GuidLength].ToString(),
            ResourceGroupName = owner[(GuidLength + 1)..].ToString(),
            Region = region,
            FlowLogName = name,
            Period = period,
            MacAddress = mac,
        };
    }

    /// <summary>By its dashes only: documentation samples carry ids with letters beyond F.</summary>
    private static bool LooksLikeGuid(ReadOnlySpan<char> text) =>
        text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';

    /// <summary>A network watcher may bear a name of its own, which tells no region; the levels beneath are the same.</summary>
    private static (string? Region, string? Name) SplitWatcher(ReadOnlySpan<char> segment)
    {
        if (!segment.StartsWith(WatcherPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return (null, null);
        }

        ReadOnlySpan<char> rest = segment[WatcherPrefix.Length..];
        int end = rest.IndexOf('_');
        return end > 0 && end + 1 < rest.Length ? (rest[..end].ToString(), rest[(end + 1)..].ToString()) : (null, null);
    }

    private static (FlowLogPeriod? Period, string? Mac) ReadTimeAndMac(PathSegments segments)
    {
        if (!TryReadNumber(ref segments, "y", 4, out int year) || FlowLogPeriod.Of(year) is not { } ofYear)
        {
            return (null, null);
        }

        if (!TryReadNumber(ref segments, "m", 2, out int month) || FlowLogPeriod.Of(year, month) is not { } ofMonth)
        {
            return (ofYear, null);
        }

        if (!TryReadNumber(ref segments, "d", 2, out int day) || FlowLogPeriod.Of(year, month, day) is not { } ofDay)
        {
            return (ofMonth, null);
        }

        if (!TryReadNumber(ref segments, "h", 2, out int hour) || FlowLogPeriod.Of(year, month, day, hour) is not { } ofHour)
        {
            return (ofDay, null);
        }

        // The second m is the minute, so far always 00. Older logs have the file right beneath it.
        return TryReadNumber(ref segments, "m", 2, out int minute) && minute < 60
            && segments.MoveNext() && TryReadValue(segments.Current, "macAddress", out ReadOnlySpan<char> mac) && !mac.IsEmpty
            ? (ofHour, MacAddressText.Normalize(mac))
            : (ofHour, null);
    }

    /// <summary>Exactly so many digits, padded with zeros as Azure writes them; anything else is not taken for a time.</summary>
    private static bool TryReadNumber(ref PathSegments segments, ReadOnlySpan<char> key, int digits, out int number)
    {
        number = 0;
        if (!segments.MoveNext() || !TryReadValue(segments.Current, key, out ReadOnlySpan<char> value) || value.Length != digits)
        {
            return false;
        }

        foreach (char c in value)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return true;
    }

    /// <summary>Reads <c>key=value</c>; the sign may be percent-encoded, as in names taken from an address.</summary>
    private static bool TryReadValue(ReadOnlySpan<char> segment, ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        value = default;
        if (!segment.StartsWith(key, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> rest = segment[key.Length..];
        int sign = rest.StartsWith("=") ? 1 : rest.StartsWith("%3D", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
        value = rest[sign..];
        return sign > 0;
    }
}
