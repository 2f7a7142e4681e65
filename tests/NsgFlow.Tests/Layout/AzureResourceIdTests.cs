namespace NsgFlow.Tests.Layout;

public sealed class AzureResourceIdTests
{
    [Theory]
    [InlineData("/SUBSCRIPTIONS/11111111-2222-3333-A4B6-000000000000/RESOURCEGROUPS/VM-TEST/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/TEST-NSG", "TEST-NSG")]
    [InlineData("/subscriptions/c088dc46-d692-42ad-a4b6-9a542d28ad2a/resourceGroups/azure-labs-001/providers/Microsoft.Network/networkSecurityGroups/labsVm1-nsg", "labsVm1-nsg")]
    [InlineData("subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/web/", "web")]
    [InlineData("/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/web/securityRules/one", "web")]
    [InlineData("/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/", null)]
    [InlineData("/subscriptions/s/resourceGroups/networkSecurityGroups/providers/Microsoft.Network/virtualNetworks/v", null)]
    [InlineData("/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkInterfaces/myNic", null)]
    [InlineData("/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/networkSecurityGroups", null)]
    [InlineData("00000000-0000-0000-0000-000000000000", null)]
    [InlineData("unspecified", null)]
    [InlineData("", null)]
    [InlineData("////", null)]
    public void Only_an_nsgs_id_names_an_nsg(string id, string? expected) =>
        Assert.Equal(expected, AzureResourceId.NetworkSecurityGroup(id));

    [Theory]
    [InlineData("/SUBSCRIPTIONS/ABC/RESOURCEGROUPS/Rg-One/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/W/FLOWLOGS/F", "ABC", "Rg-One")]
    [InlineData("/subscriptions/abc/resourcegroups/rg", "abc", "rg")]
    [InlineData("/subscriptions/abc", "abc", null)]
    [InlineData("/subscriptions", null, null)]
    [InlineData("/subscriptions/resourceGroups/resourceGroups/subscriptions", "resourceGroups", "subscriptions")]
    [InlineData("unspecified", null, null)]
    public void Subscription_and_group_come_as_spelled(string id, string? subscription, string? group)
    {
        Assert.Equal(subscription, AzureResourceId.SubscriptionId(id));
        Assert.Equal(group, AzureResourceId.ResourceGroupName(id));
    }
}
