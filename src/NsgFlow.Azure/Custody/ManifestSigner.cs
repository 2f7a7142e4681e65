using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using NsgFlow.Custody;

namespace NsgFlow.Azure.Custody;

/// <summary>
/// Signs a manifest and judges signatures: CMS, detached, as <c>openssl cms</c> makes and verifies it. It tells whose key
/// signed these bytes; whether that one is to be trusted is for the reader to say, by naming the certificate.
/// </summary>
internal static class ManifestSigner
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    /// <exception cref="CryptographicException">The certificate has no key that can sign.</exception>
    public static byte[] Sign(byte[] manifest, X509Certificate2 certificate)
    {
        var cms = new SignedCms(new ContentInfo(manifest), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(DateTime.UtcNow));
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }

    /// <param name="manifest">The bytes that were signed.</param>
    /// <param name="signature">What stands beside them; null where nothing does.</param>
    /// <param name="expected">The certificate that must have signed; null for any.</param>
    public static SignatureVerdict Verify(byte[] manifest, byte[]? signature, X509Certificate2? expected)
    {
        if (signature is null)
        {
            // Where a signature is asked for, none is not enough.
            return new SignatureVerdict(expected is null ? FlowManifestSignature.None : FlowManifestSignature.Invalid, null, null);
        }

        X509Certificate2? signer = null;
        try
        {
            var cms = new SignedCms(new ContentInfo(manifest), detached: true);
            cms.Decode(signature);
            if (cms.SignerInfos.Count == 1)
            {
                // Without a certificate of its own the signature can only be that of the one expected.
                X509Certificate2Collection others = expected is null ? [] : [expected];
                cms.CheckSignature(others, verifySignatureOnly: true);
                signer = cms.SignerInfos[0].Certificate;
            }
        }
        catch (CryptographicException)
        {
            // Other bytes were signed, or these are no signature.
            signer = null;
        }

        bool isValid = signer is not null && (expected is null || signer.RawDataMemory.Span.SequenceEqual(expected.RawDataMemory.Span));
        return new SignatureVerdict(isValid ? FlowManifestSignature.Valid : FlowManifestSignature.Invalid, signer?.Subject, signer?.Thumbprint);
    }
}
