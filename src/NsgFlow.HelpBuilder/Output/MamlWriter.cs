using System.Globalization;
using System.Text;
using System.Xml;
using NsgFlow.HelpBuilder.Cmdlets;
using NsgFlow.HelpBuilder.Pages;

namespace NsgFlow.HelpBuilder.Output;

/// <summary>Writes the help file that Get-Help reads for a binary cmdlet.</summary>
internal sealed class MamlWriter
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XmlWriter _xml;

    private MamlWriter(XmlWriter xml) => _xml = xml;

    public static string Write(IEnumerable<(Cmdlet Cmdlet, CommandPage Page)> commands)
    {
        StringBuilder text = new();
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None, OmitXmlDeclaration = true };
        using (XmlWriter xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("helpItems", "http://msh");
            xml.WriteAttributeString("schema", "maml");
            MamlWriter writer = new(xml);
            foreach ((Cmdlet cmdlet, CommandPage page) in commands.OrderBy(c => c.Cmdlet.Name, StringComparer.Ordinal))
            {
                writer.WriteCommand(cmdlet, page);
            }

            xml.WriteEndElement();
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private void WriteCommand(Cmdlet cmdlet, CommandPage page)
    {
        _xml.WriteStartElement("command", "command", Command);
        _xml.WriteAttributeString("xmlns", "maml", null, Maml);
        _xml.WriteAttributeString("xmlns", "dev", null, Dev);

        Open("details");
        Element(Command, "name", cmdlet.Name);
        Element(Command, "verb", cmdlet.Verb);
        Element(Command, "noun", cmdlet.Noun);
        WriteParagraphs("description", [page.Synopsis]);
        _xml.WriteEndElement();
        WriteText("description", page.Description);

        WriteSyntax(cmdlet);
        Open("parameters");
        foreach (Parameter parameter in cmdlet.Parameters.OrderBy(p => p.StandardText is null ? 0 : 1).ThenBy(p => p.Name, StringComparer.Ordinal))
        {
            WriteParameter(cmdlet, parameter, page.Parameters.FirstOrDefault(text => text.Name == parameter.Name));
        }

        _xml.WriteEndElement();
        WriteTypes("inputTypes", "inputType", page.Inputs);
        WriteTypes("returnValues", "returnValue", page.Outputs);
        WriteNotes(page.Notes);
        WriteExamples(page.Examples);
        WriteLinks(cmdlet, page.Links);
        _xml.WriteEndElement();
    }

    private void WriteSyntax(Cmdlet cmdlet)
    {
        Open("syntax");
        foreach (string set in cmdlet.Sets)
        {
            Open("syntaxItem");
            Element(Maml, "name", cmdlet.Name);
            foreach ((Parameter parameter, ParameterUse use) in SyntaxOrder.Of(cmdlet, set))
            {
                StartParameter(parameter, [use]);
                Element(Maml, "name", parameter.Name);
                WriteValue(parameter);
                _xml.WriteEndElement();
            }

            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void WriteParameter(Cmdlet cmdlet, Parameter parameter, ParameterText? text)
    {
        StartParameter(parameter, [.. cmdlet.Sets.Select(parameter.In).OfType<ParameterUse>()]);
        Element(Maml, "name", parameter.Name);
        List<string> paragraphs = [.. parameter.StandardText is null ? TextLayout.Paragraphs(text?.Text ?? []) : [parameter.StandardText]];
        if (parameter.Values.Count > 0)
        {
            paragraphs.Add($"Accepted values: {string.Join(", ", parameter.Values)}.");
        }

        WriteParagraphs("description", paragraphs);
        WriteValue(parameter);
        _xml.WriteStartElement("type", Dev);
        Element(Maml, "name", parameter.TypeName);
        _xml.WriteEndElement();
        Element(Dev, "defaultValue", text?.Default ?? (parameter.IsSwitch ? "False" : "None"));
        _xml.WriteEndElement();
    }

    private void StartParameter(Parameter parameter, IReadOnlyList<ParameterUse> uses)
    {
        bool byValue = uses.Any(use => use.ByValue);
        bool byName = uses.Any(use => use.ByPropertyName);
        int? position = uses.Select(use => use.Position).FirstOrDefault(p => p is not null);
        Open("parameter");
        _xml.WriteAttributeString("required", XmlConvert.ToString(uses.All(use => use.Mandatory)));
        _xml.WriteAttributeString("variableLength", XmlConvert.ToString(uses.Any(use => use.Remaining)));
        _xml.WriteAttributeString("globbing", XmlConvert.ToString(parameter.Wildcards));
        _xml.WriteAttributeString("pipelineInput", (byValue, byName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        });
        _xml.WriteAttributeString("position", position?.ToString(CultureInfo.InvariantCulture) ?? "named");
        _xml.WriteAttributeString("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none");
    }

    private void WriteValue(Parameter parameter)
    {
        if (!parameter.IsSwitch)
        {
            _xml.WriteStartElement("parameterValue", Command);
            _xml.WriteAttributeString("required", "true");
            _xml.WriteString(parameter.TypeName);
            _xml.WriteEndElement();
        }
    }

    private void WriteTypes(string list, string item, IReadOnlyList<TypeText> types)
    {
        Open(list);
        foreach (TypeText type in types)
        {
            Open(item);
            _xml.WriteStartElement("type", Dev);
            Element(Maml, "name", type.Name);
            _xml.WriteEndElement();
            WriteText("description", type.Text);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void WriteNotes(IReadOnlyList<TextBlock> notes)
    {
        _xml.WriteStartElement("alertSet", Maml);
        WriteText("alert", notes);
        _xml.WriteEndElement();
    }

    private void WriteExamples(IReadOnlyList<ExampleText> examples)
    {
        Open("examples");
        for (int i = 0; i < examples.Count; i++)
        {
            ExampleText example = examples[i];
            Open("example");
            Element(Maml, "title", $"-------- Example {i + 1}: {example.Title} --------");
            Element(Dev, "code", example.Code);
            _xml.WriteStartElement("remarks", Dev);
            // The empty one at the end keeps the next example's title apart.
            WriteParagraphElements([.. TextLayout.Paragraphs([.. example.Introduction, .. example.Remarks]), ""]);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void WriteLinks(Cmdlet cmdlet, IReadOnlyList<RelatedLink> links)
    {
        Open("relatedLinks");
        // Get-Help -Online opens the first address it finds here.
        IEnumerable<RelatedLink> online = cmdlet.HelpUri is string uri ? [new RelatedLink("Online Version:", uri)] : [];
        foreach (RelatedLink link in online.Concat(links))
        {
            _xml.WriteStartElement("navigationLink", Maml);
            Element(Maml, "linkText", link.Text);
            Element(Maml, "uri", link.Address);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void WriteText(string element, IReadOnlyList<TextBlock> blocks) => WriteParagraphs(element, TextLayout.Paragraphs(blocks));

    private void WriteParagraphs(string element, IEnumerable<string> paragraphs)
    {
        _xml.WriteStartElement(element, Maml);
        WriteParagraphElements(paragraphs);
        _xml.WriteEndElement();
    }

    private void WriteParagraphElements(IEnumerable<string> paragraphs)
    {
        foreach (string paragraph in paragraphs)
        {
            Element(Maml, "para", paragraph);
        }
    }

    private void Open(string name) => _xml.WriteStartElement(name, Command);

    private void Element(string ns, string name, string text) => _xml.WriteElementString(name, ns, text);
}
