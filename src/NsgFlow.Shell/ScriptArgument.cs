namespace NsgFlow.Shell;

/// <summary>One argument of a script file, bound by the engine as pwsh binds it.</summary>
/// <param name="Name">The parameter with its dash, or null for a value without a name.</param>
/// <param name="Value">The value; null for a parameter that stands alone or whose value comes next.</param>
internal sealed record ScriptArgument(string? Name, object? Value)
{
    /// <summary>Splits <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c> and plain values.</summary>
    public static IReadOnlyList<ScriptArgument> Parse(IEnumerable<string> arguments)
    {
        List<ScriptArgument> parsed = [];
        string? pending = null;
        foreach (string argument in arguments)
        {
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (pending is not null)
            {
                // "-Name:" followed by its value, as shells split "-Name: value".
                parsed.Add(new ScriptArgument(pending, Convert(argument)));
                pending = null;
            }
            else if (argument.Length < 2 || argument[0] != '-')
            {
                parsed.Add(new ScriptArgument(null, argument));
            }
            else if (colon < 0)
            {
                parsed.Add(new ScriptArgument(argument, null));
            }
            else if (colon == argument.Length - 1)
            {
                pending = argument[..colon];
            }
            else
            {
                parsed.Add(new ScriptArgument(argument[..colon], Convert(argument[(colon + 1)..])));
            }
        }

        if (pending is not null)
        {
            parsed.Add(new ScriptArgument(pending, null));
        }

        return parsed;
    }

    /// <summary>Only the two constants are more than text: a switch must be able to be turned off.</summary>
    private static object Convert(string value)
    {
        if (value.Equals("$true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return value.Equals("$false", StringComparison.OrdinalIgnoreCase) ? false : value;
    }
}
