using System.IO.Compression;
using System.Management.Automation;
using System.Text;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class ConvertFromNsgFlowLogTests : IDisposable
{
    private const string Id = ",NsgFlow.PowerShell.Commands.ConvertFromNsgFlowLogCommand";
    private const string Convert = "$input | ConvertFrom-NsgFlowLog";

    private static readonly string s_log = LogText.Nsg(LogText.Tuple(1), LogText.Tuple(2), LogText.Tuple(3, 22));

    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Text_in_one_piece_gives_the_flows_of_the_file()
    {
        string path = _folder.Write("a.json", s_log);

        EngineResult text = _shell.Pipe([s_log], Convert).ThrowIfFailed();
        EngineResult file = _shell.Run("Get-NsgFlowLog $args[0]", path).ThrowIfFailed();

        Assert.Equal([1, 2, 3], text.Values<int>("SourcePort"));
        Assert.Equal(file.Values<long>("Offset"), text.Values<long>("Offset"));
        Assert.All(text.Output, flow => Assert.Null(flow.Properties["Source"].Value));
    }

    [Fact]
    public void Lines_are_one_source_with_the_offsets_of_their_file()
    {
        string[] lines = s_log.Replace("\",\"", "\",|\"", StringComparison.Ordinal).Split('|');
        string path = _folder.Write("a.json", string.Join('\n', lines));

        EngineResult piped = _shell.Pipe(lines, Convert).ThrowIfFailed();
        EngineResult given = _shell.Run("param($lines) ConvertFrom-NsgFlowLog $lines", (object)lines).ThrowIfFailed();

        IReadOnlyList<long> offsets = _shell.Run("Get-NsgFlowLog $args[0]", path).ThrowIfFailed().Values<long>("Offset");
        Assert.True(lines.Length > 5);
        Assert.Equal(offsets, piped.Values<long>("Offset"));
        Assert.Equal(offsets, given.Values<long>("Offset"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Text_may_be_cut_anywhere(int length)
    {
        EngineResult result = _shell.Pipe(s_log.Chunk(length).Select(piece => new string(piece)), Convert).ThrowIfFailed();

        Assert.Equal([1, 2, 3], result.Values<int>("SourcePort"));
        Assert.All(result.Output, flow => Assert.Equal("None", flow.Get<string>("Deviation")));
    }

    [Fact]
    public void Bytes_come_one_by_one_in_arrays_and_compressed()
    {
        byte[] plain = Encoding.UTF8.GetBytes(s_log);
        byte[] gzip = Compress(plain);

        Assert.Equal([1, 2, 3], _shell.Pipe(plain.Cast<object>(), Convert).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([1, 2, 3], _shell.Pipe(gzip.Cast<object>(), Convert).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([1, 2, 3], _shell.Pipe([plain], Convert).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([1, 2, 3], _shell.Pipe([plain[..50], plain[50..400], plain[400..]], Convert).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([1, 2, 3], _shell.Run("param($bytes) ConvertFrom-NsgFlowLog $bytes", gzip).ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Fact]
    public void Whole_logs_of_both_kinds_may_follow_one_another_as_arrays()
    {
        byte[] plain = Encoding.UTF8.GetBytes(s_log);
        byte[] gzip = Compress(plain);

        EngineResult result = _shell.Pipe([gzip, plain, plain, gzip, gzip, plain], Convert).ThrowIfFailed();

        Assert.Equal(6 * 3, result.Output.Count);
    }

    [Fact]
    public void Bytes_behind_compressed_ones_that_cannot_be_read_are_an_error()
    {
        byte[] gzip = Compress(Encoding.UTF8.GetBytes(s_log));
        byte[] rest = new byte[100_000];

        EngineResult result = _shell.Pipe([gzip, rest], Convert);

        Assert.Equal([1, 2, 3], result.Values<int>("SourcePort"));
        Assert.Equal(["TrailingBytes" + Id], result.ErrorIds);
    }

    [Fact]
    public void Damaged_compressed_bytes_are_reported_once()
    {
        byte[] gzip = Compress(Encoding.UTF8.GetBytes(s_log));
        gzip.AsSpan(gzip.Length / 2, 20).Fill(0xFF);

        EngineResult result = _shell.Pipe([gzip, new byte[100_000]], Convert);

        Assert.Equal(["DamagedGzip" + Id], result.ErrorIds);
    }

    [Fact]
    public void A_stream_is_read_before_the_next_object_comes_and_stays_open()
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(s_log));
        var gzip = new MemoryStream(Compress(Encoding.UTF8.GetBytes(s_log)));

        EngineResult result = _shell.Pipe([stream, gzip], "$input | ForEach-Object { $_; 'read ' + $_.Position } | ForEach-Object { if ($_ -is [string]) { $_ } else { $_ | ConvertFrom-NsgFlowLog } }").ThrowIfFailed();

        Assert.Equal(2 * 4, result.Output.Count);
        Assert.True(stream.CanRead);
        Assert.Equal($"read {stream.Length}", result.Output[3].BaseObject);
        Assert.Equal([1, 2, 3], _shell.Run("param($s) ConvertFrom-NsgFlowLog -InputStream $s", new MemoryStream(Encoding.UTF8.GetBytes(s_log))).ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Fact]
    public void A_file_stream_names_its_file_unless_told_otherwise()
    {
        string path = _folder.Write("a.json", s_log);

        Assert.Equal(path, _shell.Run("$s = [IO.File]::OpenRead($args[0]); $s | ConvertFrom-NsgFlowLog; $s.Dispose()", path).ThrowIfFailed().Output[0].Get<string>("Source"));
        Assert.Equal("x", _shell.Run("$s = [IO.File]::OpenRead($args[0]); $s | ConvertFrom-NsgFlowLog -SourceName x; $s.Dispose()", path).ThrowIfFailed().Output[0].Get<string>("Source"));
    }

    [Fact]
    public void Of_a_web_answer_the_bytes_count_and_can_be_read_again()
    {
        const string Script = "param($bytes) $a = [pscustomobject]@{ Content = 'no log'; RawContentStream = [IO.MemoryStream]::new([byte[]]$bytes) }; $a | ConvertFrom-NsgFlowLog; $a | ConvertFrom-NsgFlowLog; ConvertFrom-NsgFlowLog -RawContentStream $a.RawContentStream";

        EngineResult result = _shell.Run(Script, (object)Compress(Encoding.UTF8.GetBytes(s_log))).ThrowIfFailed();

        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2, 3], result.Values<int>("SourcePort"));
    }

    [Fact]
    public void Content_is_read_where_there_is_no_stream()
    {
        Assert.Equal([1, 2, 3], _shell.Run("[pscustomobject]@{ Content = $args[0] } | ConvertFrom-NsgFlowLog", s_log).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([1, 2, 3], _shell.Run("[pscustomobject]@{ InputStream = $args[0] } | ConvertFrom-NsgFlowLog", new MemoryStream(Encoding.UTF8.GetBytes(s_log))).ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Fact]
    public void Objects_that_hold_no_log_are_errors_and_do_not_stop_the_others()
    {
        EngineResult result = _shell.Pipe([new FileInfo("x.json"), null, 42, s_log, string.Empty, new Dictionary<string, string>()], Convert);

        Assert.Equal([1, 2, 3], result.Values<int>("SourcePort"));
        Assert.Equal(Enumerable.Repeat("UnsupportedInput" + Id, 3), result.ErrorIds);
        Assert.Equal(ErrorCategory.InvalidType, result.Errors[0].CategoryInfo.Category);
        Assert.Equal("System.IO.FileInfo", result.Errors[0].TargetObject);
    }

    [Fact]
    public void Errors_name_the_input_or_its_given_name()
    {
        string log = LogText.Nsg(LogText.Tuple(1), "1,2,3");

        ErrorRecord plain = Assert.Single(_shell.Pipe([log], Convert).Errors);
        ErrorRecord named = Assert.Single(_shell.Pipe([log], Convert + " -SourceName 'case 7'").Errors);
        ErrorRecord foreign = Assert.Single(_shell.Pipe(["no log"], Convert).Errors);

        Assert.Equal("InvalidTuple" + Id, plain.FullyQualifiedErrorId);
        Assert.StartsWith("input: record 1, flow 1, group 1, tuple 2", plain.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("case 7: record 1", named.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("NotFlowLog" + Id, foreign.FullyQualifiedErrorId);
        Assert.StartsWith("'input' is no flow log", foreign.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_is_an_error_and_the_next_is_read()
    {
        var closed = new MemoryStream();
        closed.Dispose();

        EngineResult result = _shell.Pipe([closed, new MemoryStream(Encoding.UTF8.GetBytes(s_log))], Convert);

        Assert.Equal(["InputUnreadable" + Id], result.ErrorIds);
        Assert.Equal(ErrorCategory.ReadError, result.Errors[0].CategoryInfo.Category);
        Assert.Equal([1, 2, 3], result.Values<int>("SourcePort"));
    }

    [Fact]
    public void Filters_and_strictness_act_as_on_files()
    {
        Assert.Equal([3], _shell.Pipe([s_log], Convert + " -DestinationPort 22").ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([2, 3], _shell.Pipe([s_log], Convert + " -StartTime 2026-01-15T09:00:02Z").ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal(["LastWithTimes" + Id], _shell.Run("ConvertFrom-NsgFlowLog '' -Last 1h -EndTime 2026-01-15").ErrorIds);
        Assert.Equal(["InvalidFilter" + Id], _shell.Run("ConvertFrom-NsgFlowLog '' -Address host").ErrorIds);
        Assert.Contains("2026-01-15 09:00:03Z", Assert.Single(_shell.Pipe([s_log], Convert + " -Last 1h").ThrowIfFailed().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_text_gives_a_warning_and_nothing_gives_nothing()
    {
        Assert.Contains("'input' ends inside a record", Assert.Single(_shell.Pipe([s_log[..^40]], Convert).Warnings), StringComparison.Ordinal);
        EngineResult nothing = _shell.Pipe([null, string.Empty, Array.Empty<byte>()], Convert).ThrowIfFailed();
        Assert.Empty(nothing.Output);
        Assert.Empty(nothing.Warnings);
    }

    [Fact]
    public void A_record_whose_keys_come_last_is_too_large_beyond_what_can_be_held()
    {
        string tuples = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"{LogText.Tuple(i % 60_000)}\""));
        string log = "{\"records\":[{\"properties\":{\"flows\":[{\"flows\":[{\"flowTuples\":[" + tuples + "],\"mac\":\"000D3A000001\"}],\"rule\":\"UserRule_web\"}],\"Version\":2},"
            + "\"time\":\"2026-01-15T09:00:05Z\",\"category\":\"NetworkSecurityGroupFlowEvent\",\"resourceId\":\"" + LogText.NsgId + "\"}]}";

        EngineResult result = _shell.Pipe([log], Convert + " -DestinationPort 22");

        Assert.Equal(["RecordTooLarge" + Id], result.ErrorIds);
    }

    [Fact]
    public void Flows_come_out_while_the_input_still_comes()
    {
        const string Script = """
            $seen = 0
            & {
                '{"records":['
                foreach ($i in 1..200) { $args[0]; ','; if ($seen -gt 0) { break } }
                ']}'
            } $args[0] | ConvertFrom-NsgFlowLog | ForEach-Object { $seen++ }
            $seen
            """;
        string record = LogText.NsgRecord([.. Enumerable.Range(0, 2_000).Select(i => LogText.Tuple(i))]);

        int flows = _shell.Run(Script, record).As<int>()[0];

        // All 200 records would be 400,000 flows; the first that came out ended the input.
        Assert.InRange(flows, 1, 200_000);
    }

    private static byte[] Compress(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
