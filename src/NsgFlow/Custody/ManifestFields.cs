using System.Text.Json;

namespace NsgFlow.Custody;

/// <summary>
/// The fields of one line. A line comes from whoever may write to the copy: what does not fit is a
/// <see cref="FormatException"/> that says so, and no path goes further than <see cref="EvidencePath"/> lets it.
/// </summary>
internal readonly struct ManifestFields(JsonElement line)
{
    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    public string? OptionalText(string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value.ValueKind switch
        {
            JsonValueKind.String => TextOf(value, name),
            JsonValueKind.Null => null,
            _ => throw Missing(name),
        }
        : throw Missing(name);

    public ManifestHeader ToHeader()
    {
        if (Number("format") != ManifestHeader.Format)
        {
            throw new FormatException("it is of a form that this version does not know");
        }

        return new ManifestHeader
        {
            ModuleVersion = Text("moduleVersion"),
            StartedAt = Time("startedAt"),
            Case = OptionalText("case"),
            Operator = OptionalText("operator"),
            Note = OptionalText("note"),
            Host = OptionalText("host"),
            Parameters = Parameters(),
            PreviousName = PreviousName(),
            PreviousSha256 = OptionalText("previousSha256"),
        };
    }

    public FlowManifestEntry ToEntry()
    {
        string path = Text("path");
        if (EvidencePath.Problem(path) is { } problem)
        {
            throw new FormatException($"its path is none that a copy could have: {problem}");
        }

        long hashed = Number("bytesHashed");
        long prefix = Number("prefixBytes");
        return new FlowManifestEntry
        {
            Path = path,
            Uri = Text("uri"),
            ETag = Text("etag"),
            LastModified = Time("lastModified"),
            ContentMD5 = OptionalText("contentMD5"),
            Length = Number("length"),
            CommittedBlocks = (int?)OptionalNumber("committedBlocks", int.MaxValue),
            LastBlockId = OptionalText("lastBlockId"),
            BytesHashed = hashed,
            Sha256 = Hash("sha256"),
            PrefixBytes = prefix <= hashed ? prefix : throw Missing("prefixBytes"),
            PrefixSha256 = Hash("prefixSha256"),
            State = Text("state") switch
            {
                "open" => FlowManifestState.Open,
                "complete" => FlowManifestState.Complete,
                _ => throw Missing("state"),
            },
            AcquiredAt = Time("acquiredAt"),
            ModuleVersion = Text("moduleVersion"),
        };
    }

    public ManifestFailure ToFailure() => new(Text("uri"), Text("error"), Text("message"));

    public ManifestEnd ToEnd() => new(
        Number("lines"),
        (int)OptionalNumber("files", int.MaxValue).GetValueOrDefault(-1),
        Number("bytes"),
        (int)OptionalNumber("failed", int.MaxValue).GetValueOrDefault(-1),
        Time("endedAt"),
        line.TryGetProperty("complete", out JsonElement complete) && complete.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? complete.GetBoolean()
            : throw Missing("complete"));

    private static string? TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            throw Missing(name);
        }
    }

    private static FormatException Missing(string name) => new($"its field '{name}' is missing or not what it should be");

    private List<KeyValuePair<string, string[]>> Parameters()
    {
        if (!line.TryGetProperty("parameters", out JsonElement parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            throw Missing("parameters");
        }

        var list = new List<KeyValuePair<string, string[]>>();
        foreach (JsonProperty parameter in parameters.EnumerateObject())
        {
            if (parameter.Value.ValueKind != JsonValueKind.Array
                || parameter.Value.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.String))
            {
                throw Missing("parameters");
            }

            list.Add(new(parameter.Name, [.. parameter.Value.EnumerateArray().Select(value => TextOf(value, "parameters")!)]));
        }

        return list;
    }

    private string? PreviousName()
    {
        string? name = OptionalText("previousManifest");
        return name is null || (ManifestNames.IsManifest(name) && EvidencePath.Problem(name) is null) ? name : throw Missing("previousManifest");
    }

    private long Number(string name) => OptionalNumber(name, long.MaxValue) ?? throw Missing(name);

    private long? OptionalNumber(string name, long most) =>
        line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0 && number <= most ? number
        : throw Missing(name);

    private DateTimeOffset Time(string name) => ManifestText.TryTime(Text(name), out DateTimeOffset time) ? time : throw Missing(name);

    private string Hash(string name)
    {
        string hash = Text(name);
        return hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? hash : throw Missing(name);
    }
}
