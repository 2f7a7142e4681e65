using System.Text;
using NsgFlow.Custody;

namespace NsgFlow.Tests.Custody;

/// <summary>A blob in memory, which may break off while it is read, change or be gone.</summary>
internal sealed class MemoryBlob : IEvidenceSource
{
    private const string Changed = "changed";

    public required string Path { get; init; }

    public string Uri => "https://account.blob.example/" + Path;

    public string? ETag => "\"" + Version + "\"";

    public int Version { get; set; } = 1;

    public required byte[] Bytes { get; set; }

    /// <summary>After how many bytes reading breaks off.</summary>
    public long BreaksAt { get; set; } = long.MaxValue;

    /// <summary>Whether it breaks off because there is another version, from then on whole.</summary>
    public bool ChangesThere { get; set; }

    /// <summary>How many bytes the service says there are, where it lies.</summary>
    public long? Claimed { get; set; }

    /// <summary>The offsets it was opened at.</summary>
    public List<long> Opened { get; } = [];

    public static MemoryBlob Of(int nic, int hour, string content) => new()
    {
        Path = $"insights-logs-flowlogflowevent/flowLogResourceID=/00000000-0000-0000-0000-000000000001_RG/NETWORKWATCHER_WE_LOG/y=2026/m=01/d=15/h={hour:00}/m=00/macAddress=000D3A00000{nic}/PT1H.json",
        Bytes = Encoding.UTF8.GetBytes(content),
    };

    public Task<OpenedBlob?> OpenAsync(long offset, string? etag, CancellationToken stop)
    {
        if (etag is not null && etag != ETag)
        {
            return Task.FromResult<OpenedBlob?>(null);
        }

        Opened.Add(offset);
        var blob = new EvidenceBlob
        {
            Path = Path,
            Uri = Uri,
            ETag = ETag!,
            LastModified = new DateTimeOffset(2026, 1, 15, 9, 0, 30, TimeSpan.Zero),
            Length = Bytes.Length,
            CommittedBlocks = 3,
            LastBlockId = "WjAw",
        };
        byte[] rest = Bytes[(int)offset..];
        Stream content = BreaksAt < Bytes.Length ? new BreakingStream(rest, BreaksAt - offset, Break) : new MemoryStream(rest);
        return Task.FromResult<OpenedBlob?>(new OpenedBlob(blob, content, () => Claimed ?? Bytes.Length));
    }

    public bool HasChanged(Exception exception) => exception.Message == Changed;

    private IOException Break()
    {
        if (!ChangesThere)
        {
            return new IOException("broken off");
        }

        (Version, BreaksAt, Bytes[^3]) = (Version + 1, long.MaxValue, (byte)'!');
        return new IOException(Changed);
    }

    private sealed class BreakingStream(byte[] bytes, long most, Func<IOException> broken) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            long left = most - Position;
            return left > 0
                ? new ValueTask<int>(Read(buffer.Span[..(int)Math.Min(left, buffer.Length)]))
                : throw broken();
        }
    }
}
