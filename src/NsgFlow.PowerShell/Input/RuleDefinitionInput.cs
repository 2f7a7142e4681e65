using System.Management.Automation;
using System.Security;
using System.Text;
using NsgFlow.Analysis.RuleUsage;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Output;

namespace NsgFlow.PowerShell.Input;

/// <summary>Reads what a user gives as the definition of rules: objects, JSON, the lines of JSON, or files of it.</summary>
internal sealed class RuleDefinitionInput(PSCmdlet cmdlet, CancellationToken cancellation)
{
    /// <summary>How much of a name that cannot be resolved is shown.</summary>
    private const int MostShown = 200;

    private readonly RuleDefinitionReader _reader = new(cancellation);

    /// <summary>The definitions; what is wrong with them ends the command, for without them rules would be missing.</summary>
    public RuleDefinitions Read(object[] given)
    {
        try
        {
            var lines = new List<string>();
            foreach (PSObject item in given.Where(item => item is not null).Select(PSObject.AsPSObject))
            {
                if (item.BaseObject is string text)
                {
                    lines.Add(text);
                    continue;
                }

                ReadLines(lines);
                if (item.BaseObject is FileInfo file)
                {
                    ReadFile(file.FullName);
                }
                else
                {
                    _reader.Read(new ObjectDefinition(item));
                }
            }

            ReadLines(lines);
            RuleDefinitions definitions = _reader.ToDefinitions();
            WriteUnresolved();
            return definitions;
        }
        catch (RuleDefinitionException e)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.Create(e.Reason, ErrorCategory.InvalidData, target: null, e, [.. e.Arguments]));
            throw;
        }
    }

    /// <summary>Texts that follow one another: paths, or JSON, which other programs give line by line.</summary>
    private void ReadLines(List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        if (lines.TrueForAll(line => IsJson(line)) && lines.Count > 1)
        {
            lines.ForEach(line => _reader.Read(JsonDefinition.Parse(line)));
        }
        else if (IsJson(lines.Find(line => !string.IsNullOrWhiteSpace(line))))
        {
            _reader.Read(JsonDefinition.Parse(string.Join('\n', lines)));
        }
        else
        {
            lines.ForEach(ReadPath);
        }

        lines.Clear();
    }

    private void ReadPath(string path)
    {
        foreach (InputPath found in InputPaths.Resolve(cmdlet, [path], isLiteral: false))
        {
            if (found.IsFolder)
            {
                cmdlet.ThrowTerminatingError(InputPaths.Invalid(path, ErrorFactory.Format("FolderOfRules"), inner: null));
            }

            ReadFile(found.FullPath);
        }
    }

    private void ReadFile(string path)
    {
        try
        {
            // Windows PowerShell redirects as UTF-16, which the mark at its beginning tells.
            using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            _reader.Read(JsonDefinition.Parse(ReadText(reader)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException)
        {
            cmdlet.ThrowTerminatingError(ReadErrors.Unreadable(ErrorId.FileUnreadable, path, e));
        }
    }

    /// <summary>What is too long is read just so far that this shows.</summary>
    private string ReadText(StreamReader reader)
    {
        var text = new StringBuilder();
        char[] buffer = new char[64 * 1024];
        for (int read; text.Length <= JsonDefinition.MostCharacters && (read = reader.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private void WriteUnresolved()
    {
        foreach (string name in _reader.Unresolved)
        {
            string shown = name.Length > MostShown ? name[..MostShown] : name;
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.RuleDefinitionUnresolved, ErrorCategory.InvalidData, shown, inner: null, shown));
        }
    }

    private static bool IsJson(string? text) => text.AsSpan().TrimStart('\uFEFF').TrimStart() is ['{' or '[', ..];
}
