using System.Globalization;

namespace NsgFlow.Tests.Layout;

/// <summary>Paths as Azure writes them, for tests.</summary>
internal static class Paths
{
    public const string Subscription = "C088DC46-D692-42AD-A4B6-9A542D28AD2A";
    public const string OtherSubscription = "11111111-2222-3333-A4B6-000000000000";
    public const string Mac = "000D3AF87856";

    public static string Nsg(string name, string subscription = Subscription, string group = "RG-PROD") =>
        $"resourceId=/SUBSCRIPTIONS/{subscription}/RESOURCEGROUPS/{group}/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/{name}";

    public static string VNet(string flowLog, string subscription = Subscription, string group = "NETWORKWATCHERRG") =>
        $"flowLogResourceID=/{subscription}_{group}/NETWORKWATCHER_WESTUS_{flowLog}";

    public static string Hour(int year, int month, int day, int hour, string mac = Mac) =>
        string.Create(CultureInfo.InvariantCulture, $"y={year:0000}/m={month:00}/d={day:00}/h={hour:00}/m=00/macAddress={mac}");

    public static string Hour(DateTimeOffset time, string mac = Mac) => Hour(time.Year, time.Month, time.Day, time.Hour, mac);

    public static DateTimeOffset Utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);
}
