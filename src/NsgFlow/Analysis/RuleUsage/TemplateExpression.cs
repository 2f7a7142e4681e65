using System.Globalization;

namespace NsgFlow.Analysis.RuleUsage;

/// <summary>
/// An expression of a template: texts, and the functions parameters, variables, concat, format, toLower and toUpper.
/// Anything else has no value here.
/// </summary>
internal ref struct TemplateExpression(TemplateScope scope, ReadOnlyMemory<char> text, int steps)
{
    private const int MostDepth = 32;

    /// <summary>Expressions can say the same text many times over.</summary>
    private const int MostCharacters = 4096;

    private readonly ReadOnlySpan<char> _text = text.Span;
    private int _at;
    private int _depth;

    /// <summary>The value of the whole; null where it has none.</summary>
    public DefinitionNode? Evaluate()
    {
        DefinitionNode? value = Value();
        SkipSpace();
        return _at == _text.Length ? value : null;
    }

    private DefinitionNode? Value()
    {
        SkipSpace();
        if (_at >= _text.Length || _depth >= MostDepth)
        {
            return null;
        }

        return _text[_at] == '\'' ? Literal() : Call();
    }

    private TextNode? Literal()
    {
        int start = ++_at;
        while (_at < _text.Length)
        {
            if (_text[_at++] == '\'')
            {
                if (_at == _text.Length || _text[_at] != '\'')
                {
                    return new TextNode(_text[start..(_at - 1)].ToString().Replace("''", "'", StringComparison.Ordinal));
                }

                _at++;
            }
        }

        return null;
    }

    private DefinitionNode? Call()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiLetterOrDigit(_text[_at]))
        {
            _at++;
        }

        string name = _text[start.._at].ToString();
        if (!Take('('))
        {
            return null;
        }

        var arguments = new List<DefinitionNode>();
        if (!Take(')'))
        {
            do
            {
                _depth++;
                if (Value() is not { } argument)
                {
                    return null;
                }

                _depth--;
                arguments.Add(argument);
            }
            while (Take(','));

            if (!Take(')'))
            {
                return null;
            }
        }

        return Apply(name, arguments);
    }

    private readonly DefinitionNode? Apply(string name, List<DefinitionNode> arguments)
    {
        string[] texts = [.. arguments.Select(argument => argument.Text ?? string.Empty)];
        bool areTexts = arguments.TrueForAll(argument => argument.Text is not null);
        if (!areTexts || texts.Sum(argument => (long)argument.Length) > MostCharacters)
        {
            return null;
        }

        return (name.ToUpperInvariant(), texts) switch
        {
            ("PARAMETERS", [var parameter]) => scope.Parameter(parameter, steps),
            ("VARIABLES", [var variable]) => scope.Variable(variable, steps),
            ("CONCAT", _) => new TextNode(string.Concat(texts)),
            ("FORMAT", [var format, .. var values]) => Format(format, values),
            ("TOLOWER", [var value]) => new TextNode(value.ToLowerInvariant()),
            ("TOUPPER", [var value]) => new TextNode(value.ToUpperInvariant()),
            _ => null,
        };
    }

    private static TextNode? Format(string format, string[] values)
    {
        try
        {
            string text = string.Format(CultureInfo.InvariantCulture, format, [.. values.Cast<object>()]);
            return text.Length <= MostCharacters ? new TextNode(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private bool Take(char wanted)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == wanted)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
