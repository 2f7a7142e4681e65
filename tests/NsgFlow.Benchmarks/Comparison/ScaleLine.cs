namespace NsgFlow.Benchmarks.Comparison;

/// <summary>A line of seconds over bytes.</summary>
/// <param name="Start">What is taken without a byte, in seconds.</param>
/// <param name="PerByte">What each byte takes, in seconds.</param>
internal readonly record struct ScaleLine(double Start, double PerByte)
{
    /// <summary>
    /// The line with the least sum of squares of relative errors, so that the smallest set counts as much as the largest.
    /// </summary>
    public static ScaleLine Fit(IReadOnlyList<ScalePoint> points)
    {
        double w = 0, x = 0, y = 0, xx = 0, xy = 0;
        foreach (ScalePoint point in points)
        {
            double weight = 1 / (point.Seconds * point.Seconds);
            w += weight;
            x += weight * point.Bytes;
            y += weight * point.Seconds;
            xx += weight * point.Bytes * point.Bytes;
            xy += weight * point.Bytes * point.Seconds;
        }

        double perByte = ((w * xy) - (x * y)) / ((w * xx) - (x * x));
        return new ScaleLine((y - (perByte * x)) / w, perByte);
    }

    public double At(double bytes) => Start + (PerByte * bytes);
}
