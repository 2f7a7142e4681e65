using System.Reflection;
using Xunit.Sdk;

namespace NsgFlow.Tests.Standalone;

/// <summary>
/// Runs the tests without a test host, for one brings the runtime of the SDK along: a copy published with the runtime
/// of another version is run by that. Arguments are parts of names; without any all tests are run.
/// </summary>
internal static class Program
{
    public static int Main(string[] names)
    {
        Console.WriteLine($"On {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        using var framework = new XunitTestFramework(new Xunit.Sdk.NullMessageSink());
        Assembly assembly = typeof(Program).Assembly;

        using var discovered = new Discovery();
        using (Xunit.Abstractions.ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly)))
        {
            discoverer.Find(includeSourceInformation: false, discovered, new Options());
            discovered.Wait();
        }

        using var results = new Results();
        using (Xunit.Abstractions.ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName()))
        {
            executor.RunTests(discovered.Cases.Where(c => names.Length == 0 || names.Any(n => c.DisplayName.Contains(n, StringComparison.Ordinal))), results, new Options());
            results.Wait();
        }

        Console.WriteLine($"{results.Passed} passed, {results.Failed} failed, {results.Skipped} skipped");
        return results.Failed == 0 && results.Passed > 0 ? 0 : 1;
    }
}
