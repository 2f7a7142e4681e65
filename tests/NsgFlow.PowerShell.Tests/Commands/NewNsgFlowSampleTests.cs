using System.Management.Automation;
using System.Text.Json;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class NewNsgFlowSampleTests : IDisposable
{
    private const string Id = ",NsgFlow.PowerShell.Commands.NewNsgFlowSampleCommand";

    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void One_log_and_its_truth_come_out_as_files_that_exist()
    {
        EngineResult result = Make("a");

        string[] files = [.. result.Values<string>("FullName")];
        Assert.Equal(2, files.Length);
        Assert.Equal(["PT1H.json", "sample.truth"], files.Select(Path.GetFileName));
        Assert.All(result.Output, file => Assert.IsType<FileInfo>(file.BaseObject));
        Assert.Equal(files.Order(), FilesIn("a").Order());
        Assert.InRange(new FileInfo(files[0]).Length, 90_000, 110_000);
    }

    [Fact]
    public void Equal_parameters_give_equal_bytes_and_another_seed_gives_others()
    {
        Make("a", "-Seed 7 -Defect TimeUnit, Hole");
        Make("b", "-Seed 7 -Defect Hole, TimeUnit, Hole");
        Make("c", "-Seed 8 -Defect TimeUnit, Hole");

        Assert.Equal(Contents("a"), Contents("b"));
        Assert.NotEqual(Contents("a").Select(f => f.Bytes), Contents("c").Select(f => f.Bytes));
    }

    [Theory]
    [InlineData("NsgV1", new[] { "NsgV1" })]
    [InlineData("NsgV2", new[] { "NsgV2" })]
    [InlineData("VNetV4", new[] { "VNetV4" })]
    [InlineData("NsgV2, VNetV4, NsgV2", new[] { "NsgV2", "VNetV4" })]
    public void Each_kind_is_read_as_what_it_is_and_in_the_numbers_of_the_truth(string kinds, string[] expected)
    {
        Make("a", $"-Kind {kinds}");

        EngineResult read = _shell.Run("Get-NsgFlowLog $args[0]", _folder.File("a")).ThrowIfFailed();

        Assert.Equal(expected, read.Values<string>("Kind").Distinct().Order());
        Assert.Equal(Truth("a").GetProperty("tuples").GetInt32(), read.Output.Count);
        Assert.All(read.Values<string>("Deviation"), deviation => Assert.Equal("None", deviation));
    }

    [Fact]
    public void Interfaces_hours_and_start_decide_the_files()
    {
        EngineResult result = Make("a", "-Nic 2 -StartTime 2026-03-01T22:30:00Z -Duration 2h -Size 300KB");

        string[] paths = [.. result.Values<string>("FullName").SkipLast(1)];
        Assert.Equal(6, paths.Length);
        foreach (string hour in new[] { "d=01/h=22", "d=01/h=23", "d=02/h=00" })
        {
            Assert.Equal(2, paths.Count(p => p.Replace('\\', '/').Contains($"y=2026/m=03/{hour}/m=00/macAddress=", StringComparison.Ordinal)));
        }

        Assert.InRange(paths.Sum(p => new FileInfo(p).Length), 270_000, 340_000);
    }

    [Fact]
    public void What_needs_more_than_the_usual_size_gets_it_unless_a_size_is_given()
    {
        Make("a", "-Nic 3 -Duration 1d");
        Assert.True(FilesIn("a").Sum(f => new FileInfo(f).Length) > 500_000);

        EngineResult refused = _shell.Run("New-NsgFlowSample $args[0] -Nic 3 -Duration 1d -Size 100KB", _folder.File("b"));
        Assert.Equal(["SampleSizeTooSmall" + Id], refused.ErrorIds);
    }

    [Fact]
    public void WhatIf_writes_nothing_and_says_what_it_would()
    {
        EngineResult result = _shell.Run("New-NsgFlowSample $args[0] -WhatIf", _folder.File("a")).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(_folder.File("a")));
        Assert.Contains("Write flow logs (files: 1, about 0.1 MB)", _shell.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_something_is_refused_and_with_Force_only_its_namesakes_are_replaced()
    {
        Make("a", "-Seed 1");
        string other = _folder.Write(Path.Combine("a", "mine.txt"), "mine");
        (string Path, string Bytes)[] before = Contents("a");

        EngineResult refused = _shell.Run("New-NsgFlowSample $args[0] -Seed 1 -Size 200KB", _folder.File("a"));
        Assert.Equal(["SampleFolderNotEmpty" + Id], refused.ErrorIds);
        Assert.Equal(ErrorCategory.ResourceExists, refused.Errors[0].CategoryInfo.Category);
        Assert.Equal(before, Contents("a"));

        Make("a", "-Seed 1 -Size 200KB -Force");
        Assert.Equal("mine", File.ReadAllText(other));
        Assert.Equal(before.Select(f => f.Path), Contents("a").Select(f => f.Path));
        Assert.NotEqual(before, Contents("a"));
    }

    [Theory]
    [InlineData("-Duration 0s", "SampleDurationOutOfRange")]
    [InlineData("-Duration 367d", "SampleDurationOutOfRange")]
    [InlineData("-Duration soon", "ParameterArgumentTransformationError")]
    [InlineData("-StartTime 1999-12-31Z", "SampleStartTimeOutOfRange")]
    [InlineData("-StartTime 2200-01-01Z", "SampleStartTimeOutOfRange")]
    [InlineData("-Kind Other", "SampleKindUnsupported")]
    [InlineData("-Kind NsgV3", "CannotConvertArgumentNoMessage")]
    [InlineData("-Size 1000", "SampleSizeTooSmall")]
    [InlineData("-Size 0", "ParameterArgumentValidationError")]
    [InlineData("-Nic 0", "ParameterArgumentValidationError")]
    [InlineData("-Nic 1001", "ParameterArgumentValidationError")]
    [InlineData("-Kind NsgV1, NsgV2 -Defect LetterProtocol", "SampleDefectUnsupported")]
    [InlineData("-Defect ([Enum]::ToObject([NsgFlow.SampleDefect], 1000))", "SampleDefectUnsupported")]
    [InlineData("-Defect Rust", "CannotConvertArgumentNoMessage")]
    [InlineData("-Defect @()", "ParameterArgumentValidationError")]
    public void A_wrong_value_is_refused_and_nothing_is_written(string parameters, string id)
    {
        EngineResult result = _shell.Run($"New-NsgFlowSample $args[0] {parameters}", _folder.File("a"));

        Assert.Equal([id + Id], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    [Fact]
    public void A_path_that_is_no_folder_is_refused()
    {
        string file = _folder.Write("file.txt", "text");

        Assert.Equal(["SampleFolderIsFile" + Id], _shell.Run("New-NsgFlowSample $args[0]", file).ErrorIds);
        Assert.Equal(["SampleFolderNotFileSystem" + Id], _shell.Run("New-NsgFlowSample Function:\\a").ErrorIds);
        Assert.Equal("text", File.ReadAllText(file));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_of_writing()
    {
        string below = Path.Combine(_folder.Write("file.txt", "text"), "below");

        EngineResult result = _shell.Run("New-NsgFlowSample $args[0]", below);

        Assert.Equal(["SampleNotWritten" + Id], result.ErrorIds);
        Assert.Equal(ErrorCategory.WriteError, result.Errors[0].CategoryInfo.Category);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Defect TimeUnit, Hole")]
    public void An_interrupted_run_leaves_no_file_and_no_folder(string parameters)
    {
        // So large that the end is never reached.
        EngineRun run = _shell.Start($"New-NsgFlowSample $args[0] -Size 200GB {parameters}", _folder.File("a"));
        Assert.True(SpinWait.SpinUntil(() => Directory.Exists(_folder.File("a")), TimeSpan.FromMinutes(1)));

        EngineResult result = run.Stop();

        Assert.True(result.Stopped);
        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    [Fact]
    public void An_interrupted_run_leaves_what_was_there_before()
    {
        string mine = _folder.Write(Path.Combine("a", "mine.txt"), "mine");
        EngineRun run = _shell.Start("New-NsgFlowSample $args[0] -Size 200GB -Force", _folder.File("a"));
        Assert.True(SpinWait.SpinUntil(() => Directory.GetDirectories(_folder.File("a")).Length > 0, TimeSpan.FromMinutes(1)));

        run.Stop();

        Assert.Equal([mine], Directory.EnumerateFileSystemEntries(_folder.File("a")));
    }

    [Fact]
    public void Defects_are_read_as_the_truth_says()
    {
        Make("a", "-Kind NsgV2 -Defect TimeUnit, BadPort, MidRecordStart");
        JsonElement truth = Truth("a");
        JsonElement file = truth.GetProperty("files")[0];

        EngineResult read = _shell.Run("Get-NsgFlowLog $args[0]", _folder.File("a"));

        Assert.Equal(truth.GetProperty("expected").GetProperty("tuples").GetInt32(), read.Output.Count);
        Assert.Equal(2, read.Values<string>("Deviation").Count(d => d.Contains("TimeUnit", StringComparison.Ordinal)));
        Assert.Equal(file.GetProperty("errors").GetInt32(), read.ErrorIds.Count(id => id.StartsWith("InvalidTuple,", StringComparison.Ordinal)));
        Assert.Equal(1, read.ErrorIds.Count(id => id.StartsWith("DamagedJson,", StringComparison.Ordinal)));
        Assert.Equal(5, read.ErrorIds.Count);
    }

    [Fact]
    public void A_compressed_log_is_named_so_and_found()
    {
        EngineResult result = Make("a", "-Defect Gzip");

        Assert.EndsWith("PT1H.json.gz", result.Values<string>("FullName")[0], StringComparison.Ordinal);
        Assert.Equal(
            Truth("a").GetProperty("tuples").GetInt32(),
            _shell.Run("Get-NsgFlowLog $args[0]", _folder.File("a")).ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void A_defect_goes_where_it_can_be_and_the_error_names_the_kinds()
    {
        Make("a", "-Kind NsgV2, VNetV4 -Defect LetterProtocol");
        Assert.Equal([0, 2], Truth("a").GetProperty("files").EnumerateArray().Select(f => f.GetProperty("defects").GetArrayLength()));

        ErrorRecord error = Assert.Single(_shell.Run("New-NsgFlowSample $args[0] -Kind NsgV1 -Defect EndBeforeBegin", _folder.File("b")).Errors);
        Assert.Contains("EndBeforeBegin", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("NsgV2, VNetV4", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("EndBeforeBegin", error.TargetObject.ToString());
    }

    [Fact]
    public void A_defect_without_room_anywhere_is_a_warning()
    {
        EngineResult result = Make("a", "-StartTime 2026-01-15T08:59Z -Duration 1m -Size 20KB -Defect Hole, TimeUnit");

        Assert.Contains(": Hole.", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Defects_complete_by_name()
    {
        EngineResult result = _shell.Run(
            "$line = 'New-NsgFlowSample x -Defect Bare'; (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText").ThrowIfFailed();

        Assert.Equal(["BareArray", "BareRecord"], result.As<string>().Order());
    }

    [Fact]
    public void The_help_names_every_defect()
    {
        string page = File.ReadAllText(Path.Combine(StagedModule.RepositoryRoot, "docs", "en-US", "New-NsgFlowSample.md"));
        string section = page.Split("### -Defect")[1].Split("### -Force")[0];

        IReadOnlyList<string> names = _shell.Run("[Enum]::GetNames([NsgFlow.SampleDefect])").ThrowIfFailed().As<string>();
        Assert.True(names.Count > 40);
        Assert.All(names, name => Assert.Matches($"\\b{name}\\b", section));
    }

    private EngineResult Make(string folder, string parameters = "") =>
        _shell.Run($"New-NsgFlowSample $args[0] {parameters}", _folder.File(folder)).ThrowIfFailed();

    private string[] FilesIn(string folder) => Directory.GetFiles(_folder.File(folder), "*", SearchOption.AllDirectories);

    private (string Path, string Bytes)[] Contents(string folder) =>
    [
        .. FilesIn(folder).Where(f => !f.EndsWith(".txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetRelativePath(_folder.File(folder), f), Convert.ToHexString(File.ReadAllBytes(f)))),
    ];

    private JsonElement Truth(string folder) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.File(folder), "sample.truth"))).RootElement;
}
