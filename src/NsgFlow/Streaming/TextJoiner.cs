using System.Buffers;

namespace NsgFlow.Streaming;

/// <summary>
/// Tells where pieces of JSON text have to be parted by a line feed. Lines have lost theirs and get it back, so that
/// offsets are those of the file. But a text may have been cut anywhere: inside a JSON string or a number, where no line
/// can end, the pieces belong together.
/// </summary>
internal sealed class TextJoiner
{
    private static readonly SearchValues<char> s_quoteOrEscape = SearchValues.Create("\"\\");

    private bool _hasBegun;
    private bool _isInString;

    /// <summary>Whether the last character was a backslash, which takes the next one's meaning.</summary>
    private bool _isEscaped;
    private char _last;

    /// <summary>Whether a line feed belongs between what has passed and this piece; call it once for each piece, in order.</summary>
    public bool Pass(ReadOnlySpan<char> piece)
    {
        bool parted = _hasBegun && !_isInString && !(!piece.IsEmpty && IsLiteral(_last) && IsLiteral(piece[0]));
        _hasBegun = true;
        _last = piece.IsEmpty ? '\n' : piece[^1];
        Follow(piece);
        return parted;
    }

    private static bool IsLiteral(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.';

    private void Follow(ReadOnlySpan<char> rest)
    {
        if (_isEscaped && !rest.IsEmpty)
        {
            _isEscaped = false;
            rest = rest[1..];
        }

        while (rest.IndexOfAny(s_quoteOrEscape) is >= 0 and int found)
        {
            if (rest[found] == '"')
            {
                _isInString = !_isInString;
                rest = rest[(found + 1)..];
            }
            else if (!_isInString)
            {
                // No JSON; it takes nothing with it.
                rest = rest[(found + 1)..];
            }
            else if (found + 1 == rest.Length)
            {
                _isEscaped = true;
                return;
            }
            else
            {
                rest = rest[(found + 2)..];
            }
        }
    }
}
