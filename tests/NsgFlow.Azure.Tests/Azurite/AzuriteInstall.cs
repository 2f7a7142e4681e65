using System.Diagnostics;
using System.Security.Cryptography;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>
/// Azurite as the committed lock file has it, installed once per machine and lock file: some hundred packages take
/// npm more than a minute.
/// </summary>
internal static class AzuriteInstall
{
    private const string LockFile = "package-lock.json";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly Lazy<string> s_folder = new(Install);

    /// <summary>The folder that holds node_modules.</summary>
    public static string Folder => s_folder.Value;

    /// <summary>What the project brings: the lock file and the script that starts the emulator.</summary>
    public static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "Azurite");

    private static string Install()
    {
        string cache = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } data
                ? data
                : Path.GetTempPath(),
            "nsgflow-tests");
        byte[] hash = SHA256.HashData(File.ReadAllBytes(Path.Combine(Source, LockFile)));
        string target = Path.Combine(cache, "azurite-" + Convert.ToHexString(hash.AsSpan(0, 6)));
        if (Directory.Exists(target))
        {
            return target;
        }

        Directory.CreateDirectory(cache);
        using FileStream turn = WaitForTurn(target + ".lock");
        if (!Directory.Exists(target))
        {
            string temporary = target + "." + Path.GetRandomFileName();
            Directory.CreateDirectory(temporary);
            try
            {
                File.Copy(Path.Combine(Source, "package.json"), Path.Combine(temporary, "package.json"));
                File.Copy(Path.Combine(Source, LockFile), Path.Combine(temporary, LockFile));
                RunNpm(temporary);
                Directory.Move(temporary, target);
            }
            finally
            {
                if (Directory.Exists(temporary))
                {
                    Directory.Delete(temporary, recursive: true);
                }
            }
        }

        return target;
    }

    /// <summary>Another test process may be installing the same; the system frees the file when its holder dies.</summary>
    private static FileStream WaitForTurn(string file)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < s_patience)
            {
                Thread.Sleep(200);
            }
        }
    }

    private static void RunNpm(string folder)
    {
        // npm is a script on Windows, which only its shell finds.
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new("cmd.exe", ["/c", "npm"]) : new("npm");
        foreach (string argument in (string[])["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            start.ArgumentList.Add(argument);
        }

        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process npm = Process.Start(start) ?? throw new InvalidOperationException("npm did not start. The storage tests need Node.js.");
        Task<string> output = npm.StandardOutput.ReadToEndAsync();
        Task<string> errors = npm.StandardError.ReadToEndAsync();
        if (!npm.WaitForExit(s_patience))
        {
            npm.Kill(entireProcessTree: true);
            throw new TimeoutException("npm ci did not end.");
        }

        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed with {npm.ExitCode}: {errors.Result}\n{output.Result}");
        }
    }
}
