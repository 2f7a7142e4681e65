namespace NsgFlow.Layout;

/// <summary>
/// What the name of a blob, file or folder tells in Azure's layout of flow logs. Whatever stands before the layout is
/// passed over, both slashes separate, keys match in any case and values stay as written.
/// </summary>
/// <remarks>
/// <para>NSG: <c>resourceId=/SUBSCRIPTIONS/{sub}/RESOURCEGROUPS/{rg}/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/{nsg}</c>,
/// virtual network: <c>flowLogResourceID=/{sub}_{rg}/NETWORKWATCHER_{region}_{name}</c>; then, in both,
/// <c>/y=/m=/d=/h=/m=00/macAddress=/PT1H.json</c>.</para>
/// <para>Reading stops at the first segment that does not fit, and what was known so far stands. So a longer path never
/// tells otherwise than its beginning did, and a folder may be judged by its own path for all that lies beneath it.</para>
/// </remarks>
internal sealed class FlowLogPath
{
    public required FlowLogFamily Family { get; init; }

    public string? SubscriptionId { get; init; }

    /// <summary>The group of the NSG; in the virtual network tree that of the flow log, which is seldom the network's.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Known in the NSG tree only.</summary>
    public string? NetworkSecurityGroup { get; init; }

    /// <summary>Known in the virtual network tree only.</summary>
    public string? Region { get; init; }

    /// <summary>Known in the virtual network tree only. The network itself is named in the records, not in the path.</summary>
    public string? FlowLogName { get; init; }

    /// <summary>The narrowest period named: the hour of a whole path, the year, month or day of a folder above.</summary>
    public FlowLogPeriod? Period { get; init; }

    /// <summary>The hour in which the records were written, in UTC.</summary>
    public DateTimeOffset? Hour => Period is { IsHour: true } hour ? hour.Start : null;

    /// <summary>Twelve upper-case hexadecimal digits, or as written where it is no MAC address.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Reads the name of a file or blob, whose last segment is never taken for a level of the layout.</summary>
    /// <returns>Null where the path is not in the layout.</returns>
    public static FlowLogPath? OfFile(ReadOnlySpan<char> path) =>
        OfFolder(path[..(path.LastIndexOfAny('/', '\\') + 1)]);

    /// <summary>Reads the path of a folder, which may end at any level.</summary>
    /// <returns>Null where the path is not in the layout, or not yet.</returns>
    public static FlowLogPath? OfFolder(ReadOnlySpan<char> path) => FlowLogPathParser.Parse(path);

    /// <summary>Whether a file may be a log by its name: any <c>.json</c> or <c>.json.gz</c>.</summary>
    public static bool IsLogFileName(ReadOnlySpan<char> name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".json.gz", StringComparison.OrdinalIgnoreCase);
}
