using System.Security.Cryptography;
using HueSoc.Fleet.Identity;

namespace HueSoc.Fleet.Tests.Identity;

public sealed class AgentKeyTests
{
    [Fact]
    public void Verify_OfWhatTheKeySigned_IsTrueAndOfAnythingElseFalse()
    {
        using AgentKey key = AgentKey.Create();
        using AgentKey other = AgentKey.Create();
        string signature = key.Sign("body"u8);

        AgentSignature.Verify(key.PublicKey, "body"u8, signature).ShouldBeTrue();
        AgentSignature.Verify(key.PublicKey, "body "u8, signature).ShouldBeFalse();
        AgentSignature.Verify(other.PublicKey, "body"u8, signature).ShouldBeFalse();
        AgentSignature.Verify([], "body"u8, signature).ShouldBeFalse();
    }

    [Fact]
    public void Import_OfWhatWasExported_IsTheSameAgent()
    {
        using AgentKey key = AgentKey.Create();
        using AgentKey read = AgentKey.Import(key.Export());

        read.AgentId.ShouldBe(key.AgentId);
        AgentIds.IsId(read.AgentId).ShouldBeTrue();
    }

    [Fact]
    public void Import_OfAKeyOnAnotherCurve_IsRefused()
    {
        using ECDsa large = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Should.Throw<CryptographicException>(() => AgentKey.Import(large.ExportPkcs8PrivateKey()));
        AgentSignature.IsPublicKey(large.ExportSubjectPublicKeyInfo()).ShouldBeFalse();
    }

    [Fact]
    public void IsPublicKey_OfAKeyWithMoreBehindIt_IsFalse()
    {
        using AgentKey key = AgentKey.Create();

        AgentSignature.IsPublicKey(key.PublicKey).ShouldBeTrue();
        AgentSignature.IsPublicKey([.. key.PublicKey, 0]).ShouldBeFalse();
        AgentSignature.IsPublicKey(key.PublicKey.AsSpan(0, key.PublicKey.Length - 1)).ShouldBeFalse();
    }

    [Fact]
    public void IsPublicKey_OfAnRsaKey_IsFalse()
    {
        using RSA rsa = RSA.Create(1024);

        AgentSignature.IsPublicKey(rsa.ExportSubjectPublicKeyInfo()).ShouldBeFalse();
    }
}
