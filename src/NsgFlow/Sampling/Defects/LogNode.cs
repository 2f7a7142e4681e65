using System.Text;

namespace NsgFlow.Sampling.Defects;

/// <summary>A piece of JSON, kept apart so that it can be rearranged before it is written.</summary>
internal abstract class LogNode
{
    public abstract void Write(LogText to);

    /// <summary>Puts the keys below into alphabetical order.</summary>
    public virtual void Sort()
    {
    }
}

/// <summary>A text, number or literal, as JSON.</summary>
internal sealed class LogValue(string json) : LogNode
{
    public static LogValue Text(string text) => new($"\"{text}\"");

    public override void Write(LogText to) => to.Append(json);
}

internal sealed class LogObject(params (string Key, LogNode Value)[] members) : LogNode
{
    public List<(string Key, LogNode Value)> Members { get; } = [.. members];

    public override void Write(LogText to)
    {
        to.Open('{');
        foreach ((string key, LogNode value) in Members)
        {
            to.NextItem();
            to.Append($"\"{key}\":");
            to.Append(to.Space);
            value.Write(to);
        }

        to.Close('}');
    }

    public override void Sort()
    {
        Members.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        Members.ForEach(m => m.Value.Sort());
    }
}

internal sealed class LogList(IEnumerable<LogNode> items) : LogNode
{
    public List<LogNode> Items { get; } = [.. items];

    public override void Write(LogText to)
    {
        to.Open('[');
        foreach (LogNode item in Items)
        {
            to.NextItem();
            item.Write(to);
        }

        to.Close(']');
    }

    public override void Sort() => Items.ForEach(i => i.Sort());
}

internal sealed class LogTuple(DraftTuple tuple, FlowGroup group) : LogNode
{
    public override void Write(LogText to)
    {
        if (tuple.Bare is not null)
        {
            to.Place(tuple, group);
            return;
        }

        to.Append("\"");
        to.Place(tuple, group);
        to.Append("\"");
    }
}

/// <summary>Text under way, with the places of its tuples. All of it is ASCII, so characters count as bytes.</summary>
internal sealed class LogText(bool isPretty)
{
    private readonly StringBuilder _text = new();
    private readonly List<PlacedTuple> _tuples = [];
    private int _depth;
    private bool _isFirst;

    public string Space { get; } = isPretty ? " " : string.Empty;

    public void Append(string text) => _text.Append(text);

    public void Open(char bracket)
    {
        _text.Append(bracket);
        _depth++;
        _isFirst = true;
    }

    public void NextItem()
    {
        if (!_isFirst)
        {
            _text.Append(',');
        }

        _isFirst = false;
        BreakLine();
    }

    public void Close(char bracket)
    {
        _depth--;
        if (!_isFirst)
        {
            BreakLine();
        }

        _isFirst = false;
        _text.Append(bracket);
    }

    public void Place(DraftTuple tuple, FlowGroup group)
    {
        _tuples.Add(new PlacedTuple(_text.Length, tuple.Text.Length, tuple, group));
        _text.Append(tuple.Text);
    }

    public RecordText ToRecord() => new(Encoding.ASCII.GetBytes(_text.ToString()), _tuples);

    private void BreakLine()
    {
        if (isPretty)
        {
            _text.Append('\n').Append(' ', 2 * _depth);
        }
    }
}
