using System.Diagnostics;
using System.Reflection;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>
/// Runs a scenario in a process of its own, because what is loaded into a process stays there: this assembly is
/// started as a program and told which static method to call.
/// </summary>
internal static class FreshProcess
{
    // A guard against a child that hangs, not a measure of speed.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>The program that runs .NET assemblies.</summary>
    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Fails with the child's report unless the scenario returns there.</summary>
    /// <param name="scenario">A static method without parameters.</param>
    public static void Run(Action scenario)
    {
        MethodInfo method = scenario.Method;
        Assert.True(method.IsStatic, "A scenario must be a static method: the child has no other way to call it.");
        using Process child = Start(method);
        Task<string> errors = child.StandardError.ReadToEndAsync();
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(s_patience))
        {
            child.Kill(entireProcessTree: true);
            Assert.Fail($"{method.Name} did not end.");
        }

        // The exit code alone would also be that of a program that did nothing.
        string expected = Done(method);
        string report = errors.Result;
        Assert.True(child.ExitCode == 0 && output.Result.Contains(expected, StringComparison.Ordinal), $"{method.Name} failed in its own process:\n{report}");
    }

    private static int Main(string[] args)
    {
        if (args is not [string typeName, string methodName])
        {
            Console.Error.WriteLine("This program is started by the tests: <type> <method>.");
            return 2;
        }

        try
        {
            MethodInfo method = typeof(FreshProcess).Assembly.GetType(typeName, throwOnError: true)!
                .GetMethod(methodName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                ?? throw new MissingMethodException(typeName, methodName);
            method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
            Console.WriteLine(Done(method));
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return 1;
        }
    }

    private static Process Start(MethodInfo method)
    {
        ProcessStartInfo start = new(DotNet)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(FreshProcess).Assembly.Location);
        start.ArgumentList.Add(method.DeclaringType!.FullName!);
        start.ArgumentList.Add(method.Name);
        return Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
    }

    private static string Done(MethodInfo method) => $"Done: {method.DeclaringType!.FullName}.{method.Name}";
}
