namespace NsgFlow.PowerShell.Tests.Help;

/// <summary>A page that does not fit stops the build, and says where.</summary>
public sealed class HelpBuilderErrorTests
{
    /// <param name="find">What is replaced in a page that is right.</param>
    /// <param name="replace">What it is replaced with.</param>
    /// <param name="at">The last line with this text is the one to name; where it is empty, the first of the page.</param>
    /// <param name="message">A part of the message.</param>
    [Theory]
    [InlineData("# Get-Sample", "# Get-Samples", "# Get-Samples", "title")]
    [InlineData("## SYNOPSIS", "## SUMMARY", "## SUMMARY", "'## SUMMARY' is no section")]
    [InlineData("## SYNOPSIS", "## SUMMARY", "", "'## SYNOPSIS' is missing")]
    [InlineData("Gets *samples*", "- Gets *samples*", "## SYNOPSIS", "one paragraph")]
    [InlineData("## NOTES", "## SYNOPSIS", "## SYNOPSIS", "out of order")]
    [InlineData("### -Count", "### Count", "### Count", "'### -Count'")]
    [InlineData("How many.", "", "### -Count", "no description")]
    [InlineData("### -Count", "### -Number", "### -Number", "no parameter '-Number'")]
    [InlineData("### -Count", "### -Number", "", "'Count' is not described")]
    [InlineData("### -Level", "### -Colour", "### -Colour", "described twice")]
    [InlineData("### -Count", "### -Secret", "### -Secret", "no parameter '-Secret'")]
    [InlineData("### System.DateTimeOffset", "### System.DateTime", "### System.DateTime", "no output type 'System.DateTime'")]
    [InlineData("### System.DateTimeOffset", "### System.DateTime", "", "'System.DateTimeOffset' is not described")]
    [InlineData("### System.String\n", "### None\n", "### None", "no input type 'None'")]
    [InlineData("It shows one.", "", "### One sample", "in words")]
    [InlineData("Get-Sample b.txt", "Set-Sample b.txt", "### Another", "does not call Get-Sample")]
    [InlineData("(about_Sample.md)", "(about_Missing.md)", "- [about_Sample](about_Missing.md)", "no page 'about_Missing.md'")]
    [InlineData("- [about_Sample](about_Sample.md)", "- about_Sample", "- about_Sample", "one link")]
    [InlineData("How many.", "How many <things>.", "How many <things>.", "'<things>' would be lost")]
    [InlineData("How many.", "> How many.", "> How many.", "paragraphs, lists, code and tables")]
    [InlineData("How many.", "#### How many.", "#### How many.", "level 4")]
    public void An_error_names_the_line(string find, string replace, string at, string message)
    {
        using HelpTool tool = new();
        string good = HelpTool.GoodPage.ReplaceLineEndings("\n");
        string page = good.Replace(find, replace, StringComparison.Ordinal);
        Assert.NotEqual(good, page);
        tool.Write("Get-Sample.md", page);
        int line = at.Length == 0 ? 1 : Array.LastIndexOf(page.Split('\n'), at) + 1;

        string[] errors = tool.Run();

        Assert.Contains(errors, error => error.StartsWith($"{Path.Combine(tool.Docs, "Get-Sample.md")}({line}): error HELP0001: ", StringComparison.Ordinal)
            && error.Contains(message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(tool.Target), "Help was written in spite of the error.");
    }

    [Fact]
    public void One_example_is_too_few()
    {
        using HelpTool tool = new();
        string page = HelpTool.GoodPage;
        tool.Write("Get-Sample.md", page.Remove(page.IndexOf("### Another", StringComparison.Ordinal), page.IndexOf("## PARAMETERS", StringComparison.Ordinal) - page.IndexOf("### Another", StringComparison.Ordinal)));

        Assert.Contains("1 examples", Assert.Single(tool.Run()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cmdlet_without_a_page_is_an_error()
    {
        using HelpTool tool = new();
        File.Delete(Path.Combine(tool.Docs, "Get-Sample.md"));

        Assert.EndsWith("Get-Sample has no page.", Assert.Single(tool.Run()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_a_cmdlet_is_an_error()
    {
        using HelpTool tool = new();
        tool.Write("Get-Other.md", HelpTool.GoodPage.Replace("# Get-Sample", "# Get-Other", StringComparison.Ordinal));

        Assert.Contains("Get-Other.md(1)", Assert.Single(tool.Run()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("## SHORT DESCRIPTION", "## SUMMARY", 3, "begins with")]
    [InlineData("What a sample is.", "", 3, "begins with")]
    [InlineData("# about_Sample", "# about_Samples", 1, "title")]
    [InlineData("### Ids", "### Empty\n\n### Ids", 14, "'Empty' is empty")]
    public void An_about_page_that_does_not_fit_is_an_error(string find, string replace, int line, string message)
    {
        using HelpTool tool = new();
        tool.Write("about_Sample.md", HelpTool.GoodTopic.ReplaceLineEndings("\n").Replace(find, replace, StringComparison.Ordinal));

        string[] errors = tool.Run();

        Assert.Contains(errors, error => error.Contains($"about_Sample.md({line})", StringComparison.Ordinal) && error.Contains(message, StringComparison.Ordinal));
    }
}
