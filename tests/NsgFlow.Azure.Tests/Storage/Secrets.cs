using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>Secrets to look for, in each form in which they may come out, in everything that a command wrote.</summary>
internal sealed class Secrets
{
    private const int DeepestObject = 4;

    /// <summary>As Export-Clixml goes by default; deeper an error leads to the command, and that to all of its module.</summary>
    private const int SerialisedDepth = 2;

    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);

    public void Add(string name, string secret)
    {
        foreach (string form in (string[])[secret, Uri.EscapeDataString(secret), Uri.UnescapeDataString(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))])
        {
            _forms[form] = name;
        }

        // A part of it is too much already.
        _forms[secret[..Math.Min(secret.Length, 24)]] = name + ", its beginning";
        _forms[secret[^Math.Min(secret.Length, 24)..]] = name + ", its end";
    }

    /// <summary>What was found, and where; empty where nothing came out.</summary>
    public IReadOnlyList<string> FindIn(string place, string text) =>
        [.. _forms.Where(form => text.Contains(form.Key, StringComparison.OrdinalIgnoreCase)).Select(form => $"{form.Value} in {place}: {text}")];

    /// <summary>Looks through all streams, and through everything that hangs on errors and objects.</summary>
    public IReadOnlyList<string> FindIn(EngineResult result)
    {
        List<string> found = [];
        void Look(string place, object? value) => found.AddRange(FindIn(place, Everything(value)));

        foreach (PSObject item in result.Output)
        {
            Look("output", item.BaseObject);
            found.AddRange(FindIn("serialised output", PSSerializer.Serialize(item, SerialisedDepth)));
        }

        foreach (ErrorRecord error in result.Errors)
        {
            Look("error", error);
            found.AddRange(FindIn("exception", error.Exception.ToString()));
            found.AddRange(FindIn("serialised error", PSSerializer.Serialize(error, SerialisedDepth)));
        }

        result.Warnings.ToList().ForEach(text => Look("warning", text));
        result.Verbose.ToList().ForEach(text => Look("verbose", text));
        result.Debug.ToList().ForEach(text => Look("debug", text));
        result.Information.ToList().ForEach(record => Look("information", record));
        result.Progress.ToList().ForEach(record => Look("progress", record));
        return found;
    }

    /// <summary>Every property that anybody can read, as deep as it goes.</summary>
    private static string Everything(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, DeepestObject, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth, HashSet<object> seen)
    {
        if (value is null || depth == 0 || (!value.GetType().IsValueType && value is not string && !seen.Add(value)))
        {
            return;
        }

        text.Append(value).Append('\n');
        if (value is string || value.GetType().IsPrimitive || value is Type or MemberInfo or Assembly or InvocationInfo)
        {
            return;
        }

        if (value is IDictionary pairs)
        {
            foreach (DictionaryEntry pair in pairs)
            {
                Write(text, pair.Key, depth - 1, seen);
                Write(text, pair.Value, depth - 1, seen);
            }

            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Write(text, item, depth - 1, seen);
            }
        }

        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.CanRead)
            {
                Write(text, Get(property, value), depth - 1, seen);
            }
        }
    }

    private static object? Get(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException?.Message;
        }
    }
}
