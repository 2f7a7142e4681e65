using System.Reflection;
using System.Runtime.Loader;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

public sealed class LoadContextTests
{
    [Fact]
    public void The_engine_is_in_the_default_context_and_all_else_in_the_private_one() => FreshProcess.Run(ImportAlone);

    [Fact]
    public void Every_package_assembly_can_be_loaded_into_the_private_context() => FreshProcess.Run(LoadEverything);

    [Fact]
    public void Types_of_the_engine_can_be_named_in_scripts()
    {
        using EngineSession session = new();

        EngineResult result = session.Run("[NsgFlow.FlowRecord].FullName; [NsgFlow.FlowDecision]::Deny; [NsgFlow.FlowDecision] 'allow'");

        Assert.Empty(result.Errors);
        Assert.Equal(["NsgFlow.FlowRecord", "Deny", "Allow"], result.As<string>());
    }

    [Fact]
    public void Types_of_the_packages_cannot_be_named_in_scripts()
    {
        using EngineSession session = new();

        Assert.Equal("TypeNotFound", Assert.Single(session.Run("[Azure.Core.TokenCredential]").ErrorIds));
    }

    [Fact]
    public void The_frameworks_own_copy_answers_where_it_is_not_older()
    {
        using EngineSession session = new();
        AssemblyLoadContext context = ModuleAssemblies.PrivateContext;

        foreach (Type shared in new[] { typeof(System.Text.Json.JsonDocument), typeof(System.IO.Pipelines.Pipe), typeof(System.Diagnostics.DiagnosticSource) })
        {
            AssemblyName name = shared.Assembly.GetName();
            Assert.True(File.Exists(Path.Combine(StagedModule.Bin, name.Name + ".dll")), $"{name.Name} is no longer shipped: take another.");
            Assert.Same(shared.Assembly, context.LoadFromAssemblyName(new AssemblyName(name.Name!)));
        }
    }

    [Fact]
    public void PowerShell_itself_is_the_sessions_own()
    {
        using EngineSession session = new();

        Assert.Same(
            typeof(System.Management.Automation.PSObject).Assembly,
            ModuleAssemblies.PrivateContext.LoadFromAssemblyName(new AssemblyName("System.Management.Automation")));
    }

    private static void ImportAlone()
    {
        using EngineSession session = new();

        Assert.Equal("NsgFlow", Assert.Single(ModuleAssemblies.OursAndAzures(), a => AssemblyLoadContext.GetLoadContext(a) == AssemblyLoadContext.Default).GetName().Name);
        Assert.Contains(ModuleAssemblies.OursAndAzures(), assembly => assembly.GetName().Name == "NsgFlow.PowerShell");
        Assert.All(ModuleAssemblies.OursAndAzures(), assembly => Assert.Equal(StagedModule.Bin, Path.GetDirectoryName(assembly.Location)));
        Assert.False(ModuleAssemblies.PrivateContext.IsCollectible);
    }

    private static void LoadEverything()
    {
        using EngineSession session = new();
        AssemblyLoadContext context = ModuleAssemblies.PrivateContext;
        List<string> asked = [];
        AssemblyLoadContext.Default.Resolving += (_, name) =>
        {
            // Where another module listens, it may answer with whatever version it brought.
            asked.Add(name.Name!);
            return null;
        };

        foreach (string file in Directory.EnumerateFiles(StagedModule.Bin, "*.dll"))
        {
            Assembly assembly = context.LoadFromAssemblyName(AssemblyName.GetAssemblyName(file));
            foreach (AssemblyName reference in assembly.GetReferencedAssemblies().Where(r => File.Exists(Path.Combine(StagedModule.Bin, r.Name + ".dll"))))
            {
                Assert.NotNull(context.LoadFromAssemblyName(reference));
            }
        }

        Assert.Empty(asked);
        Assert.Contains(ModuleAssemblies.OursAndAzures(), assembly => assembly.GetName().Name == "Azure.Storage.Blobs");
        Assert.DoesNotContain(ModuleAssemblies.OursAndAzures(), assembly =>
            AssemblyLoadContext.GetLoadContext(assembly) == AssemblyLoadContext.Default && assembly.GetName().Name != "NsgFlow");
        Assert.All(ModuleAssemblies.OursAndAzures(), assembly => Assert.Equal(StagedModule.Bin, Path.GetDirectoryName(assembly.Location)));
    }
}
