using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>A token as the emulator takes it: it looks at audience, issuer and life time, and at no signature.</summary>
internal static class TestToken
{
    public static string Make(TimeSpan? lifetime = null, string audience = "https://storage.azure.com", string id = "tests")
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string header = Part(new { alg = "RS256", typ = "JWT" });
        string body = Part(new Dictionary<string, object>
        {
            ["aud"] = audience,
            ["iss"] = "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
            ["iat"] = now.AddMinutes(-90).ToUnixTimeSeconds(),
            ["nbf"] = now.AddMinutes(-90).ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
            ["oid"] = id,
            ["ver"] = "1.0",
        });
        return $"{header}.{body}.{Base64Url.EncodeToString(Encoding.ASCII.GetBytes("signature-" + id))}";
    }

    private static string Part<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
