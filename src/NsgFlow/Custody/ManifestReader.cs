using System.Security.Cryptography;
using System.Text.Json;

namespace NsgFlow.Custody;

/// <summary>
/// Reads a manifest and follows its chain. Where that breaks, the lines behind are read on all the same: what they name
/// can still be compared, and only the first break is told.
/// </summary>
internal static class ManifestReader
{
    /// <summary>Far more than a line has that this module writes.</summary>
    private const int LongestLine = 1 << 20;

    public static ManifestReading Read(Stream stream, CancellationToken stop = default)
    {
        var tally = new ManifestTally();
        string? problem = null;
        long whole = 0;
        bool isTorn = false;
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((byte[] line, bool isEnded) in Lines(stream, all))
        {
            stop.ThrowIfCancellationRequested();
            string? wrong = isEnded ? Take(line, tally) : $"the last line is cut after {line.Length} bytes";
            if (wrong is null && problem is null)
            {
                whole += line.Length + 1;
            }

            isTorn |= problem is null && !isEnded;
            problem ??= wrong is null ? null : $"line {tally.Lines + 1}: {wrong}";
            tally.Count(line);
        }

        bool isUnfinished = (problem is null && tally.End is null) || isTorn;
        problem ??= tally.End is null ? "the closing line is missing" : null;
        return new ManifestReading
        {
            Tally = tally,
            Sha256 = EvidenceHash.Hex(all.GetHashAndReset()),
            WholeLength = whole,
            Problem = problem,
            IsUnfinished = isUnfinished,
        };
    }

    /// <summary>The lines without their line feeds. One that is too long is given in pieces, none of which can be read.</summary>
    private static IEnumerable<(byte[] Line, bool IsEnded)> Lines(Stream stream, IncrementalHash all)
    {
        byte[] buffer = new byte[1 << 16];
        var rest = new MemoryStream();
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            all.AppendData(buffer, 0, read);
            int from = 0;
            while (from < read)
            {
                int feed = buffer.AsSpan(from, read - from).IndexOf((byte)'\n');
                int length = feed < 0 ? read - from : feed;
                rest.Write(buffer, from, length);
                from += feed < 0 ? length : length + 1;
                if (feed >= 0 || rest.Length > LongestLine)
                {
                    yield return (rest.ToArray(), feed >= 0);
                    rest.SetLength(0);
                }
            }
        }

        if (rest.Length > 0)
        {
            yield return (rest.ToArray(), false);
        }
    }

    /// <returns>What is wrong with the line; null where nothing is.</returns>
    private static string? Take(byte[] line, ManifestTally tally)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Take(new ManifestFields(document.RootElement), tally)
                : "it is no JSON object";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second where it is no UTF-8.
            return "it is no JSON object";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static string? Take(ManifestFields fields, ManifestTally tally)
    {
        // Read first: what a line out of its place names is compared all the same.
        string? wrong = tally.End is not null ? "there is more behind the closing line" : null;
        string type = fields.Text("type");
        string? previous = fields.OptionalText("previous");
        switch (type)
        {
            case ManifestText.HeaderType:
                wrong ??= tally.Lines > 0 ? "a manifest begins within the manifest" : null;
                tally.Add(fields.ToHeader());
                break;
            case ManifestText.BlobType:
                tally.Add(fields.ToEntry());
                break;
            case ManifestText.FailureType:
                tally.Add(fields.ToFailure());
                break;
            case ManifestText.ResumeType:
                break;
            case ManifestText.EndType:
                ManifestEnd end = fields.ToEnd();
                wrong ??= end == tally.ToEnd(end.EndedAt, end.IsComplete) ? null : "its counts are not those of the lines before";
                tally.Add(end);
                break;
            default:
                return "its type is unknown";
        }

        return wrong
            ?? (tally.Lines == 0 && type != ManifestText.HeaderType ? "the first line does not begin a manifest" : null)
            ?? (previous != tally.LastHash ? "it does not hold the hash of the line before" : null);
    }
}
