using System.Reflection;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

/// <summary>Which assembly may refer to which: PowerShell to all, the middle ones to the engine, the engine to none.</summary>
public sealed class ArrowTests
{
    private static readonly string[] s_middle = ["NsgFlow.Azure", "NsgFlow.Context", "NsgFlow.Export"];

    /// <summary>Packages by the beginning of their name, and the one assembly that may use them.</summary>
    private static readonly (string Prefix, string Owner)[] s_packages =
    [
        ("Azure.", "NsgFlow.Azure"),
        ("MaxMind.", "NsgFlow.Context"),
        ("Parquet", "NsgFlow.Export"),
        ("System.Management.Automation", "NsgFlow.PowerShell"),
    ];

    [Fact]
    public void The_engine_refers_to_the_framework_alone()
    {
        IReadOnlyList<AssemblyName> references = ModuleAssemblies.ReferencesOf(Path.Combine(StagedModule.Bin, "NsgFlow.dll"));

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(IsFramework(reference), reference.FullName));
    }

    [Fact]
    public void The_cmdlets_refer_to_the_framework_PowerShell_and_our_own()
    {
        IReadOnlyList<AssemblyName> references = ModuleAssemblies.ReferencesOf(Path.Combine(StagedModule.Bin, "NsgFlow.PowerShell.dll"));

        Assert.Contains(references, reference => reference.Name == "NsgFlow");
        Assert.All(references, reference => Assert.True(
            IsFramework(reference) || reference.Name is "NsgFlow" or "System.Management.Automation" || s_middle.Contains(reference.Name),
            reference.FullName));
    }

    [Fact]
    public void No_arrow_points_back_and_each_package_has_one_owner()
    {
        Assert.All(ModuleAssemblies.OwnFiles(), file =>
        {
            string name = Path.GetFileNameWithoutExtension(file);
            Assert.True(name is "NsgFlow" or "NsgFlow.PowerShell" || s_middle.Contains(name), $"{name} has no place in the design.");
            foreach (AssemblyName reference in ModuleAssemblies.ReferencesOf(file))
            {
                Assert.All(
                    s_packages.Where(package => reference.Name!.StartsWith(package.Prefix, StringComparison.Ordinal)),
                    package => Assert.Equal(package.Owner, name));
                if (reference.Name!.StartsWith("NsgFlow", StringComparison.Ordinal))
                {
                    Assert.True(name == "NsgFlow.PowerShell" || reference.Name == "NsgFlow", $"{name} refers to {reference.Name}.");
                }
            }
        });
    }

    // By the name and the key of the reference itself: packages of Azure begin with System too, under another key.
    private static bool IsFramework(AssemblyName reference) =>
        reference.Name!.StartsWith("System.", StringComparison.Ordinal)
        && Convert.ToHexString(reference.GetPublicKeyToken() ?? []) is "B03F5F7F11D50A3A" or "B77A5C561934E089" or "CC7B13FFCD2DDD51"
        && File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, reference.Name + ".dll"));
}
