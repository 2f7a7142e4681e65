using System.Text;
using System.Text.Json;
using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

public sealed class SaveTests : IDisposable
{
    private readonly EvidenceSample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void The_copy_has_the_bytes_and_the_manifest_says_which()
    {
        Assert.Empty(_sample.Save());

        Assert.All(_sample.Blobs, blob => Assert.Equal(blob.Bytes, File.ReadAllBytes(_sample.File(blob.Path))));
        JsonElement[] lines = [.. Lines(_sample.Manifest)];
        Assert.Equal(["acquisition", "blob", "blob", "blob", "end"], lines.Select(l => l.GetProperty("type").GetString()));
        Assert.Equal("C-17", lines[0].GetProperty("case").GetString());
        Assert.Equal("account", lines[0].GetProperty("parameters").GetProperty("StorageAccountName")[0].GetString());
        JsonElement first = lines[1];
        Assert.Equal(_sample.Blobs[0].Uri, first.GetProperty("uri").GetString());
        Assert.Equal("\"1\"", first.GetProperty("etag").GetString());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("contentMD5").ValueKind);
        Assert.Equal(3, first.GetProperty("committedBlocks").GetInt32());
        Assert.Equal("WjAw", first.GetProperty("lastBlockId").GetString());
        Assert.Equal(_sample.Blobs[0].Bytes.Length, first.GetProperty("bytesHashed").GetInt64());
        Assert.Equal("complete", first.GetProperty("state").GetString());
        Assert.Equal("0.1.0", first.GetProperty("moduleVersion").GetString());
        Assert.Equal(3, lines[^1].GetProperty("files").GetInt32());
        Assert.True(lines[^1].GetProperty("complete").GetBoolean());
        Assert.True(_sample.Check().IsValid);
        Assert.False(Directory.Exists(_sample.File(".nsgflow-save")));
    }

    [Fact]
    public void A_broken_copy_goes_on_at_its_offset_if_the_version_is_the_same()
    {
        MemoryBlob blob = Large();
        blob.BreaksAt = 6_000_000;
        Assert.Single(_sample.Save(close: false));
        Assert.False(File.Exists(_sample.File(blob.Path)));

        blob.BreaksAt = long.MaxValue;
        Assert.Empty(_sample.Save());

        Assert.Equal(0, blob.Opened[0]);
        Assert.InRange(blob.Opened[1], 5_999_000, 6_000_000);
        Assert.Equal(blob.Bytes, File.ReadAllBytes(_sample.File(blob.Path)));
        Assert.True(_sample.Check().IsValid);
        Assert.Equal(["acquisition", "blob", "blob", "blob", "failed", "resumed", "blob", "end"], Lines(_sample.Manifest).Select(l => l.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("bytes")]
    [InlineData("state")]
    public void A_broken_copy_begins_anew_if_anything_is_not_what_it_was(string change)
    {
        MemoryBlob blob = Large();
        blob.BreaksAt = 6_000_000;
        _sample.Save(close: false);
        blob.BreaksAt = long.MaxValue;
        string part = Directory.GetFiles(_sample.File(".nsgflow-save"), "*.part").Single(f => new FileInfo(f).Length > 1000);
        switch (change)
        {
            case "version":
                blob.Version = 2;
                blob.Bytes[1000] ^= 1;
                break;
            case "bytes":
                using (FileStream file = File.OpenWrite(part))
                {
                    file.WriteByte((byte)'X');
                }

                break;
            default:
                File.WriteAllText(PartialFile.StatePath(part), "half");
                break;
        }

        Assert.Empty(_sample.Save());

        Assert.Equal(0, blob.Opened[^1]);
        Assert.Equal(blob.Bytes, File.ReadAllBytes(_sample.File(blob.Path)));
        Assert.True(_sample.Check().IsValid);
    }

    [Fact]
    public void A_log_that_is_written_while_it_is_read_is_read_again()
    {
        MemoryBlob blob = Large();
        (blob.BreaksAt, blob.ChangesThere) = (9_000_000, true);

        Assert.Empty(_sample.Save());

        Assert.Equal([0, 0], blob.Opened);
        Assert.Equal(blob.Bytes, File.ReadAllBytes(_sample.File(blob.Path)));
        Assert.Contains("\"etag\":\"\\u00222\\u0022\"", File.ReadAllText(_sample.File(_sample.Manifest)), StringComparison.Ordinal);
        Assert.True(_sample.Check().IsValid);
    }

    [Fact]
    public void A_second_acquisition_hashes_what_is_there_and_names_the_first()
    {
        _sample.Save();
        _sample.Kept.Clear();
        _sample.Blobs.ForEach(blob => blob.Opened.Clear());

        Assert.Empty(_sample.Save());

        Assert.Equal([true, true, true], _sample.Kept);
        Assert.All(_sample.Blobs, blob => Assert.Empty(blob.Opened));
        Assert.Equal(2, _sample.Manifests.Length);
        JsonElement second = Lines("nsgflow-20260115T120000Z-02.manifest.jsonl").First();
        Assert.Equal("nsgflow-20260115T120000Z.manifest.jsonl", second.GetProperty("previousManifest").GetString());
        Assert.True(_sample.Check("nsgflow-20260115T120000Z-02.manifest.jsonl").IsValid);
    }

    [Fact]
    public void A_log_that_grew_is_fetched_again_and_the_first_manifest_sees_it_grown()
    {
        MemoryBlob open = MemoryBlob.Of(3, DateTime.UtcNow.Hour, "{\"records\":[{\"a\":1}]}");
        open = new MemoryBlob { Path = open.Path.Replace("y=2026/m=01/d=15", $"y={DateTime.UtcNow:yyyy}/m={DateTime.UtcNow:MM}/d={DateTime.UtcNow:dd}", StringComparison.Ordinal), Bytes = open.Bytes };
        _sample.Blobs.Add(open);
        _sample.Save();
        open.Bytes = Encoding.UTF8.GetBytes("{\"records\":[{\"a\":1},{\"a\":2}]}");
        open.Version = 2;

        Assert.Empty(_sample.Save());

        Assert.Equal(open.Bytes, File.ReadAllBytes(_sample.File(open.Path)));
        FlowManifestCheck second = _sample.Check("nsgflow-20260115T120000Z-02.manifest.jsonl");
        Assert.True(second.IsValid);
        FlowManifestCheck first = _sample.Check("nsgflow-20260115T120000Z.manifest.jsonl");
        Assert.Equal((1, 0, 0), (first.Grown, first.Changed, first.Missing));
    }

    [Fact]
    public void Evidence_is_not_overwritten_by_other_evidence_unless_forced()
    {
        _sample.Save();
        MemoryBlob blob = _sample.Blobs[1];
        byte[] before = blob.Bytes;
        blob.Bytes = Encoding.UTF8.GetBytes("{\"records\":[{\"a\":9},{\"a\":3},{\"a\":4}]}");
        blob.Version = 2;

        (string path, Exception failure) = Assert.Single(_sample.Save());
        Assert.Equal(blob.Path, path);
        Assert.Equal(EvidenceFault.OtherBytes, Assert.IsType<EvidenceException>(failure).Fault);
        Assert.Equal(before, File.ReadAllBytes(_sample.File(blob.Path)));

        Assert.Empty(_sample.Save(force: true));
        Assert.Equal(blob.Bytes, File.ReadAllBytes(_sample.File(blob.Path)));
    }

    [Fact]
    public void A_blob_with_other_than_the_claimed_bytes_gets_no_place()
    {
        _sample.Blobs[0].Claimed = 1000;

        (string path, Exception failure) = Assert.Single(_sample.Save());

        Assert.Equal(EvidenceFault.WrongLength, Assert.IsType<EvidenceException>(failure).Fault);
        Assert.False(File.Exists(_sample.File(path)));
        FlowManifestCheck check = _sample.Check();
        Assert.Equal((FlowManifestChain.Intact, false), (check.Chain, check.IsComplete));
    }

    [Fact]
    public void Names_that_lead_astray_and_paths_that_differ_in_case_only_are_refused_and_the_others_copied()
    {
        _sample.Blobs.Add(new MemoryBlob { Path = "../../astray.json", Bytes = [1] });
        _sample.Blobs.Add(new MemoryBlob { Path = _sample.Blobs[0].Path.ToUpperInvariant(), Bytes = [1] });

        List<(string Path, Exception Failure)> failures = _sample.Save();

        Assert.Equal([EvidenceFault.UnsafeName, EvidenceFault.SamePath], failures.Select(f => ((EvidenceException)f.Failure).Fault));
        Assert.False(File.Exists(Path.Combine(_sample.Root, "..", "..", "astray.json")));
        Assert.Equal(3, _sample.Check().Match);
    }

    [Fact]
    public void A_folder_that_is_a_link_is_not_written_through()
    {
        string elsewhere = Directory.CreateTempSubdirectory("nsgflow-elsewhere-").FullName;
        try
        {
            Directory.CreateSymbolicLink(_sample.File("insights-logs-flowlogflowevent"), elsewhere);

            Assert.All(_sample.Save(), f => Assert.Equal(EvidenceFault.LinkedFolder, ((EvidenceException)f.Failure).Fault));
            Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public void A_run_that_asks_for_something_else_closes_what_was_left_and_keeps_its_logs()
    {
        _sample.Save(close: false);
        _sample.Kept.Clear();

        _sample.Save(EvidenceSample.Header with { StartedAt = EvidenceSample.Header.StartedAt.AddHours(1), Note = "another" });

        Assert.Equal([true, true, true], _sample.Kept);
        Assert.Equal(2, _sample.Manifests.Length);
        FlowManifestCheck left = _sample.Check(_sample.Manifests[0]);
        Assert.Equal((FlowManifestChain.Intact, false, 3), (left.Chain, left.IsComplete, left.Match));
        Assert.True(_sample.Check(_sample.Manifests[1]).IsValid);
    }

    [Fact]
    public void Half_a_line_that_a_killed_run_left_is_cut_and_the_manifest_goes_on()
    {
        _sample.Save(close: false);
        string journal = _sample.File(".nsgflow-save/manifest.jsonl");
        byte[] bytes = File.ReadAllBytes(journal);
        File.WriteAllBytes(journal, bytes[..^40]);

        Assert.Empty(_sample.Save());

        FlowManifestCheck check = _sample.Check();
        Assert.True(check.IsValid, check.Problem);
        Assert.Single(_sample.Manifests);
    }

    [Fact]
    public void A_run_killed_behind_its_closing_line_is_published_by_the_next()
    {
        _sample.Save();
        string name = _sample.Manifest;
        Directory.CreateDirectory(_sample.File(".nsgflow-save"));
        File.Move(_sample.File(name), _sample.File(".nsgflow-save/manifest.jsonl"));

        Assert.Empty(_sample.Save());

        Assert.Equal(2, _sample.Manifests.Length);
        Assert.All(_sample.Manifests, manifest => Assert.True(_sample.Check(manifest).Chain == FlowManifestChain.Intact));
        Assert.Equal(name, Lines("nsgflow-20260115T120000Z-02.manifest.jsonl").First().GetProperty("previousManifest").GetString());
    }

    [Fact]
    public void Two_runs_do_not_share_a_folder()
    {
        using var folder = new EvidenceFolder(_sample.Root);

        Assert.Equal(EvidenceFault.InUse, Assert.Throws<EvidenceException>(() => new EvidenceFolder(_sample.Root)).Fault);
    }

    private MemoryBlob Large()
    {
        MemoryBlob blob = MemoryBlob.Of(4, 9, "{\"records\":[" + new string(' ', 10_000_000) + "]}");
        _sample.Blobs.Add(blob);
        return blob;
    }

    private IEnumerable<JsonElement> Lines(string manifest) =>
        File.ReadLines(_sample.File(manifest)).Select(line => JsonDocument.Parse(line).RootElement);
}
