using System.Diagnostics.CodeAnalysis;

namespace NsgFlow.Filtering;

/// <summary>
/// A name with PowerShell's wildcards: <c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[a-z]</c>, and the backtick before a
/// character that is meant as itself. Letters match in either case, whatever the culture.
/// </summary>
/// <remarks>
/// Matching remembers only the last <c>*</c>, so its cost is at most the length of the name times that of the pattern;
/// no choice of pattern makes it exponential.
/// </remarks>
internal sealed class NamePattern
{
    private readonly Element[] _elements;

    private NamePattern(string text, Element[] elements)
    {
        Text = text;
        _elements = elements;
    }

    private enum ElementKind : byte
    {
        Literal,
        AnyCharacter,
        AnyText,
        Set,
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <exception cref="FormatException">A bracket is not closed, or a range runs backwards.</exception>
    public static NamePattern Parse(string text) =>
        TryParse(text, out NamePattern? pattern)
            ? pattern
            : throw new FormatException($"'{text}' is no valid wildcard pattern: a bracket is not closed, or a range in brackets runs backwards.");

    public static bool TryParse(string text, [NotNullWhen(true)] out NamePattern? pattern)
    {
        var elements = new List<Element>(text.Length);
        pattern = null;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '*':
                    if (elements.Count == 0 || elements[^1].Kind != ElementKind.AnyText)
                    {
                        elements.Add(new Element(ElementKind.AnyText));
                    }

                    break;
                case '?':
                    elements.Add(new Element(ElementKind.AnyCharacter));
                    break;
                case '[':
                    if (!TryReadSet(text, ref i, out Range[] ranges))
                    {
                        return false;
                    }

                    elements.Add(new Element(ElementKind.Set, ranges: ranges));
                    break;
                default:
                    // A backtick at the very end has nothing to escape and stands for itself.
                    if (text[i] == '`' && i + 1 < text.Length)
                    {
                        i++;
                    }

                    elements.Add(new Element(ElementKind.Literal, text[i]));
                    break;
            }
        }

        pattern = new NamePattern(text, [.. elements]);
        return true;
    }

    public bool IsMatch(ReadOnlySpan<char> name)
    {
        int element = 0;
        int position = 0;
        int afterStar = -1;
        int starEnd = 0;
        while (position < name.Length)
        {
            if (element < _elements.Length && _elements[element].Kind == ElementKind.AnyText)
            {
                afterStar = ++element;
                starEnd = position;
            }
            else if (element < _elements.Length && _elements[element].Matches(name[position]))
            {
                element++;
                position++;
            }
            else if (afterStar >= 0)
            {
                // The last star takes one character more. An earlier star need not: whatever stood between the two
                // has been found at its first place, and a later place leaves less of the name for the rest.
                element = afterStar;
                position = ++starEnd;
            }
            else
            {
                return false;
            }
        }

        return element == _elements.Length
            || (element == _elements.Length - 1 && _elements[element].Kind == ElementKind.AnyText);
    }

    public override string ToString() => Text;

    /// <summary>Reads from the opening bracket at <paramref name="i"/> and leaves it on the closing one.</summary>
    private static bool TryReadSet(string text, ref int i, out Range[] ranges)
    {
        var members = new List<(char Character, bool IsDash)>();
        int start = ++i;
        for (; i < text.Length; i++)
        {
            char c = text[i];

            // As in PowerShell, a closing bracket right after the opening one is a member of the set.
            if (c == ']' && i > start)
            {
                break;
            }

            bool escaped = c == '`' && i + 1 < text.Length;
            members.Add((escaped ? text[++i] : c, !escaped && c == '-'));
        }

        ranges = [];
        return i < text.Length && TryPairRanges(members, out ranges);
    }

    private static bool TryPairRanges(List<(char Character, bool IsDash)> members, out Range[] ranges)
    {
        var result = new List<Range>(members.Count);
        ranges = [];
        for (int i = 0; i < members.Count; i++)
        {
            // A dash is a range only between two characters; first or last in the set it stands for itself.
            bool isRange = i + 2 < members.Count && members[i + 1].IsDash;
            var range = new Range(members[i].Character, members[isRange ? i + 2 : i].Character);
            if (range.Low > range.High)
            {
                return false;
            }

            result.Add(range);
            i += isRange ? 2 : 0;
        }

        ranges = [.. result];
        return true;
    }

    private readonly record struct Range(char Low, char High)
    {
        public bool Holds(char c) => c >= Low && c <= High;
    }

    private readonly struct Element(ElementKind kind, char literal = '\0', Range[]? ranges = null)
    {
        private readonly char _upper = char.ToUpperInvariant(literal);

        public ElementKind Kind { get; } = kind;

        public bool Matches(char c) => Kind switch
        {
            ElementKind.Literal => char.ToUpperInvariant(c) == _upper,
            ElementKind.AnyCharacter => true,
            ElementKind.Set => InSet(c) || InSet(char.ToUpperInvariant(c)) || InSet(char.ToLowerInvariant(c)),
            _ => false,
        };

        private bool InSet(char c)
        {
            foreach (Range range in ranges!)
            {
                if (range.Holds(c))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
