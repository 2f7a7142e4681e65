using System.Reflection;
using System.Runtime.Loader;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>This project refers to assemblies of the module, for their parts are tested too; the cmdlets must not use those copies.</summary>
public sealed class StagedModuleTests
{
    [Fact]
    public void The_cmdlets_are_those_of_the_staged_module_with_its_own_packages()
    {
        using EngineSession session = new();
        // Parsing a connection string needs the client of Azure.
        session.Run("New-NsgFlowStorageContext -ConnectionString 'UseDevelopmentStorage=true'").ThrowIfFailed();

        AssemblyLoadContext module = AssemblyLoadContext.All.Single(context => context.Name == "NsgFlow.PowerShell");
        Assembly[] own = [.. module.Assemblies];

        Assert.Contains(own, assembly => assembly.GetName().Name == "NsgFlow.Azure");
        Assert.Contains(own, assembly => assembly.GetName().Name!.StartsWith("Azure.", StringComparison.Ordinal));
        Assert.All(own, assembly => Assert.StartsWith(StagedModule.Bin, assembly.Location, StringComparison.Ordinal));
    }
}
