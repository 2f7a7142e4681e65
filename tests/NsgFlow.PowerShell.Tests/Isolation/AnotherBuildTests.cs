using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

/// <summary>.NET cannot exchange an assembly: a second build in one process must say so instead of half working.</summary>
public sealed class AnotherBuildTests
{
    [Fact]
    public void Another_version_of_the_engine_in_the_process_is_an_error() => FreshProcess.Run(AnotherVersion);

    [Fact]
    public void Another_build_of_the_same_version_is_an_error() => FreshProcess.Run(AnotherBuild);

    [Fact]
    public void Cmdlets_rebuilt_since_the_first_import_are_an_error() => FreshProcess.Run(RebuiltCmdlets);

    [Fact]
    public void The_same_build_in_another_folder_can_be_imported() => FreshProcess.Run(SameBuildElsewhere);

    private static void AnotherVersion()
    {
        using TemporaryFolder folder = new();
        PersistedAssemblyBuilder builder = new(new AssemblyName("NsgFlow") { Version = new Version(9, 8, 7, 6) }, typeof(object).Assembly);
        builder.DefineDynamicModule("NsgFlow");
        builder.Save(folder.File("NsgFlow.dll"));
        AssemblyLoadContext.Default.LoadFromAssemblyPath(folder.File("NsgFlow.dll"));

        ErrorRecord error = ImportFails(StagedModule.Manifest);

        Assert.Contains("9.8.7.6", error.Exception.Message, StringComparison.Ordinal);
    }

    private static void AnotherBuild()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("NsgFlow.dll");
        File.Copy(Path.Combine(StagedModule.Bin, "NsgFlow.dll"), file);
        ChangeBuildId(file);
        AssemblyLoadContext.Default.LoadFromAssemblyPath(file);

        ImportFails(StagedModule.Manifest);
    }

    private static void RebuiltCmdlets()
    {
        using TemporaryFolder folder = new();
        string manifest = StagedModule.CopyTo(folder.Path);
        using EngineSession session = new(manifest: manifest);

        // The loaded file stays as it is; only its name goes to the new one.
        string file = Path.Combine(folder.Path, "bin", "NsgFlow.PowerShell.dll");
        File.Move(file, file + ".old");
        File.Copy(file + ".old", file);
        ChangeBuildId(file);

        AssertAnotherBuild(session, manifest);
    }

    private static void SameBuildElsewhere()
    {
        using TemporaryFolder folder = new();
        string manifest = StagedModule.CopyTo(folder.Path);
        using EngineSession first = new();
        using EngineSession second = new(manifest: manifest);

        Assert.NotEmpty(second.Run("Get-Command -Module NsgFlow.PowerShell").ThrowIfFailed().Output);
    }

    private static ErrorRecord ImportFails(string manifest)
    {
        using EngineSession session = new(manifest: "");
        ErrorRecord error = AssertAnotherBuild(session, manifest);
        Assert.Empty(session.Run("Get-Module -Name NsgFlow.PowerShell").Output);
        return error;
    }

    private static ErrorRecord AssertAnotherBuild(EngineSession session, string manifest)
    {
        EngineResult result = session.Call("Import-Module", ("Name", manifest), ("Force", true));
        Assert.NotNull(result.TerminatingError);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("AnotherBuildLoaded", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Start a new session", error.Exception.Message, StringComparison.Ordinal);
        return error;
    }

    // Gives a copy the id of another build by changing it where the metadata keeps it.
    private static void ChangeBuildId(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        byte[] id;
        using (PEReader image = new(new MemoryStream(bytes)))
        {
            MetadataReader metadata = image.GetMetadataReader();
            id = metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToByteArray();
        }

        int at = bytes.AsSpan().IndexOf(id);
        Assert.True(at >= 0);
        bytes[at] ^= 0xFF;
        File.WriteAllBytes(file, bytes);
    }
}
