using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using NsgFlow.Loading;

namespace NsgFlow.Tests.Loading;

public sealed class ModuleLoadContextTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nsgflow-load-").FullName;

    private string Bin => Path.Combine(_root, "bin");

    public void Dispose()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps loaded assemblies locked until the process ends.
        }
    }

    [Fact]
    public void The_same_folder_has_the_same_context_however_it_is_written()
    {
        Make(Bin, "Example.One");

        Assembly first = ModuleLoadContext.LoadModule(Bin, "Example.One");
        Assembly second = ModuleLoadContext.LoadModule(Path.Combine(_root, "other", "..", "bin") + Path.DirectorySeparatorChar, "Example.One");

        Assert.Same(first, second);
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(first)!;
        Assert.Equal("NsgFlow.PowerShell", context.Name);
        Assert.False(context.IsCollectible);
    }

    [Fact]
    public void Another_folder_has_another_context()
    {
        Make(Bin, "Example.Two");
        Make(Path.Combine(_root, "bin2"), "Example.Two");

        Assert.NotSame(ModuleLoadContext.LoadModule(Bin, "Example.Two"), ModuleLoadContext.LoadModule(Path.Combine(_root, "bin2"), "Example.Two"));
    }

    [Fact]
    public void Many_threads_get_one_context()
    {
        Make(Bin, "Example.Three");

        Assembly[] loaded = new Assembly[32];
        Parallel.For(0, loaded.Length, i => loaded[i] = ModuleLoadContext.LoadModule(Bin, "Example.Three"));

        Assert.Single(loaded.Distinct());
    }

    [Theory]
    [InlineData("../Outside")]
    [InlineData("..\\Outside")]
    [InlineData("sub/Inside")]
    [InlineData("Missing")]
    public void A_name_cannot_become_a_path(string name)
    {
        Make(Bin, "Example.Four");
        Make(_root, "Outside");
        Make(Path.Combine(Bin, "sub"), "Inside");

        Assert.Throws<FileNotFoundException>(() => ModuleLoadContext.LoadModule(Bin, name));
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(ModuleLoadContext.LoadModule(Bin, "Example.Four"))!;
        Assert.Throws<FileNotFoundException>(() => context.LoadFromAssemblyName(new AssemblyName { Name = name }));
    }

    [Fact]
    public void A_full_path_is_no_name_either()
    {
        Make(Bin, "Example.Five");
        Make(_root, "Outside");

        Assert.Throws<FileNotFoundException>(() => ModuleLoadContext.LoadModule(Bin, Path.Combine(_root, "Outside")));
    }

    [Fact]
    public void A_copy_of_the_engine_in_the_folder_is_not_loaded()
    {
        Make(Bin, "Example.Six");
        Make(Bin, "NsgFlow", new Version(9, 0));
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(ModuleLoadContext.LoadModule(Bin, "Example.Six"))!;

        Assert.Same(typeof(ModuleLoadContext).Assembly, context.LoadFromAssemblyName(new AssemblyName("NsgFlow")));
    }

    [Fact]
    public void What_the_folder_does_not_hold_is_the_default_contexts()
    {
        Make(Bin, "Example.Seven");
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(ModuleLoadContext.LoadModule(Bin, "Example.Seven"))!;

        Assert.Same(typeof(FactAttribute).Assembly, context.LoadFromAssemblyName(typeof(FactAttribute).Assembly.GetName()));
    }

    [Fact]
    public void A_package_that_the_host_brings_too_is_still_the_folders()
    {
        // The host's copy is trusted, but not the framework's: another key signed it.
        Make(Bin, "xunit.core", new Version(0, 1, 0, 0));
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(ModuleLoadContext.LoadModule(Bin, "xunit.core"))!;

        Assert.Equal(new Version(0, 1, 0, 0), context.LoadFromAssemblyName(new AssemblyName("xunit.core")).GetName().Version);
    }

    private static void Make(string folder, string name, Version? version = null) => AssemblyFile.Make(folder, name, version);
}

/// <summary>Makes assemblies of any name and version, with nothing in them.</summary>
internal static class AssemblyFile
{
    public static string Make(string folder, string name, Version? version)
    {
        Directory.CreateDirectory(folder);
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(name), version ?? new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.Sha1);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var bytes = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(bytes);
        string file = Path.Combine(folder, name + ".dll");
        File.WriteAllBytes(file, bytes.ToArray());
        return file;
    }
}
