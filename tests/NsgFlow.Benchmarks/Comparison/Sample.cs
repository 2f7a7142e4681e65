namespace NsgFlow.Benchmarks.Comparison;

/// <summary>What one run took.</summary>
/// <param name="Seconds">Elapsed time.</param>
/// <param name="CpuSeconds">User and system time of all threads; NaN where the system does not tell.</param>
internal readonly record struct Sample(double Seconds, double CpuSeconds);
