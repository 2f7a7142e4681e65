using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NsgFlow.Azure.Tests.Proxy;

/// <summary>A request as it came, for another server; and the headers of the answer on the way back.</summary>
internal static class RequestCopy
{
    private static readonly HashSet<string> s_ownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Expect",
    };

    public static HttpRequestMessage Of(HttpRequest from, Uri target)
    {
        // Names hold escaped signs that the signature covers: not one may be written otherwise.
        string raw = from.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var uri = new Uri(target.GetLeftPart(UriPartial.Authority) + raw, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var copy = new HttpRequestMessage(new HttpMethod(from.Method), uri);
        bool hasBody = from.ContentLength is not null || from.Headers.TransferEncoding.Count > 0;
        if (hasBody)
        {
            copy.Content = new StreamContent(from.Body);
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in from.Headers)
        {
            if (!s_ownHeaders.Contains(name) && !copy.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                copy.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return copy;
    }

    public static void CopyHeaders(HttpResponseMessage from, HttpResponse to)
    {
        foreach ((string name, IEnumerable<string> values) in from.Headers.NonValidated.Select(h => (h.Key, (IEnumerable<string>)h.Value))
            .Concat(from.Content.Headers.NonValidated.Select(h => (h.Key, (IEnumerable<string>)h.Value))))
        {
            if (!s_ownHeaders.Contains(name))
            {
                to.Headers[name] = values.ToArray();
            }
        }
    }
}
