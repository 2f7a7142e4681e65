using NsgFlow.Analysis.RuleUsage;

namespace NsgFlow.Tests.Analysis.RuleUsage;

/// <summary>The same group, in each of the forms in which a definition comes.</summary>
public sealed class RuleDefinitionTests
{
    private const string Id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web";

    private const string Defaults = """[{"name":"AllowVnetInBound","priority":65000,"access":"Allow","direction":"Inbound"},{"name":"DenyAllInBound","priority":65500,"access":"Deny","direction":"Inbound"}]""";

    private static readonly string[] s_both = ["AllowSsh 100 Allow Inbound", "DenySmtp 200 Deny Outbound"];

    public static TheoryData<string, string> Forms => new()
    {
        {
            "az network nsg show",
            $$$"""{"id":"{{{Id}}}","name":"web","resourceGroup":"rg","type":"Microsoft.Network/networkSecurityGroups","securityRules":[{"name":"AllowSsh","priority":100,"access":"Allow","direction":"Inbound","protocol":"Tcp"},{"name":"DenySmtp","priority":200,"access":"Deny","direction":"Outbound"}],"defaultSecurityRules":{{{Defaults}}}}"""
        },
        {
            "az network nsg list",
            $$$"""[{"id":"{{{Id}}}","name":"web","securityRules":[{"name":"AllowSsh","priority":100,"access":"Allow","direction":"Inbound"},{"name":"DenySmtp","priority":200,"access":"Deny","direction":"Outbound"}],"defaultSecurityRules":{{{Defaults}}}}]"""
        },
        {
            "az network nsg rule list",
            $$$"""[{"id":"{{{Id}}}/securityRules/AllowSsh","name":"AllowSsh","type":"Microsoft.Network/networkSecurityGroups/securityRules","priority":100,"access":"Allow","direction":"Inbound"},{"id":"{{{Id}}}/securityRules/DenySmtp","name":"DenySmtp","type":"Microsoft.Network/networkSecurityGroups/securityRules","priority":200,"access":"Deny","direction":"Outbound"}]"""
        },
        {
            "ConvertTo-Json of Get-AzNetworkSecurityGroup",
            $$$"""{"SecurityRules":[{"Name":"AllowSsh","Id":"{{{Id}}}/securityRules/AllowSsh","Priority":100,"Access":"Allow","Direction":"Inbound"},{"Name":"DenySmtp","Priority":200,"Access":"Deny","Direction":"Outbound"}],"DefaultSecurityRules":{{{Defaults}}},"SecurityRulesText":"[]","Name":"web","Id":"{{{Id}}}","ResourceGroupName":"rg"}"""
        },
        {
            "ConvertTo-Json of Windows PowerShell",
            $$$"""{"value":[{"SecurityRules":{"value":[{"Name":"AllowSsh","Priority":100,"Access":"Allow","Direction":"Inbound"},{"Name":"DenySmtp","Priority":"200","Access":"Deny","Direction":"Outbound"}],"Count":2},"Name":"web","Id":"{{{Id}}}"}],"Count":1}"""
        },
        {
            "the interface of Azure",
            $$$"""{"value":[{"name":"web","id":"{{{Id}}}","type":"Microsoft.Network/networkSecurityGroups","properties":{"securityRules":[{"name":"AllowSsh","id":"{{{Id}}}/securityRules/AllowSsh","properties":{"priority":100,"access":"Allow","direction":"Inbound"}},{"name":"DenySmtp","properties":{"priority":200,"access":"Deny","direction":"Outbound"}}],"defaultSecurityRules":{{{Defaults}}}}}]}"""
        },
        {
            "an exported template",
            """
            {"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0",
             "parameters":{"networkSecurityGroups_web_name":{"defaultValue":"web","type":"String"}},"variables":{},
             "resources":[
              {"type":"Microsoft.Network/networkSecurityGroups","apiVersion":"2023-04-01","name":"[parameters('networkSecurityGroups_web_name')]","properties":{"securityRules":[{"name":"AllowSsh","id":"[resourceId('Microsoft.Network/networkSecurityGroups/securityRules', parameters('networkSecurityGroups_web_name'), 'AllowSsh')]","properties":{"priority":100,"access":"Allow","direction":"Inbound"}}]}},
              {"type":"Microsoft.Network/networkSecurityGroups/securityRules","name":"[concat(parameters('networkSecurityGroups_web_name'), '/AllowSsh')]","properties":{"priority":100,"access":"Allow","direction":"Inbound"}},
              {"type":"Microsoft.Network/networkSecurityGroups/securityRules","name":"[format('{0}/{1}', parameters('networkSecurityGroups_web_name'), 'DenySmtp')]","properties":{"priority":200,"access":"Deny","direction":"Outbound"}}]}
            """
        },
        {
            "a template with all that templates may have",
            """
            { // The rules stand in a variable, the group in a deployment of its own, the child within its parent.
             "$schema":"x","parameters":{"prefix":{"defaultValue":"[toLower('WE')]"}},
             "variables":{"name":"[concat(parameters('prefix'), 'b')]","rules":[{"name":"AllowSsh","properties":{"priority":100,"access":"allow","direction":"inbound"}},]},
             "resources":{"inner":{"type":"Microsoft.Resources/deployments","name":"inner","properties":{"parameters":{"nsg":{"value":"[variables('name')]"},"rules":{"value":"[variables('rules')]"}},
              "template":{"$schema":"x","parameters":{"nsg":{"type":"string"},"rules":{"type":"array"}},"resources":[
               {"type":"Microsoft.Network/networkSecurityGroups","name":"[parameters('nsg')]","properties":{"securityRules":"[parameters('rules')]"},
                "resources":[{"type":"securityRules","name":"DenySmtp","properties":{"priority":200,"access":"Deny","direction":"Outbound"}}]}]}}}}}
            """
        },
        {
            "an answer to an export",
            """{"template":{"resources":[{"type":"microsoft.network/NETWORKSECURITYGROUPS","name":"web","properties":{"securityRules":[{"name":"AllowSsh","properties":{"priority":100,"access":"Allow","direction":"Inbound"}},{"name":"DenySmtp","properties":{"priority":200,"access":"Deny","direction":"Outbound"}}]}}]}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_gives_the_same_rules(string form, string json)
    {
        RuleDefinitionReader reader = Read(json);
        RuleDefinitions definitions = reader.ToDefinitions();

        Assert.True(form.Length > 0 && reader.Unresolved.Count == 0, form);
        Assert.Equal(["web"], definitions.Groups);
        DefinedRule[] rules = [.. definitions.RulesOf("WEB")];
        Assert.Equal(s_both, rules.Where(rule => !rule.IsDefault).Select(rule => $"{rule.Name} {rule.Priority} {rule.Access} {rule.Direction}").Order());
        Assert.Contains(rules, rule => rule is { IsDefault: true, Name: "DenyAllInBound", Priority: 65500, Access: FlowDecision.Deny, Direction: FlowDirection.Inbound });
    }

    [Fact]
    public void The_rules_that_every_group_has_are_added_where_they_are_left_out()
    {
        RuleDefinitions left = Read("""{"name":"web","securityRules":[]}""").ToDefinitions();
        RuleDefinitions given = Read($$"""{"name":"web","securityRules":null,"defaultSecurityRules":{{Defaults}}}""").ToDefinitions();

        Assert.Equal(6, left.RulesOf("web").Count());
        Assert.Equal(2, given.RulesOf("web").Count());
    }

    [Fact]
    public void Names_are_found_as_logs_write_them()
    {
        string rule = new('r', 70);
        string group = new('g', 85);
        RuleDefinitions definitions = Read($$"""[{"name":"{{group}}","securityRules":[{"name":"{{rule}}"}]},{"name":"Web","securityRules":[{"name":"AllowSsh"},{"name":"UserRule_x"}]}]""").ToDefinitions();

        Assert.Equal(rule, Assert.Single(definitions.Find(group[..80].ToUpperInvariant(), "UserRule_" + rule[..65])).Name);
        Assert.Equal("AllowSsh", Assert.Single(definitions.Find("WEB", "userrule_allowssh")).Name);
        Assert.Equal("AllowSsh", Assert.Single(definitions.Find("WEB", "AllowSsh")).Name);
        Assert.Equal("UserRule_x", Assert.Single(definitions.Find("WEB", "UserRule_x")).Name);
        Assert.Equal("DenyAllInBound", Assert.Single(definitions.Find("WEB", "DefaultRule_DenyAllInBound")).Name);
        Assert.Empty(definitions.Find("WEB", "UserRule_AllowSs"));
        Assert.Empty(definitions.Find("other", "UserRule_AllowSsh"));
        Assert.Empty(definitions.Find(null, "UserRule_AllowSsh"));
    }

    [Fact]
    public void Rules_that_logs_do_not_tell_apart_are_found_together()
    {
        string rule = new('r', 65);
        RuleDefinitions cut = Read($$"""{"name":"web","securityRules":[{"name":"{{rule}}1"},{"name":"{{rule}}2"}]}""").ToDefinitions();
        RuleDefinitions namesakes = Read($$"""[{"name":"web","id":"{{Id}}","securityRules":[{"name":"a","priority":1}]},{"name":"web","id":"{{Id.Replace("/rg/", "/rg2/", StringComparison.Ordinal)}}","securityRules":[{"name":"a","priority":2}]}]""").ToDefinitions();

        Assert.Equal(2, cut.Find("web", "UserRule_" + rule).Count);
        Assert.Equal(2, namesakes.Find("web", "UserRule_a").Count);
        Assert.Equal(7, namesakes.RulesOf("web").Count());
    }

    [Theory]
    [InlineData("""{"$schema":"x","resources":[{"type":"Microsoft.Network/networkSecurityGroups","name":"[parameters('none')]","properties":{"securityRules":[]}}]}""")]
    [InlineData("""{"resources":[{"type":"Microsoft.Network/networkSecurityGroups","name":"[concat('nsg-', uniqueString(resourceGroup().id))]","properties":{}}]}""")]
    [InlineData("""{"variables":{"a":"[variables('b')]","b":"[variables('a')]"},"resources":[{"type":"Microsoft.Network/networkSecurityGroups","name":"[variables('a')]"}]}""")]
    [InlineData("""{"resources":[{"type":"Microsoft.Network/networkSecurityGroups/securityRules","name":"[concat(]"}]}""")]
    [InlineData("""{"resources":[{"type":"Microsoft.Network/networkSecurityGroups/securityRules","name":"noGroup"}]}""")]
    [InlineData("""{"resources":[{"type":"Microsoft.Network/networkSecurityGroups","name":"[format('{9999999999}', 'a')]"}]}""")]
    public void What_only_a_deployment_knows_is_told_and_left_out(string json)
    {
        RuleDefinitionReader reader = Read(json);

        Assert.Single(reader.Unresolved);
        Assert.Equal("RuleDefinitionEmpty", Assert.Throws<RuleDefinitionException>(reader.ToDefinitions).Reason);
    }

    [Theory]
    [InlineData("", "RuleDefinitionNotJson")]
    [InlineData("{", "RuleDefinitionNotJson")]
    [InlineData("{\"name\":\"web\"} x", "RuleDefinitionNotJson")]
    [InlineData("[]", "RuleDefinitionEmpty")]
    [InlineData("{\"name\":\"vm\",\"type\":\"Microsoft.Compute/virtualMachines\"}", "RuleDefinitionEmpty")]
    [InlineData("\"text\"", "RuleDefinitionEmpty")]
    [InlineData("{\"name\":\"web\",\"securityRules\":[\"Microsoft.Azure.Commands.Network.Models.PSSecurityRule\"]}", "RuleDefinitionCut")]
    [InlineData("{\"Name\":\"web\",\"SecurityRules\":\"Microsoft.Azure.Commands.Network.Models.PSSecurityRule\"}", "RuleDefinitionCut")]
    public void What_is_no_definition_is_an_error(string json, string reason)
    {
        Assert.Equal(reason, Assert.Throws<RuleDefinitionException>(() => Read(json).ToDefinitions()).Reason);
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"value\":[", 40)) + string.Concat(Enumerable.Repeat("]}", 40));
        Assert.Equal("RuleDefinitionNotJson", Assert.Throws<RuleDefinitionException>(() => Read(deep)).Reason);
        Assert.Equal("RuleDefinitionTooLarge", Assert.Throws<RuleDefinitionException>(() => JsonDefinition.Parse(new string(' ', JsonDefinition.MostCharacters + 1))).Reason);
        Assert.Equal("RuleDefinitionTooDeep", Assert.Throws<RuleDefinitionException>(() => new RuleDefinitionReader(CancellationToken.None).Read(new Circle())).Reason);
    }

    private static RuleDefinitionReader Read(string json)
    {
        var reader = new RuleDefinitionReader(CancellationToken.None);
        reader.Read(JsonDefinition.Parse(json));
        return reader;
    }

    private sealed class Circle : DefinitionNode
    {
        public override IEnumerable<DefinitionNode> Items => [this, this];
    }
}
