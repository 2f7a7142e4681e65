using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace NsgFlow.Shell;

/// <summary>
/// Hands the lines of standard input to a command that asks for them, and to no other: a command that does not
/// would wait for the end of a stream that may never end.
/// </summary>
internal static class InputUse
{
    private const int QueueLimit = 1024;

    /// <summary>Whether a command, or the script of a path, reads its input.</summary>
    public static bool IsWanted(string textOrPath, bool isFile)
    {
        ScriptBlockAst script = isFile
            ? Parser.ParseFile(Path.GetFullPath(textOrPath), out _, out _)
            : Parser.ParseInput(textOrPath, out _, out _);
        return script.ProcessBlock is not null || script.Find(IsInputVariable, searchNestedScriptBlocks: true) is not null;
    }

    /// <summary>Fills the input from a channel line by line, in the background; without one it is empty.</summary>
    public static void Feed(PipelineWriter input, InputChannel? channel)
    {
        if (channel is null)
        {
            input.Close();
            return;
        }

        Thread reader = new(() => Read(input, channel)) { IsBackground = true, Name = "Standard input" };
        reader.Start();
    }

    private static void Read(PipelineWriter input, InputChannel channel)
    {
        try
        {
            while (channel.ReadLines() is { Count: > 0 } lines)
            {
                // The engine's queue takes all it is given and grows slow with its length.
                while (input.Count >= QueueLimit && input.IsOpen)
                {
                    Thread.Sleep(1);
                }

                input.Write(lines, enumerateCollection: true);
            }
        }
        catch (Exception error) when (error is IOException or PipelineClosedException)
        {
            // The stream broke, or the command ended before its input did.
        }

        input.Close();
    }

    private static bool IsInputVariable(Ast ast) =>
        ast is VariableExpressionAst { VariablePath: { IsUnqualified: true } path }
        && path.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase);
}
