using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>
/// A certificate for loopback, made for this run. A child process trusts it where SSL_CERT_FILE names
/// <see cref="CertificateFile"/>; the tests' own clients by comparing it whole.
/// </summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyCertSign, critical: true));
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        CertificateFile = _folder.Write("certificate.pem", made.ExportCertificatePem());
        KeyFile = _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        // By way of PKCS #12: a key in memory alone is not taken by the servers of every system.
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    /// <summary>With its private key, for servers of the tests.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>A client that trusts this certificate and no other.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(Certificate.RawData),
        },
    });

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Dispose();
    }
}
