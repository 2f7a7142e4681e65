using System.Globalization;
using DuckDB.NET.Data;

namespace NsgFlow.Conformance.Tests.Duck;

/// <summary>A database in memory that reads flow logs by itself, from the bytes to one row a tuple.</summary>
internal sealed class DuckDatabase : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    /// <param name="files">The logs in reading order.</param>
    public DuckDatabase(IReadOnlyList<string> files)
    {
        _connection.Open();
        // No test downloads anything: what the library does not hold is not there.
        Execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET TimeZone = 'UTC'");
        Execute("CREATE TABLE sources (source_index INTEGER, source VARCHAR)");
        using (DuckDBAppender rows = _connection.CreateAppender("sources"))
        {
            for (int i = 0; i < files.Count; i++)
            {
                rows.CreateRow().AppendValue(i).AppendValue(files[i]).EndRow();
            }
        }

        Execute(SqlScript.Read("Addresses"));
        Execute(SqlScript.Read("Rows"));
        Execute(SqlScript.Read("Offsets"));
    }

    public void Execute(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, each field as invariant text; null stays null.</summary>
    public List<string?[]> Query(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            var row = new string?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
            }

            rows.Add(row);
        }

        return rows;
    }

    public long Count(string where) => long.Parse(Query($"SELECT count(*) FROM flows WHERE {where}")[0][0]!, CultureInfo.InvariantCulture);

    public void Dispose() => _connection.Dispose();
}
