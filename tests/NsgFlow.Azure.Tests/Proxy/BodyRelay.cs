using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.Proxy;

/// <summary>Passes a body on, up to where a fault strikes.</summary>
internal sealed class BodyRelay(Stream from, HttpContext context, LoggedRequest logged)
{
    private const int BufferSize = 1 << 16;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private CancellationToken Gone => context.RequestAborted;

    public async Task CopyAsync(long bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (bytes > 0)
            {
                int read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, BufferSize)), Gone);
                if (read == 0)
                {
                    return;
                }

                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), Gone);
                logged.Bytes += read;
                bytes -= read;
            }

            await context.Response.Body.FlushAsync(Gone);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async Task SufferAsync(Fault.InBody fault)
    {
        switch (fault)
        {
            case Fault.Reset:
                Cut(reset: true);
                break;
            case Fault.Truncate:
                Cut(reset: false);
                break;
            case Fault.Stall:
                await Task.Delay(Timeout.Infinite, Gone);
                break;
            case Fault.Drip drip:
                for (int i = 0; i < drip.Bytes && !Gone.IsCancellationRequested; i++)
                {
                    await Task.Delay(s_second, Gone);
                    await CopyAsync(1);
                }

                await CopyAsync(long.MaxValue);
                break;
            case Fault.During during:
                await during.Happening(logged);
                Cut(reset: true);
                break;
            default:
                throw new NotSupportedException(fault.ToString());
        }
    }

    private void Cut(bool reset)
    {
        Socket socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
        if (reset)
        {
            // What a socket does at its end with nothing to linger for is a reset.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        else
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        context.Abort();
    }
}
