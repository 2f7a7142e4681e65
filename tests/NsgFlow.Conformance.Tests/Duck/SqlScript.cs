using System.Reflection;

namespace NsgFlow.Conformance.Tests.Duck;

/// <summary>The queries of the folder Sql, by name.</summary>
internal static class SqlScript
{
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".sql")
            ?? throw new ArgumentException($"There is no {name}.sql.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
