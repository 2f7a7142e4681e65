using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace NsgFlow.Custody;

/// <summary>
/// The lines of a manifest as text: one JSON object each, its keys in a fixed order, no blanks, every character in
/// ASCII. The bytes of the line are what is hashed, so nobody has to arrive at them a second time.
/// </summary>
internal static class ManifestText
{
    public const string HeaderType = "acquisition";
    public const string BlobType = "blob";
    public const string FailureType = "failed";
    public const string ResumeType = "resumed";
    public const string EndType = "end";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static bool TryTime(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    public static byte[] Header(ManifestHeader header) => Line(HeaderType, previous: null, json =>
    {
        json.WriteNumber("format", ManifestHeader.Format);
        json.WriteString("module", "NsgFlow.PowerShell");
        json.WriteString("moduleVersion", header.ModuleVersion);
        json.WriteString("startedAt", Time(header.StartedAt));
        json.WriteString("case", header.Case);
        json.WriteString("operator", header.Operator);
        json.WriteString("note", header.Note);
        json.WriteString("host", header.Host);
        json.WriteStartObject("parameters");
        foreach ((string name, string[] values) in header.Parameters)
        {
            json.WriteStartArray(name);
            foreach (string value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("previousManifest", header.PreviousName);
        json.WriteString("previousSha256", header.PreviousSha256);
    });

    public static byte[] Blob(string? previous, FlowManifestEntry entry) => Line(BlobType, previous, json =>
    {
        json.WriteString("path", entry.Path);
        json.WriteString("uri", entry.Uri);
        json.WriteString("etag", entry.ETag);
        json.WriteString("lastModified", Time(entry.LastModified));
        json.WriteString("contentMD5", entry.ContentMD5);
        json.WriteNumber("length", entry.Length);
        if (entry.CommittedBlocks is { } blocks)
        {
            json.WriteNumber("committedBlocks", blocks);
        }
        else
        {
            json.WriteNull("committedBlocks");
        }

        json.WriteString("lastBlockId", entry.LastBlockId);
        json.WriteNumber("bytesHashed", entry.BytesHashed);
        json.WriteString("sha256", entry.Sha256);
        json.WriteNumber("prefixBytes", entry.PrefixBytes);
        json.WriteString("prefixSha256", entry.PrefixSha256);
        json.WriteString("state", entry.State == FlowManifestState.Open ? "open" : "complete");
        json.WriteString("acquiredAt", Time(entry.AcquiredAt));
        json.WriteString("moduleVersion", entry.ModuleVersion);
    });

    public static byte[] Failure(string previous, ManifestFailure failure) => Line(FailureType, previous, json =>
    {
        json.WriteString("uri", failure.Uri);
        json.WriteString("error", failure.ErrorId);
        json.WriteString("message", failure.Message);
    });

    /// <summary>A run was interrupted, and another goes on with it.</summary>
    public static byte[] Resume(string previous, ManifestHeader by) => Line(ResumeType, previous, json =>
    {
        json.WriteString("moduleVersion", by.ModuleVersion);
        json.WriteString("startedAt", Time(by.StartedAt));
        json.WriteString("operator", by.Operator);
        json.WriteString("host", by.Host);
    });

    public static byte[] End(string previous, ManifestEnd end) => Line(EndType, previous, json =>
    {
        json.WriteNumber("lines", end.Lines);
        json.WriteNumber("files", end.Files);
        json.WriteNumber("bytes", end.Bytes);
        json.WriteNumber("failed", end.Failed);
        json.WriteBoolean("complete", end.IsComplete);
        json.WriteString("endedAt", Time(end.EndedAt));
    });

    /// <summary>The line with its line feed, which is not hashed with it.</summary>
    private static byte[] Line(string type, string? previous, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("previous", previous);
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
