using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.Proxy;

/// <summary>
/// Stands between a client and the blob service, counts and logs what passes, and does to it what its rules say.
/// Signatures hold, for they cover neither host nor port.
/// </summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly Uri _target;
    private readonly HttpMessageInvoker _client;
    private readonly LoopbackServer _server;
    private readonly Lock _lock = new();
    private readonly List<FaultRule> _rules = [];

    /// <param name="target">The server behind.</param>
    /// <param name="client">The client for it; null for plain http.</param>
    /// <param name="certificate">To be spoken to over https; null for http.</param>
    public FaultProxy(Uri target, HttpMessageInvoker? client = null, X509Certificate2? certificate = null)
    {
        _target = target;
        _client = client ?? new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        _server = new LoopbackServer(AnswerAsync, certificate);
    }

    public Uri Endpoint => _server.Endpoint;

    public RequestLog Log { get; } = new();

    /// <summary>What a round trip takes longer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>A fault for requests of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="skip">So many of them pass first.</param>
    /// <param name="times">How many have it; those after pass again.</param>
    /// <param name="where">Which of them are meant; null for all.</param>
    public void On(BlobOperation operation, Fault fault, int skip = 0, int times = 1, Func<LoggedRequest, bool>? where = null) =>
        Add(new ChosenFault(fault, request => request.Operation == operation && where?.Invoke(request) != false, skip, times));

    public void Add(FaultRule rule)
    {
        lock (_lock)
        {
            _rules.Add(rule);
        }
    }

    /// <summary>Everything passes again.</summary>
    public void Heal()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        LoggedRequest logged = Log.Add(context.Request);
        try
        {
            if (Latency > TimeSpan.Zero)
            {
                await Task.Delay(Latency, context.RequestAborted);
            }

            Fault? fault = FaultFor(logged);
            logged.Fault = fault?.ToString();
            if (fault is Fault.Answer answer)
            {
                logged.Status = answer.Status;
                await ServiceError.WriteAsync(context.Response, answer.Status, answer.Code, answer.RetryAfter);
                return;
            }

            if (fault is Fault.Before before)
            {
                await before.Happening(logged);
            }

            await PassOnAsync(context, logged, fault as Fault.InBody);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client has gone.
        }
        catch (HttpRequestException e)
        {
            await ServiceError.WriteAsync(context.Response, (int)HttpStatusCode.BadGateway, e.HttpRequestError.ToString(), retryAfter: null);
        }
        finally
        {
            logged.IsOver = true;
        }
    }

    private Fault? FaultFor(LoggedRequest request)
    {
        lock (_lock)
        {
            // Every rule counts every request, whichever of them strikes.
            return _rules.ConvertAll(rule => rule.For(request)).Find(fault => fault is not null);
        }
    }

    private async Task PassOnAsync(HttpContext context, LoggedRequest logged, Fault.InBody? fault)
    {
        using HttpRequestMessage request = RequestCopy.Of(context.Request, _target);
        using HttpResponseMessage answer = await _client.SendAsync(request, context.RequestAborted);
        logged.Status = (int)answer.StatusCode;
        context.Response.StatusCode = logged.Status;
        RequestCopy.CopyHeaders(answer, context.Response);
        if (HttpMethods.IsHead(context.Request.Method) || answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return;
        }

        if (fault is not null && answer.Content.Headers.ContentLength is null)
        {
            // Where in the body the fault strikes is a part of its length.
            await answer.Content.LoadIntoBufferAsync(context.RequestAborted);
            context.Response.ContentLength = answer.Content.Headers.ContentLength;
        }

        await using Stream body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        // The client shall see the headers while a fault holds the body back.
        await context.Response.StartAsync(context.RequestAborted);
        var relay = new BodyRelay(body, context, logged);
        if (fault is null)
        {
            await relay.CopyAsync(long.MaxValue);
        }
        else
        {
            await relay.CopyAsync((long)(fault.At * answer.Content.Headers.ContentLength!.Value));
            await relay.SufferAsync(fault);
        }
    }
}
