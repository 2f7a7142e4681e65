namespace NsgFlow.Shell;

/// <summary>What one start of nsgflow is asked to do.</summary>
internal enum ShellAction
{
    /// <summary>No arguments: run standard input where it is redirected, else show the usage.</summary>
    Unspecified,

    /// <summary>Run the text given on the command line.</summary>
    Command,

    /// <summary>Run a script file with its arguments.</summary>
    File,

    /// <summary>Run the script read from standard input.</summary>
    StandardInput,

    /// <summary>Show the usage.</summary>
    Help,

    /// <summary>Show the version.</summary>
    Version,

    /// <summary>The arguments make no sense; <see cref="CommandLine.Text"/> says why.</summary>
    Invalid,
}

/// <summary>The parsed command line. It follows pwsh, so that command lines written for pwsh work.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Text">The command, the path of the script, or what is wrong.</param>
/// <param name="Arguments">The arguments of the script; empty for every other action.</param>
internal sealed record CommandLine(ShellAction Action, string Text, IReadOnlyList<ScriptArgument> Arguments)
{
    private const string ScriptExtension = ".ps1";

    /// <summary>Reads the arguments of the process.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        for (int index = 0; index < arguments.Count; index++)
        {
            string argument = arguments[index];
            string? option = OptionName(argument);
            IReadOnlyList<string> rest = [.. arguments.Skip(index + 1)];

            if (option is null)
            {
                return IsScriptPath(argument) || argument == "-"
                    ? ForFile([argument, .. rest])
                    : Invalid($"The argument '{argument}' is neither an option nor the path of a script ({ScriptExtension}).");
            }

            if (Matches(option, "command", 1))
            {
                return ForCommand(rest);
            }

            if (Matches(option, "file", 1))
            {
                return ForFile(rest);
            }

            if (option is "?" || Matches(option, "help", 1))
            {
                return Simple(ShellAction.Help);
            }

            if (Matches(option, "version", 1))
            {
                return Simple(ShellAction.Version);
            }

            if (Matches(option, "executionpolicy", 2) || Matches(option, "ep", 2))
            {
                // Accepted for the sake of command lines written for pwsh: there is no policy to set here.
                if (rest.Count == 0)
                {
                    return Invalid("-ExecutionPolicy needs a value.");
                }

                index++;
            }
            else if (!IsIgnored(option))
            {
                return Invalid($"The option '{argument}' is not known.");
            }
        }

        return Simple(ShellAction.Unspecified);
    }

    private static CommandLine ForCommand(IReadOnlyList<string> rest) => rest switch
    {
        [] => Invalid("-Command needs the text of a command, or - to read it from standard input."),
        ["-"] => Simple(ShellAction.StandardInput),
        _ => new CommandLine(ShellAction.Command, string.Join(' ', rest), []),
    };

    private static CommandLine ForFile(IReadOnlyList<string> rest) => rest switch
    {
        [] => Invalid("-File needs the path of a script."),
        ["-", ..] => Simple(ShellAction.StandardInput),
        _ => new CommandLine(ShellAction.File, rest[0], ScriptArgument.Parse(rest.Skip(1))),
    };

    private static CommandLine Simple(ShellAction action) => new(action, string.Empty, []);

    private static CommandLine Invalid(string reason) => new(ShellAction.Invalid, reason, []);

    private static string? OptionName(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-')
        {
            return null;
        }

        return argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument[1..];
    }

    private static bool IsIgnored(string option) =>
        Matches(option, "noprofile", 3) || Matches(option, "noninteractive", 4) || Matches(option, "nologo", 3);

    /// <summary>An option may be cut short, but not below the length that pwsh demands.</summary>
    private static bool Matches(string option, string name, int shortest) =>
        option.Length >= shortest && name.StartsWith(option, StringComparison.OrdinalIgnoreCase);

    private static bool IsScriptPath(string argument) =>
        argument.EndsWith(ScriptExtension, StringComparison.OrdinalIgnoreCase);
}
