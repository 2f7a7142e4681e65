using System.Security.Cryptography;
using System.Text;

namespace NsgFlow.Custody;

/// <summary>
/// The folder that takes an evidence copy. What is under way lies in a folder of its own within, so on the same volume:
/// its files are moved to their places when they are whole, and it is gone once the manifest is closed.
/// </summary>
internal sealed class EvidenceFolder : IDisposable
{
    private const string LockName = "lock";
    private const string JournalName = "manifest.jsonl";

    private readonly string _work;
    private readonly FileStream _lock;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private bool _isFinished;

    /// <param name="root">An absolute path. The folder is made where it is not there.</param>
    /// <exception cref="EvidenceException">Another run has it.</exception>
    public EvidenceFolder(string root)
    {
        Root = Path.TrimEndingDirectorySeparator(root);
        _work = Path.Combine(Root, ManifestNames.WorkFolder);
        Directory.CreateDirectory(_work);
        RefuseLink(_work);
        try
        {
            _lock = new FileStream(Path.Combine(_work, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new EvidenceException(EvidenceFault.InUse, Root, e.Message);
        }
    }

    public string Root { get; }

    /// <summary>The manifest under way.</summary>
    public string JournalPath => Path.Combine(_work, JournalName);

    /// <summary>The names of the manifests that are closed, the oldest first.</summary>
    public string[] Manifests() => FolderStore.Manifests(Root);

    /// <summary>The name under which a manifest that began then is published.</summary>
    public string NewManifestName(DateTimeOffset startedAt)
    {
        int number = 1;
        while (File.Exists(Path.Combine(Root, ManifestNames.Manifest(startedAt, number))))
        {
            number++;
        }

        return ManifestNames.Manifest(startedAt, number);
    }

    /// <summary>The temporary name of a blob's copy: the same in every run, and short.</summary>
    public string PartPath(string uri) =>
        Path.Combine(_work, EvidenceHash.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(uri)).AsSpan(0, 16)) + ".part");

    /// <summary>The place of a copy, in a folder that is there. Called on any thread.</summary>
    /// <exception cref="EvidenceException">The path cannot be used.</exception>
    public string Place(string path)
    {
        if (EvidencePath.Problem(path) is { } problem)
        {
            throw new EvidenceException(EvidenceFault.UnsafeName, path, problem);
        }

        lock (_paths)
        {
            // Also where the file system tells them apart: the copy is carried to others.
            if (!_paths.Add(path))
            {
                throw new EvidenceException(EvidenceFault.SamePath, path, "the same path in another case");
            }
        }

        string place = EvidencePath.Combine(Root, path);
        MakeFolder(Path.GetDirectoryName(place)!);
        return place;
    }

    /// <summary>Writes a file of the acquisition itself under a temporary name, then moves it to its place.</summary>
    public void Publish(string name, ReadOnlySpan<byte> bytes)
    {
        string temporary = Path.Combine(_work, name);
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path.Combine(Root, name), overwrite: true);
    }

    /// <summary>Moves the manifest under way, which is closed, to its place.</summary>
    public void PublishJournal(string name) => File.Move(JournalPath, Path.Combine(Root, name), overwrite: false);

    /// <summary>Nothing under way is needed any more.</summary>
    public void Finish() => _isFinished = true;

    public void Dispose()
    {
        _lock.Dispose();
        try
        {
            if (_isFinished)
            {
                Directory.Delete(_work, recursive: true);
            }
            else
            {
                RemoveUnused();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed is a hidden folder, which the next run uses and the check names.
        }
    }

    private static void RefuseLink(string folder)
    {
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new EvidenceException(EvidenceFault.LinkedFolder, folder, "it is a link");
        }
    }

    /// <summary>A run that came to nothing leaves nothing.</summary>
    private void RemoveUnused()
    {
        File.Delete(Path.Combine(_work, LockName));
        if (!Directory.EnumerateFileSystemEntries(_work).Any())
        {
            Directory.Delete(_work);
        }
    }

    private void MakeFolder(string folder)
    {
        lock (_folders)
        {
            if (_folders.Contains(folder) || folder == Root)
            {
                return;
            }
        }

        MakeFolder(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder);
        RefuseLink(folder);
        lock (_folders)
        {
            _folders.Add(folder);
        }
    }
}
