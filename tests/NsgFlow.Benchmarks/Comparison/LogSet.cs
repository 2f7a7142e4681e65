namespace NsgFlow.Benchmarks.Comparison;

/// <summary>A folder of logs, as all contenders are given it.</summary>
internal sealed class LogSet
{
    public LogSet(string folder)
        : this(folder, [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)])
    {
    }

    private LogSet(string folder, IReadOnlyList<string> files)
    {
        Folder = folder;
        Files = files;
        Bytes = files.Sum(f => new FileInfo(f).Length);
    }

    public string Folder { get; }

    public IReadOnlyList<string> Files { get; }

    public long Bytes { get; }

    /// <summary>The first logs, at least so many bytes.</summary>
    public LogSet Beginning(long bytes)
    {
        int count = 0;
        for (long sum = 0; sum < bytes && count < Files.Count; count++)
        {
            sum += new FileInfo(Files[count]).Length;
        }

        return new LogSet(Folder, [.. Files.Take(count)]);
    }

    /// <summary>Reads every byte once, so that nobody measured has to wait for the disk.</summary>
    public void Warm()
    {
        byte[] buffer = new byte[1 << 20];
        foreach (string file in Files)
        {
            using FileStream stream = File.OpenRead(file);
            while (stream.Read(buffer) > 0)
            {
            }
        }
    }

    /// <summary>Writes the paths to a temporary file, one a line.</summary>
    public string WriteList()
    {
        string list = Path.Combine(Path.GetTempPath(), $"nsgflow-list-{Environment.ProcessId}-{Files.Count}.txt");
        File.WriteAllLines(list, Files);
        return list;
    }
}
