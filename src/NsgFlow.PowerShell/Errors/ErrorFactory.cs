using System.Globalization;
using System.Management.Automation;
using System.Resources;
using System.Text.RegularExpressions;

namespace NsgFlow.PowerShell.Errors;

/// <summary>Makes error records that carry a stable id, the right category, their target and a remedy.</summary>
internal static partial class ErrorFactory
{
    private static readonly ResourceManager s_strings = new("NsgFlow.PowerShell.Errors.Strings", typeof(ErrorFactory).Assembly);

    /// <param name="id">A constant of <see cref="ErrorId"/>.</param>
    /// <param name="category">What PowerShell sorts the error under.</param>
    /// <param name="target">The path, tuple or value the error is about; never a secret.</param>
    /// <param name="inner">The exception behind it, if there is one.</param>
    /// <param name="arguments">What the message's placeholders stand for.</param>
    public static ErrorRecord Create(string id, ErrorCategory category, object? target, Exception? inner, params object?[] arguments)
    {
        string message = Format(id, arguments);
        return new ErrorRecord(new InvalidOperationException(message, inner), id, category, target is string text ? WithoutSignature(text) : target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = Format(id + "_Remedy", arguments) },
        };
    }

    public static string Format(string name, params object?[] arguments)
    {
        string text = s_strings.GetString(name, CultureInfo.CurrentUICulture)
            ?? throw new MissingManifestResourceException(name);
        return arguments.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, Array.ConvertAll(arguments, Printable));
    }

    /// <summary>The signature of a shared access signature opens what it signs: it is cut from whatever is shown.</summary>
    private static string WithoutSignature(string text) => Signature().Replace(text, "...");

    [GeneratedRegex("(?<=[?&]sig=)[^&\\s'\"]+", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();

    /// <summary>
    /// Names of files and text of logs come from outside: nothing in them may move a terminal's cursor or colour its text.
    /// </summary>
    private static object? Printable(object? argument) =>
        argument is string text ? string.Concat(WithoutSignature(text).Select(c => char.IsControl(c) ? '?' : c)) : argument;
}
