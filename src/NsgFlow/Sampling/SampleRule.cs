namespace NsgFlow.Sampling;

/// <summary>The rules of the made-up network, in the order their groups have within a record.</summary>
internal enum SampleRule : byte
{
    Platform,
    AllowInternetOut,
    AllowVnetOut,
    AllowVnetIn,
    AllowLoadBalancerIn,
    DenyAllIn,
    AllowHttpsIn,
    AllowSshIn,
    DenyRdpIn,
    DenySmtpOut,
    Unspecified,
}

internal static class SampleRules
{
    public const string NoAcl = "00000000-0000-0000-0000-000000000000";

    private static readonly string[] s_names =
    [
        "PlatformRule",
        "DefaultRule_AllowInternetOutBound",
        "DefaultRule_AllowVnetOutBound",
        "DefaultRule_AllowVnetInBound",
        "DefaultRule_AllowAzureLoadBalancerInBound",
        "DefaultRule_DenyAllInBound",
        "UserRule_AllowHttpsInBound",
        "UserRule_AllowSshFromBastion",
        "UserRule_DenyRdpInBound",
        "UserRule_DenySmtpOutBound",
        "unspecified",
    ];

    public static int Count => s_names.Length;

    public static string Name(int rule) => s_names[rule];

    /// <summary>What a virtual network log writes as <c>aclID</c>.</summary>
    public static string AclId(int rule, SampleNic nic) => (SampleRule)rule switch
    {
        SampleRule.Platform => NoAcl,
        SampleRule.Unspecified => "unspecified",
        _ => nic.AclId,
    };
}
