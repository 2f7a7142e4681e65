using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

public sealed class ImportTests
{
    private const string ExportedNames = "(Get-Module -Name NsgFlow.PowerShell).ExportedCmdlets.Keys | ForEach-Object { $_ }";

    [Fact]
    public void The_manifest_lists_exactly_the_cmdlets_of_the_assembly()
    {
        using EngineSession session = new();

        Assert.Equal(Cmdlets(), ManifestFile.Cmdlets);
        Assert.Equal(Cmdlets(), Exported(session));
    }

    [Fact]
    public void Nothing_but_cmdlets_is_exported()
    {
        using EngineSession session = new();

        EngineResult counts = session.Run("""
            $module = Get-Module -Name NsgFlow.PowerShell
            $module.ExportedFunctions.Count; $module.ExportedAliases.Count; $module.ExportedVariables.Count
            """);

        Assert.Equal([0, 0, 0], counts.As<int>());
        Assert.Equal("CommandNotFoundException", Assert.Single(session.Run("Get-BuildId").ErrorIds));
    }

    [Fact]
    public void A_forced_import_exports_every_cmdlet_again_and_again()
    {
        using EngineSession session = new();

        for (int i = 0; i < 2; i++)
        {
            session.Import(StagedModule.Manifest, force: true).ThrowIfFailed();
            Assert.Equal(Cmdlets(), Exported(session));
            AssertCallable(session);
        }
    }

    [Fact]
    public void A_removed_module_can_be_imported_again()
    {
        using EngineSession session = new();

        session.Run("Remove-Module -Name NsgFlow.PowerShell").ThrowIfFailed();
        Assert.Empty(Callable(session));

        session.Import(StagedModule.Manifest).ThrowIfFailed();
        Assert.Equal(Cmdlets(), Exported(session));
        AssertCallable(session);
    }

    [Fact]
    public void Runspaces_may_import_at_the_same_time() => FreshProcess.Run(ImportTogether);

    [Fact]
    public void A_function_named_Import_Module_does_not_come_between()
    {
        using EngineSession session = new(manifest: "");
        session.Run("function global:Import-Module { throw 'hijacked' }").ThrowIfFailed();

        session.Import(StagedModule.Manifest).ThrowIfFailed();

        Assert.Equal(Cmdlets(), Exported(session));
    }

    [Fact]
    public void The_modules_version_is_the_builds()
    {
        using EngineSession session = new();

        Assert.Equal(
            StagedModule.Metadata("VersionPrefix"),
            session.Run("(Get-Module -Name NsgFlow.PowerShell).Version").As<string>()[0]);
    }

    [Fact]
    public void The_manifest_is_for_the_oldest_supported_PowerShell_and_for_Core_only()
    {
        Assert.Equal("7.4", ManifestFile.Get("PowerShellVersion"));
        Assert.Equal(["Core"], (object[])ManifestFile.Get("CompatiblePSEditions")!);
    }

    private static void ImportTogether()
    {
        const int Count = 4;
        using Barrier barrier = new(Count);
        IReadOnlyList<string>[] exported = new IReadOnlyList<string>[Count];
        Thread[] threads =
        [
            .. Enumerable.Range(0, Count).Select(i => new Thread(() =>
            {
                using EngineSession session = new(manifest: "");
                barrier.SignalAndWait();
                EngineResult result = session.Import(StagedModule.Manifest);
                exported[i] = result.Errors.Count == 0 ? Exported(session) : result.ErrorIds;
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(exported, names => Assert.Equal(Cmdlets(), names));
    }

    private static IReadOnlyList<string> Cmdlets()
    {
        IReadOnlyList<string> cmdlets = ModuleAssemblies.CmdletsOf(
            ModuleAssemblies.PrivateContext.Assemblies.Single(assembly => assembly.GetName().Name == "NsgFlow.PowerShell"));
        Assert.NotEmpty(cmdlets);
        return cmdlets;
    }

    private static IReadOnlyList<string> Exported(EngineSession session) =>
        [.. session.Run(ExportedNames).ThrowIfFailed().As<string>().Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Callable(EngineSession session) =>
        [.. session.Run("Get-Command -Name *-NsgFlow* | ForEach-Object { $_.Name }").ThrowIfFailed().As<string>().Order(StringComparer.Ordinal)];

    private static void AssertCallable(EngineSession session) => Assert.Equal(Cmdlets(), Callable(session));
}
