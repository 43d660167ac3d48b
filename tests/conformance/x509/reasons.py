"""Which codes of otls are right for what a verifier says."""

import re

TRUST = {"unknown-ca", "self-signed", "incomplete-chain"}
NAME = {"name-mismatch", "no-san"}

# Go adds in brackets why the nearest candidate for issuer did not do.
GO = [
    (r"possibly because of .*(cannot sign|parent certificate)", TRUST | {"invalid-ca"}),
    (r"possibly because of .*(insecure algorithm|unimplemented)", TRUST | {"weak-signature", "weak-key"}),
    (r"possibly because of .*(RSA|key|curve)", TRUST | {"weak-key"}),
    (r"unknown authority", TRUST),
    (r"signature check attempts limit", TRUST),
    (r"is valid for|not valid for any names|any IP SANs|legacy Common Name", NAME),
    (r"current time .* is after", {"expired"}),
    (r"current time .* is before", {"not-yet-valid"}),
    (r"not authorized to sign for this name", {"name-constraint"}),
    (r"incompatible key usage", {"wrong-key-usage"}),
    (r"not authorized to sign other|cannot sign", {"invalid-ca"}),
    (r"unhandled critical extension", {"unsupported-extension"}),
    (r"too many intermediates", {"path-length"}),
    (r"unsupported elliptic curve|invalid ECDSA parameters", {"weak-key"}),
    (r"cannot parse dnsName|cannot parse rfc822Name", {"name-constraint"}),
    (r"incorrectly marked critical", {"unsupported-extension"}),
]

WEBPKI = [
    (r"^NameConstraintViolation|^(InvalidNetworkMask|Malformed|Maximum)NameConstraint|^InvalidNetworkMask", {"name-constraint"}),
    # What it says of a name of the leaf or of a constraint that it cannot read.
    (r"^BadDer|^MalformedDnsIdentifier", {"name-constraint", "malformed-certificate"} | NAME),
    (r"^CertNotValidForName", NAME),
    (r"^CertExpired", {"expired"}),
    (r"^CertNotValidYet", {"not-yet-valid"}),
    (r"^CaUsedAsEndEntity", {"ca-as-leaf"}),
    (r"^EndEntityUsedAsCa", {"invalid-ca"}),
    (r"^UnknownIssuer|^MaximumPathBuildCalls|^MaximumSignatureChecks", TRUST),
    (r"^RequiredEku|^EmptyEku", {"wrong-key-usage"}),
    (r"^UnsupportedSignatureAlgorithm", {"weak-signature", "weak-key"}),
    (r"^InvalidSignatureForPublicKey", TRUST | {"weak-key"}),
    (r"^UnsupportedCriticalExtension", {"unsupported-extension"}),
    (r"^PathLenConstraint|^MaximumPathDepth", {"path-length"}),
]

OPENSSL = [
    (r"signature and signature algorithm mismatch", {"malformed-certificate"}),
    (r"mismatch$|Hostname Verification", NAME),
    (r"subtree violation|name constraint|name syntax|has no SANs", {"name-constraint"}),
    (r"unable to get (local )?issuer", TRUST),
    (r"self.signed certificate in", {"unknown-ca"}),
    (r"self.signed certificate", {"self-signed"}),
    # BoringSSL says so too where it cannot verify with a key of that kind.
    (r"certificate signature failure", {"unknown-ca", "weak-key", "malformed-certificate"}),
    (r"certificate purpose|KEY_USAGE_BIT|keyCertSign invalid", {"wrong-key-usage"}),
    (r"invalid CA|Identifier|Basic Constraints|key usage extension", {"invalid-ca"}),
    (r"path length", {"path-length"}),
    (r"key too weak|explicit ECC|issuer public key", {"weak-key"}),
    (r"digest algorithm too weak", {"weak-signature"}),
    (r"has expired", {"expired"}),
    (r"not yet valid", {"not-yet-valid"}),
    (r"unhandled critical", {"unsupported-extension"}),
    (r"explicit policy", {"unsupported-extension"}),
    (r"empty|inconsistent certificate extension", {"malformed-certificate"}),
    # BoringSSL's and OpenSSL's limit for comparisons with name constraints has no words of its own.
    (r"^(unspecified|unknown) certificate verification error", {"name-constraint"}),
]

JSSE = [
    (r"No (subject alternative|name matching)|Illegal given domain", NAME),
    (r"name constraints check failed|OtherName", {"name-constraint"}),
    (r"unable to find valid certification path|does not chain|signature check failed", TRUST),
    (r"validity check failed", {"expired", "not-yet-valid"}),
    (r"basic constraints check failed.*pathLen|pathLenConstraint", {"path-length"}),
    (r"basic constraints check failed|not a CA certificate|keyCertSign", {"invalid-ca"}),
    (r"KeyUsage|Extended key usage|Netscape", {"wrong-key-usage"}),
    (r"unrecognized critical|unhandled critical", {"unsupported-extension"}),
    (r"keysize limit|named ECParameters|curve", {"weak-key"}),
    (r"signature algorithm|Algorithm constraints", {"weak-signature", "weak-key"}),
]

BY_POLICY = {
    "rustls": WEBPKI,
    "go": GO,
    "openssl": OPENSSL,
    "openssl_strict": OPENSSL,
    "boringssl": OPENSSL,
    "jsse": JSSE,
}


# A search that ends without a way to an anchor says no more than that, whatever was wrong with the CAs on each way; and
# OpenSSL takes a certificate of which an extension cannot be decoded for one without an issuer.
VAGUE = {
    "go": r"signed by unknown authority$",
    "openssl": r"unable to get local issuer",
    "openssl_strict": r"unable to get local issuer",
    "boringssl": r"unable to get local issuer",
    "jsse": r"unable to find valid certification path",
}


def is_vague(policy, text):
    """Whether this refusal names no cause."""
    return policy in VAGUE and re.search(VAGUE[policy], text) is not None


def right(policy, text):
    """The codes that say the same as this refusal. What no rule knows is a certificate that cannot be read."""
    for pattern, codes in BY_POLICY[policy]:
        if re.search(pattern, text):
            return codes
    return {"malformed-certificate"}
