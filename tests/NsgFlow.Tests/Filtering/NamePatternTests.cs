using System.Text;
using NsgFlow.Filtering;

namespace NsgFlow.Tests.Filtering;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("UserRule_Allow-HTTPS", "userrule_allow-https", true)]
    [InlineData("UserRule_Allow-HTTPS", "UserRule_Allow-HTTPS2", false)]
    [InlineData("UserRule_*", "UserRule_", true)]
    [InlineData("UserRule_*", "DefaultRule_DenyAllInBound", false)]
    [InlineData("*deny*bound", "DefaultRule_DenyAllInBound", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData("?", "", false)]
    [InlineData("web-0?", "WEB-01", true)]
    [InlineData("web-0?", "WEB-011", false)]
    [InlineData("**a**", "bab", true)]
    [InlineData("a*", "ba", false)]
    [InlineData("*a", "ab", false)]
    public void Stars_and_question_marks_match_in_any_case(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.Parse(pattern).IsMatch(name));

    [Theory]
    [InlineData("nsg-[abc]", "NSG-B", true)]
    [InlineData("nsg-[abc]", "NSG-D", false)]
    [InlineData("nsg-[a-c]", "NSG-C", true)]
    [InlineData("nsg-[A-C]", "nsg-c", true)]
    [InlineData("[a-c-e]", "d", false)]
    [InlineData("[a-c-e]", "-", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[-a]", "-", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[]a]", "a", true)]
    [InlineData("[!a]", "!", true)]
    [InlineData("[!a]", "b", false)]
    [InlineData("[Z-a]", "z", true)]
    [InlineData("[Z-a]", "A", true)]
    [InlineData("[*]", "*", true)]
    [InlineData("[*]", "x", false)]
    [InlineData("]", "]", true)]
    public void Brackets_hold_characters_and_ranges(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.Parse(pattern).IsMatch(name));

    [Theory]
    [InlineData("`*", "*", true)]
    [InlineData("`*", "x", false)]
    [InlineData("`?", "x", false)]
    [InlineData("`[a]", "[a]", true)]
    [InlineData("``", "`", true)]
    [InlineData("`a", "A", true)]
    [InlineData("a`", "a`", true)]
    [InlineData("[`]]", "]", true)]
    [InlineData("[a`-z]", "m", false)]
    [InlineData("[a`-z]", "-", true)]
    public void A_backtick_takes_the_next_character_as_itself(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.Parse(pattern).IsMatch(name));

    [Theory]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("a[bc")]
    [InlineData("[a`]")]
    [InlineData("[z-a]")]
    public void A_malformed_pattern_is_refused(string pattern)
    {
        Assert.False(NamePattern.TryParse(pattern, out _));
        FormatException refusal = Assert.Throws<FormatException>(() => NamePattern.Parse(pattern));
        Assert.Contains(pattern, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_pattern_agrees_with_a_plain_reference()
    {
        var random = new Random(20261124);
        int matches = 0;
        for (int i = 0; i < 50_000; i++)
        {
            string pattern = RandomText(random, "aB*?*`[-]c", 8);
            string name = RandomText(random, "AbC-`[*", 8);
            if (!NamePattern.TryParse(pattern, out NamePattern? compiled))
            {
                continue;
            }

            bool expected = ReferenceMatches(pattern, name);
            matches += expected ? 1 : 0;
            Assert.True(expected == compiled.IsMatch(name), $"'{pattern}' on '{name}' should be {expected}");
        }

        Assert.InRange(matches, 1_000, 49_000);
    }

    [Fact]
    public void Many_stars_on_a_long_name_do_not_multiply()
    {
        // A matcher that tries every split would not come back from this.
        string pattern = string.Concat(Enumerable.Repeat("*a", 100)) + "b";
        string name = new('a', 10_000);
        Assert.False(NamePattern.Parse(pattern).IsMatch(name));
        Assert.True(NamePattern.Parse(pattern).IsMatch(name + "b"));
    }

    [Fact]
    public void The_text_is_kept_as_given() => Assert.Equal("Web-[0-9]*", NamePattern.Parse("Web-[0-9]*").ToString());

    private static string RandomText(Random random, string alphabet, int longest)
    {
        var text = new StringBuilder();
        for (int n = random.Next(longest + 1); n > 0; n--)
        {
            text.Append(alphabet[random.Next(alphabet.Length)]);
        }

        return text.ToString();
    }

    /// <summary>By recursion on the text of the pattern: slow, and plainly what the grammar says.</summary>
    private static bool ReferenceMatches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.IsEmpty)
        {
            return name.IsEmpty;
        }

        if (pattern[0] == '*')
        {
            return ReferenceMatches(pattern[1..], name) || (!name.IsEmpty && ReferenceMatches(pattern, name[1..]));
        }

        if (name.IsEmpty)
        {
            return false;
        }

        char first = char.ToLowerInvariant(name[0]);
        if (pattern[0] == '[')
        {
            (HashSet<char> set, int length) = ReferenceSet(pattern);
            return set.Contains(first) && ReferenceMatches(pattern[length..], name[1..]);
        }

        int taken = pattern[0] == '`' && pattern.Length > 1 ? 2 : 1;
        return (pattern[0] == '?' || char.ToLowerInvariant(pattern[taken - 1]) == first)
            && ReferenceMatches(pattern[taken..], name[1..]);
    }

    private static (HashSet<char> Set, int Length) ReferenceSet(ReadOnlySpan<char> pattern)
    {
        var items = new List<string>();
        int i = 1;
        while (pattern[i] != ']' || items.Count == 0)
        {
            int taken = pattern[i] == '`' && i + 1 < pattern.Length ? 2 : 1;
            items.Add(pattern.Slice(i, taken).ToString());
            i += taken;
        }

        var set = new HashSet<char>();
        for (int item = 0; item < items.Count; item++)
        {
            char low = items[item][^1];
            char high = low;
            if (item + 2 < items.Count && items[item + 1] == "-")
            {
                high = items[item += 2][^1];
            }

            for (int c = low; c <= high; c++)
            {
                set.Add(char.ToLowerInvariant((char)c));
            }
        }

        return (set, i + 1);
    }
}
