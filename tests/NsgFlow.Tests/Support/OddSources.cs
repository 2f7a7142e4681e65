using NsgFlow.Decoding;

namespace NsgFlow.Tests.Support;

/// <summary>A source whose opening is whatever a test wants.</summary>
internal sealed class ActionSource(Func<Stream> open) : FlowSource
{
    public override string? Name => "action.json";

    protected override Stream OpenRaw() => open();
}

/// <summary>Counts how often it was opened and closed.</summary>
internal sealed class CountingSource(byte[] bytes) : FlowSource
{
    private int _opened;
    private int _closed;

    public int Opened => _opened;

    public int Closed => _closed;

    public override string? Name => "counting.json";

    public override bool CanReopen => true;

    protected override Stream OpenRaw()
    {
        Interlocked.Increment(ref _opened);
        return new ClosingStream(bytes, () => Interlocked.Increment(ref _closed));
    }

    private sealed class ClosingStream(byte[] bytes, Action closed) : MemoryStream(bytes, writable: false)
    {
        protected override void Dispose(bool disposing)
        {
            closed();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Gives its bytes, and then an exception in place of the end.</summary>
internal sealed class FailingStream(byte[] bytes, Exception exception) : MemoryStream(bytes, writable: false)
{
    public override int Read(Span<byte> buffer) => Check(base.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Check(base.Read(buffer, offset, count));

    private int Check(int read) => read > 0 ? read : throw exception;
}
