using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

/// <summary>Without these the surface tests would pass on copies that nobody ships.</summary>
public sealed class OutputFolderTests
{
    [Fact]
    public void The_tests_folder_holds_no_assembly_of_the_module()
    {
        string[] shipped = [.. Directory.EnumerateFiles(StagedModule.Bin, "*.dll").Select(file => Path.GetFileName(file)!)];

        Assert.Contains("NsgFlow.PowerShell.dll", shipped);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(file => Path.GetFileName(file)),
            name => shipped.Contains(name) && (name!.StartsWith("NsgFlow", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal)));
    }

    [Fact]
    public void This_assembly_refers_to_none_of_the_module()
    {
        string[] shipped = [.. ModuleAssemblies.OwnFiles().Select(file => Path.GetFileNameWithoutExtension(file))];

        Assert.DoesNotContain(
            typeof(OutputFolderTests).Assembly.GetReferencedAssemblies(),
            reference => shipped.Contains(reference.Name) || reference.Name!.StartsWith("Azure.", StringComparison.Ordinal));
    }
}
