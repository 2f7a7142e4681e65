using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace NsgFlow.Shell;

/// <summary>
/// Makes <c>exit</c> in the next script file end the session, as pwsh -File does. Without that the engine only
/// sets $LASTEXITCODE, where the code of a native command cannot be told from the script's own. The engine has
/// no public switch for it; its version is fixed with this program, and a test tells when the switch has moved.
/// </summary>
internal static class ScriptExit
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;
    private const string ContextProperty = "ExecutionContext";
    private const string SwitchProperty = "ScriptCommandProcessorShouldRethrowExit";

    /// <summary>Arms the switch; the engine disarms it when the script starts.</summary>
    public static void EndsSession(Runspace runspace)
    {
        object? context = typeof(Runspace).GetProperty(ContextProperty, Internal)?.GetValue(runspace);
        PropertyInfo property = context?.GetType().GetProperty(SwitchProperty, Internal)
            ?? throw new PSNotSupportedException("This version of the PowerShell engine cannot report the exit code of a script.");
        property.SetValue(context, true);
    }
}
