using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NsgFlow.Azure.Tests.Loopback;

/// <summary>A small web server on a free loopback port.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly WebApplication _server;

    /// <param name="answer">Answers each request.</param>
    /// <param name="certificate">For https; null for http.</param>
    public LoopbackServer(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A reader may take its time, and a fault takes more.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        _server = builder.Build();
        _server.Run(answer);
        _server.StartAsync().GetAwaiter().GetResult();
        string address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Endpoint = new Uri(address + "/");
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        // Requests that hang by design would hold a graceful end up.
        using var now = new CancellationTokenSource();
        now.Cancel();
        _server.StopAsync(now.Token).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
