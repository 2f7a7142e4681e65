using System.Diagnostics;
using System.Xml.Linq;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Help;

/// <summary>Runs the help tool, as the build does, on pages in a temporary folder and on this assembly's sample cmdlet.</summary>
internal sealed class HelpTool : IDisposable
{
    public const string GoodPage = """
        # Get-Sample

        ## SYNOPSIS

        Gets *samples* with `care`.

        ## DESCRIPTION

        The first paragraph,
        on two lines, with [a link](https://example.org/a).

        - one
        - two

        ## EXAMPLES

        ### One sample

        ```powershell
        Get-Sample -Path a.txt |
            Where-Object Name
        ```

        It shows one.

        ### Another

        Without a pipeline:

        ```powershell
        Get-Sample b.txt
        ```

        ```text
        output
        ```

        ## PARAMETERS

        ### -Path

        Where to look.

        ### -LiteralPath

        Where to look, taken as it is.

        ### -Colour

        Which colour.

        Default: Red.

        ### -Level

        How high.

        ### -Count

        How many.

        ### -Strict

        Takes no excuse.

        ## INPUTS

        ### System.String

        A path.

        ## OUTPUTS

        ### System.DateTimeOffset

        A time.

        ### System.String[]

        Some text.

        ## NOTES

        Mind the gap.

        ## RELATED LINKS

        - [about_Sample](about_Sample.md)
        - [Elsewhere](https://example.org/else)

        """;

    public const string GoodTopic = """
        # about_Sample

        ## SHORT DESCRIPTION

        What a sample is.

        ## LONG DESCRIPTION

        A long paragraph that goes on and on so that it does not fit into one line of a console and has to be wrapped there.

        - an item that is long as well, long enough for a second line, which begins below the text and not below the dash
          - an inner item

        ### Ids

        | Id | Meaning |
        |---|---|
        | NotFound | The sample that was asked for is not there, and this is told at such length that it wraps. |
        | Late | Too late. |

        ```powershell
        Get-Sample -Path 'a very long path, which is code and so is never broken, however far it may go beyond the width'
        ```

        """;

    private readonly TemporaryFolder _folder = new();

    public HelpTool()
    {
        Docs = Directory.CreateDirectory(_folder.File("docs")).FullName;
        Target = _folder.File("out");
        Write("Get-Sample.md", GoodPage);
        Write("about_Sample.md", GoodTopic);
    }

    public string Docs { get; }

    public string Target { get; }

    private static string Assembly => typeof(HelpTool).Assembly.Location;

    public XElement Command => XDocument.Load(Path.Combine(Target, Path.GetFileName(Assembly) + "-Help.xml")).Root!.Elements().Single();

    public void Write(string page, string text) => File.WriteAllText(Path.Combine(Docs, page), text.ReplaceLineEndings("\n"));

    public string Read(string file) => File.ReadAllText(Path.Combine(Target, file));

    /// <summary>Runs the tool; the errors are empty where it succeeded.</summary>
    public string[] Run()
    {
        ProcessStartInfo start = new(FreshProcess.DotNet) { RedirectStandardError = true };
        string engine = typeof(System.Management.Automation.PSObject).Assembly.Location;
        foreach (string argument in new[] { StagedModule.Metadata("HelpBuilder"), Docs, Target, Assembly, engine })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string[] errors = process.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        Assert.Equal(errors.Length == 0 ? 0 : 1, process.ExitCode);
        return errors;
    }

    public void Dispose() => _folder.Dispose();
}
