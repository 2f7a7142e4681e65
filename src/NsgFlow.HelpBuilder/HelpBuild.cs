using System.Text;
using NsgFlow.HelpBuilder.Cmdlets;
using NsgFlow.HelpBuilder.Output;
using NsgFlow.HelpBuilder.Pages;

namespace NsgFlow.HelpBuilder;

/// <summary>Reads all pages, compares them with the cmdlets and writes the help, or nothing where a page is wrong.</summary>
internal static class HelpBuild
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    public static void Run(string docs, string target, string assembly, IReadOnlyList<string> references, Problems problems)
    {
        IReadOnlyList<Cmdlet> cmdlets = CmdletReader.Read(assembly, references);
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        List<(Cmdlet Cmdlet, CommandPage Page)> documented = [];
        string[] pages = Directory.Exists(docs) ? [.. Directory.EnumerateFiles(docs, "*.md").Order(StringComparer.Ordinal)] : [];

        foreach (string file in pages)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (name == "README")
            {
                continue;
            }

            MarkdownPage markdown = MarkdownPage.Read(file, problems);
            if (name.StartsWith("about_", StringComparison.Ordinal))
            {
                files[name + ".help.txt"] = AboutTopic.Write(markdown, problems);
            }
            else if (cmdlets.FirstOrDefault(c => c.Name == name) is Cmdlet cmdlet)
            {
                CommandPage page = CommandPageReader.Read(markdown, problems);
                PageChecker.Check(page, cmdlet, problems);
                documented.Add((cmdlet, page));
            }
            else
            {
                problems.Add(file, 0, $"The page is named neither as a cmdlet of {Path.GetFileName(assembly)} nor about_*.");
            }
        }

        foreach (Cmdlet cmdlet in cmdlets.Where(cmdlet => !documented.Exists(pair => pair.Cmdlet == cmdlet)))
        {
            problems.Add(Path.Combine(docs, cmdlet.Name + ".md"), 0, $"{cmdlet.Name} has no page.");
        }

        if (!problems.Any)
        {
            files[Path.GetFileName(assembly) + "-Help.xml"] = MamlWriter.Write(documented);
            WriteFiles(target, files);
        }
    }

    private static void WriteFiles(string target, Dictionary<string, string> files)
    {
        Directory.CreateDirectory(target);
        foreach (string old in Directory.EnumerateFiles(target).Where(old => !files.ContainsKey(Path.GetFileName(old))).ToArray())
        {
            File.Delete(old);
        }

        foreach ((string name, string text) in files)
        {
            string file = Path.Combine(target, name);
            // An unchanged file keeps its time, so that what is built after it need not be built again.
            if (!File.Exists(file) || File.ReadAllText(file, s_encoding) != text)
            {
                File.WriteAllText(file, text, s_encoding);
            }
        }
    }
}
