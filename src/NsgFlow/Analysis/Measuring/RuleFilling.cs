using NsgFlow.Analysis.RuleUsage;

namespace NsgFlow.Analysis.Measuring;

/// <summary>Adds the defined rules that no flow met to the groups of rules that flows met.</summary>
internal static class RuleFilling
{
    public static void Fill(MeasuredGroups groups, RuleUsageReport report)
    {
        KeyPart group = Array.Find(groups.Layout.Parts, part => part.Field == MeasureField.NetworkSecurityGroup);
        KeyPart rule = Array.Find(groups.Layout.Parts, part => part.Field == MeasureField.Rule);
        GroupTable table = groups.Table;
        for (int number = 0; number < table.Count; number++)
        {
            report.AddHit(table.Names.TextOf(group.Of(table.KeyOf(number))), table.Names.TextOf(rule.Of(table.KeyOf(number))), in table.TallyOf(number));
        }

        ulong[] key = new ulong[groups.Layout.Words];
        foreach ((string nsg, string name) in report.WithoutHit())
        {
            group.Set(key, table.Names.NumberOf(nsg));
            rule.Set(key, table.Names.NumberOf(name));
            table.Find(key);
        }
    }
}
