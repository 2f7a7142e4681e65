using System.Text;
using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

/// <summary>Whatever is done to a copy or its manifest is seen, and as what it is.</summary>
public sealed class TamperTests : IDisposable
{
    private readonly EvidenceSample _sample = new();

    public TamperTests() => _sample.Save();

    private string Log => _sample.File(_sample.Blobs[1].Path);

    private string ManifestFile => _sample.File(_sample.Manifest);

    public void Dispose() => _sample.Dispose();

    public static TheoryData<string, string> Files => new()
    {
        { "a bit flipped", "Changed" },
        { "a byte appended", "Changed" },
        { "a record appended", "Changed" },
        { "the last byte cut", "Changed" },
        { "emptied", "Changed" },
        { "a line feed exchanged for another blank", "Changed" },
        { "two logs exchanged", "Changed" },
        { "deleted", "Missing" },
        { "renamed", "Missing" },
        { "its folder renamed", "Missing" },
        { "replaced by a folder", "Missing" },
        { "replaced by a link to its own bytes", "Missing" },
        { "a log added", "Extra" },
        { "a file added beside the manifest", "Extra" },
        { "a folder linked in", "Extra" },
        { "a forged manifest that names an added log", "Extra" },
        { "the list changed", "Changed" },
        { "the list deleted", "Missing" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_tampered_file_is_seen(string how, string seen)
    {
        Assert.True(_sample.Check().IsValid);

        TamperWithFile(how);

        FlowManifestCheck check = _sample.Check("nsgflow-20260115T120000Z.manifest.jsonl");
        Assert.False(check.IsValid);
        Assert.Equal(FlowManifestChain.Intact, check.Chain);
        Assert.Contains(check.Files, f => f.Status.ToString() == seen);
    }

    public static TheoryData<string> Manifests =>
    [
        "a hash changed", "a hash changed and the list made to fit", "an entry removed", "the last entry removed", "two entries exchanged",
        "an entry repeated", "an entry added", "an entry added before the end", "the closing line cut", "the tail cut", "the head cut",
        "the header changed", "a blank added to a line", "a line behind the end", "an empty line behind the end", "the counts changed",
        "line feeds made CR LF", "emptied", "no JSON", "a path that leads outside", "an entry for the file exchanged with the end", "reordered keys",
    ];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_tampered_manifest_breaks_its_chain_and_has_another_hash(string how)
    {
        string hash = _sample.Check().Sha256;
        Assert.True(_sample.Check(expected: hash.ToUpperInvariant()).IsExpected);

        TamperWithManifest(how);

        FlowManifestCheck check = _sample.Check(expected: hash);
        Assert.False(check.IsValid);
        Assert.Equal(FlowManifestChain.Broken, check.Chain);
        Assert.NotNull(check.Problem);
        Assert.False(check.IsExpected);
    }

    [Fact]
    public void A_manifest_written_anew_holds_together_but_has_not_the_hash_that_was_noted()
    {
        string noted = _sample.Check().Sha256;
        _sample.Blobs[1].Bytes[14] ^= 1;
        Directory.Delete(_sample.Root, recursive: true);
        _sample.Save();

        FlowManifestCheck check = _sample.Check(expected: noted);

        Assert.Equal((FlowManifestChain.Intact, 3, false, false), (check.Chain, check.Match, check.IsExpected, check.IsValid));
    }

    [Theory]
    [InlineData("changed", "Changed")]
    [InlineData("deleted", "Missing")]
    public void The_manifest_before_is_checked_too(string how, string seen)
    {
        string first = ManifestFile;
        _sample.Save(EvidenceSample.Header with { StartedAt = EvidenceSample.Header.StartedAt.AddHours(1) });
        Assert.True(_sample.Check().IsValid);
        if (how == "deleted")
        {
            File.Delete(first);
        }
        else
        {
            File.AppendAllText(first, " ");
        }

        FlowManifestCheck check = _sample.Check();

        Assert.False(check.IsValid);
        Assert.Contains(check.Files, f => f.Path == Path.GetFileName(first) && f.Status.ToString() == seen);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_neither_good_nor_bad()
    {
        string locked = _sample.Blobs[1].Path;
        var checker = new ManifestChecker(new LockedStore(_sample.Root, locked), (_, _) => new SignatureVerdict(FlowManifestSignature.None, null, null), 2, default);

        FlowManifestCheck check = checker.Check(_sample.Manifest, null, [], progress: null)!;

        Assert.Equal((2, 1, false), (check.Match, check.Unreadable, check.IsValid));
        Assert.Equal("locked", check.Files.Single(f => f.Path == locked).Reason);
    }

    private void TamperWithFile(string how)
    {
        byte[] bytes = File.ReadAllBytes(Log);
        switch (how)
        {
            case "a bit flipped": bytes[5] ^= 1; File.WriteAllBytes(Log, bytes); break;
            case "a byte appended": File.WriteAllBytes(Log, [.. bytes, 32]); break;
            case "a record appended": File.WriteAllBytes(Log, [.. bytes[..^2], .. ",{}]}"u8]); break;
            case "the last byte cut": File.WriteAllBytes(Log, bytes[..^1]); break;
            case "emptied": File.WriteAllBytes(Log, []); break;
            case "a line feed exchanged for another blank":
                string last = _sample.File(_sample.Blobs[2].Path);
                File.WriteAllText(last, File.ReadAllText(last).Replace("\r\n", " \n", StringComparison.Ordinal));
                break;
            case "two logs exchanged":
                File.Move(Log, Log + ".x");
                File.Move(_sample.File(_sample.Blobs[0].Path), Log);
                File.Move(Log + ".x", _sample.File(_sample.Blobs[0].Path));
                break;
            case "deleted": File.Delete(Log); break;
            case "renamed": File.Move(Log, Log + ".old"); break;
            case "its folder renamed": Directory.Move(Path.GetDirectoryName(Log)!, Path.GetDirectoryName(Log) + "0"); break;
            case "replaced by a folder": File.Delete(Log); Directory.CreateDirectory(Log); break;
            case "replaced by a link to its own bytes": File.Move(Log, Log + ".old"); File.CreateSymbolicLink(Log, Log + ".old"); break;
            case "a log added": File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(Log)!, "PT2H.json"), bytes); break;
            case "a file added beside the manifest": File.WriteAllText(_sample.File("notes.txt"), "x"); break;
            case "a folder linked in": Directory.CreateSymbolicLink(_sample.File("more"), Path.GetTempPath()); break;
            case "a forged manifest that names an added log":
                _sample.Blobs.Add(MemoryBlob.Of(7, 7, "{\"records\":[]}"));
                _sample.Save(EvidenceSample.Header with { StartedAt = EvidenceSample.Header.StartedAt.AddHours(1) });
                break;
            case "the list changed": File.AppendAllText(List(), "x"); break;
            case "the list deleted": File.Delete(List()); break;
            default: throw new ArgumentException(how);
        }
    }

    private void TamperWithManifest(string how)
    {
        string[] lines = File.ReadAllLines(ManifestFile);
        switch (how)
        {
            case "a hash changed": lines[2] = Flip(lines[2]); break;
            case "a hash changed and the list made to fit":
                lines[2] = Flip(lines[2]);
                File.WriteAllText(List(), File.ReadAllText(List()));
                break;
            case "an entry removed": lines = [.. lines[..2], .. lines[3..]]; break;
            case "the last entry removed": lines = [.. lines[..^2], lines[^1]]; break;
            case "two entries exchanged": (lines[1], lines[2]) = (lines[2], lines[1]); break;
            case "an entry repeated": lines = [.. lines[..3], lines[2], .. lines[3..]]; break;
            case "an entry added": lines = [.. lines[..2], lines[1].Replace("h=08", "h=07", StringComparison.Ordinal), .. lines[2..]]; break;
            case "an entry added before the end": lines = [.. lines[..^1], lines[1].Replace("h=08", "h=07", StringComparison.Ordinal), lines[^1]]; break;
            case "the closing line cut": lines = lines[..^1]; break;
            case "the tail cut": lines = lines[..^2]; break;
            case "the head cut": lines = lines[1..]; break;
            case "the header changed": lines[0] = lines[0].Replace("C-17", "C-18", StringComparison.Ordinal); break;
            case "a blank added to a line": lines[1] += " "; break;
            case "a line behind the end": lines = [.. lines, lines[2]]; break;
            case "an empty line behind the end": lines = [.. lines, ""]; break;
            case "the counts changed": lines[^1] = lines[^1].Replace("\"files\":3", "\"files\":2", StringComparison.Ordinal); break;
            case "line feeds made CR LF": lines = [.. lines.Select(l => l + "\r")]; break;
            case "emptied": lines = []; break;
            case "no JSON": lines[1] = "x"; break;
            case "a path that leads outside": lines[1] = lines[1].Replace("insights-logs-flowlogflowevent/", "../", StringComparison.Ordinal); break;
            case "an entry for the file exchanged with the end": (lines[^1], lines[^2]) = (lines[^2], lines[^1]); break;
            case "reordered keys": lines[1] = "{\"previous\":" + lines[1].Split("\"previous\":")[1][..66] + ",\"type\":\"blob\"," + lines[1].Split("\"previous\":")[1][67..]; break;
            default: throw new ArgumentException(how);
        }

        File.WriteAllText(ManifestFile, string.Concat(lines.Select(l => l + "\n")), new UTF8Encoding(false));
    }

    private string List() => _sample.File(ManifestNames.List(_sample.Manifest));

    private static string Flip(string line)
    {
        int at = line.IndexOf("\"sha256\":\"", StringComparison.Ordinal) + 10;
        return line[..at] + (line[at] == '0' ? '1' : '0') + line[(at + 1)..];
    }

    private sealed class LockedStore(string root, string locked) : IEvidenceStore
    {
        private readonly FolderStore _store = new(root);

        public string FullName(string path) => _store.FullName(path);

        public IEnumerable<EvidenceItem> List(CancellationToken stop) => _store.List(stop);

        public Stream? Open(string path, CancellationToken stop) =>
            path == locked ? throw new UnauthorizedAccessException("locked") : _store.Open(path, stop);
    }
}
