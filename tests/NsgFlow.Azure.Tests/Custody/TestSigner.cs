using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NsgFlow.Azure.Tests.Custody;

/// <summary>Certificates made for a test.</summary>
internal static class TestSigner
{
    public static X509Certificate2 Make(bool withKey = true, string name = "CN=Evidence test")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return withKey ? certificate : X509CertificateLoader.LoadCertificate(certificate.RawData);
    }
}
