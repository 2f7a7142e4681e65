using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NsgFlow.Azure.Tests.Loopback;

/// <summary>An error as the blob service words it.</summary>
internal static class ServiceError
{
    public static async Task WriteAsync(HttpResponse response, int status, string code, int? retryAfter)
    {
        response.StatusCode = status;
        response.Headers["x-ms-error-code"] = code;
        response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        response.ContentType = "application/xml";
        if (retryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        byte[] body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>The tests answer so.</Message></Error>");
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(body);
        }
    }
}
