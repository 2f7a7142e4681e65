using System.Collections;
using System.Management.Automation.Language;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>The staged manifest, read without importing anything.</summary>
internal static class ManifestFile
{
    private static readonly Hashtable s_table = Read();

    public static IReadOnlyList<string> Cmdlets => [.. ((object[])s_table["CmdletsToExport"]!).Cast<string>().Order(StringComparer.Ordinal)];

    /// <summary>The cmdlets as data of a theory.</summary>
    public static TheoryData<string> CmdletData => [.. Cmdlets];

    public static object? Get(string key) => s_table[key];

    private static Hashtable Read()
    {
        ScriptBlockAst script = Parser.ParseFile(StagedModule.Manifest, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
    }
}
