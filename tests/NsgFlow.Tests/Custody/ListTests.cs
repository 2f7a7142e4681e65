using System.Diagnostics;
using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

public sealed class ListTests
{
    [Sha256SumFact]
    public void Sha256sum_accepts_the_list_and_sees_a_changed_log()
    {
        using var sample = new EvidenceSample();
        sample.Save();
        string list = ManifestNames.List(sample.Manifest);

        (int code, string output) = Run(sample.Root, list);
        Assert.Equal(0, code);
        Assert.Equal(4, output.Split("OK").Length - 1);

        File.AppendAllText(sample.File(sample.Blobs[0].Path), " ");
        Assert.Equal(1, Run(sample.Root, list).Code);
    }

    private static (int Code, string Output) Run(string folder, string list)
    {
        using Process process = Process.Start(new ProcessStartInfo("sha256sum", ["-c", "--strict", list])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}

/// <summary>A fact where the system has sha256sum.</summary>
public sealed class Sha256SumFactAttribute : FactAttribute
{
    public Sha256SumFactAttribute()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "sha256sum"))))
        {
            Skip = "There is no sha256sum here.";
        }
    }
}
