namespace NsgFlow.Benchmarks.Comparison;

/// <summary>One of those that are measured side by side.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Run">Does the work once.</param>
/// <param name="Per">By how many pieces of work a sample is divided for the table's last column; 0 for none.</param>
internal sealed record Contender(string Name, Func<Sample> Run, long Per = 0);
