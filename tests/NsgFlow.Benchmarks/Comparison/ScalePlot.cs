using System.Globalization;
using System.Text;

namespace NsgFlow.Benchmarks.Comparison;

/// <summary>Draws time against bytes as an SVG file, with the line that fits best.</summary>
internal static class ScalePlot
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 70;
    private const int Bottom = 60;
    private const int Top = 40;
    private const int Right = 30;

    public static void Write(string path, string title, IReadOnlyList<ScalePoint> points, ScaleLine line)
    {
        double mostBytes = RoundUp(points.Max(p => p.Bytes) / 1e9);
        double mostSeconds = RoundUp(points.Max(p => p.Seconds));
        double X(double gigabytes) => Left + (gigabytes / mostBytes * (Width - Left - Right));
        double Y(double seconds) => Height - Bottom - (seconds / mostSeconds * (Height - Top - Bottom));

        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#333\">");
        Append(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>");
        Append(svg, $"<text x=\"{Left}\" y=\"22\" font-size=\"15\">{title}</text>");
        for (int i = 0; i <= 5; i++)
        {
            double gigabytes = mostBytes * i / 5;
            double seconds = mostSeconds * i / 5;
            Append(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(seconds):F1}\" y2=\"{Y(seconds):F1}\" stroke=\"#ddd\"/>");
            Append(svg, $"<text x=\"{Left - 8}\" y=\"{Y(seconds) + 4:F1}\" text-anchor=\"end\">{seconds:G3}</text>");
            Append(svg, $"<text x=\"{X(gigabytes):F1}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{gigabytes:G3}</text>");
        }

        Append(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 15}\" text-anchor=\"middle\">GB of logs</text>");
        Append(svg, $"<text x=\"18\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 18 {(Top + Height - Bottom) / 2})\">seconds</text>");
        Append(svg, $"<line x1=\"{X(0):F1}\" y1=\"{Y(Math.Max(0, line.At(0))):F1}\" x2=\"{X(points.Max(p => p.Bytes) / 1e9):F1}\" y2=\"{Y(line.At(points.Max(p => p.Bytes))):F1}\" stroke=\"#0067b8\" stroke-dasharray=\"5 4\"/>");
        foreach (ScalePoint point in points)
        {
            Append(svg, $"<circle cx=\"{X(point.Bytes / 1e9):F1}\" cy=\"{Y(point.Seconds):F1}\" r=\"5\" fill=\"#0067b8\"><title>{point.Bytes / 1e6:F0} MB: {point.Seconds:F2} s</title></circle>");
        }

        svg.Append("</svg>\n");
        File.WriteAllText(path, svg.ToString());
    }

    private static void Append(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>The next of 1, 2, 2.5, 5 and 10, times a power of ten, so that the axis has plain numbers.</summary>
    private static double RoundUp(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1, 2, 2.5, 5, 7.5, 10 }.First(step => step * power >= value) * power;
    }
}
