namespace NsgFlow.Benchmarks.Comparison;

/// <summary>What one set took.</summary>
/// <param name="Bytes">The size of its logs.</param>
/// <param name="Seconds">The median.</param>
internal readonly record struct ScalePoint(double Bytes, double Seconds);
