namespace NsgFlow.PowerShell.Sampling;

/// <summary>
/// Collects files in a temporary folder within the target, so on the same volume, and moves them to their places
/// once all are whole. Disposed before that, it leaves the target as it was.
/// </summary>
internal sealed class SampleFolder : IDisposable
{
    private readonly string _target;
    private readonly bool _targetIsNew;
    private readonly string _temporary;
    private readonly List<string> _paths = [];
    private bool _isPublished;

    public SampleFolder(string target)
    {
        _target = target;
        _targetIsNew = !Directory.Exists(target);
        _temporary = Path.Combine(target, "." + Path.GetRandomFileName() + ".tmp");
        Directory.CreateDirectory(_temporary);
    }

    /// <param name="path">Relative, with '/'.</param>
    public Stream Create(string path)
    {
        _paths.Add(path);
        // The files lie flat: a temporary folder in front of Azure's deep paths would make them longer still.
        return new FileStream(TemporaryPath(_paths.Count - 1), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
    }

    /// <summary>Moves each file to its place, over one of the same name, in the order they were made.</summary>
    public List<FileInfo> Publish(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var files = new List<FileInfo>(_paths.Count);
        for (int i = 0; i < _paths.Count; i++)
        {
            string path = Path.GetFullPath(Path.Combine(_target, _paths[i]));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(TemporaryPath(i), path, overwrite: true);
            _isPublished = true;
            files.Add(new FileInfo(path));
        }

        return files;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_temporary, recursive: true);
            if (_targetIsNew && !_isPublished)
            {
                Directory.Delete(_target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed is a hidden folder with an odd name; the error that led here matters more.
        }
    }

    private string TemporaryPath(int index) => Path.Combine(_temporary, index.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
