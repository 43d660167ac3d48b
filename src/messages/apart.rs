//! What tells one cause from another when the text does not.

use crate::finding::Code;

/// One sentence: when it is this one.
pub(super) fn apart(code: Code) -> &'static str {
    match code {
        Code::UnreadableFile => {
            "a CA, certificate or key file is missing, not PEM, or not readable for the process"
        }
        Code::UnknownSetting => "the reader of the configuration names a key that it does not know",
        Code::UnsupportedSetting => "the value is none of those that the reader takes",
        Code::ConflictingSettings => {
            "two settings are given that exclude each other, or one lacks its partner"
        }
        Code::SchemeMismatch => "the endpoint has no scheme, or one that does not mean what it seems to",
        Code::PortMismatch => "the port is the other protocol's: gRPC is 4317, HTTP is 4318",
        Code::WrongVariable => "the variable that is set is none that this exporter reads",
        Code::ClientCaMissing => "the receiver has `ca_file` and no `client_ca_file`",
        Code::IgnoredSetting => "the setting is there and changes nothing",
        Code::VerificationDisabled => "verification is turned off in the configuration",
        Code::DeprecatedSetting => "the name is an old one; it still works",
        Code::DnsFailure => "the name does not resolve where the exporter runs (`getent hosts NAME` there)",
        Code::NetworkUnreachable => "there is no route from the exporter's host to the address",
        Code::ConnectionRefused => "nothing listens on that port at that address",
        Code::ConnectionTimeout => "TCP itself does not come up: a firewall drops the packets",
        Code::ProxyFailure => "HTTPS_PROXY or the like is set: the answer is the proxy's, not the endpoint's",
        Code::PlaintextServer => "the port answers in cleartext: `http://` instead of `https://` works",
        Code::PlaintextClient => {
            "the exporter speaks cleartext to a TLS port: `https://`, or `insecure: false`, is missing"
        }
        Code::ConnectionReset => "the peer closes every connection, also one of `otls probe`",
        Code::SilentServer => "TCP comes up and the peer says nothing",
        Code::TlsViolation => "a middlebox or a broken TLS implementation is in between",
        Code::HandshakeIntolerance => "older clients get through, and so does a smaller ClientHello",
        Code::UnrecognizedName => "another server name (SNI) works",
        Code::VersionMismatch => "the two sides share no TLS version: `otls probe --scan` lists the server's",
        Code::CipherMismatch => {
            "the two sides share a version and no cipher suite, group or signature algorithm"
        }
        Code::HandshakeRefused => "none of the others is found: the server's log has the reason",
        Code::BadHandshakeSignature => "the certificate is right and the server holds another key",
        Code::Intercepted => {
            "the issuer is a company's or a security product's name: TLS is inspected on the way"
        }
        Code::PlaceholderCertificate => "the certificate is an ingress controller's default one",
        Code::MalformedCertificate => "openssl x509 cannot read the certificate, or it is version 1",
        Code::SelfSigned => "subject and issuer of the server's certificate are the same",
        Code::IncompleteChain => {
            "the issuer is known to the client, but the server sends only its own certificate"
        }
        Code::UnknownCa => {
            "the chain is complete and its root is not in the trust store that the exporter uses"
        }
        Code::Revoked => "a revocation list or OCSP answer says so",
        Code::ClockSkew => "`date -u` differs from the true time on the machine that complains",
        Code::Expired => "the end of validity of a certificate of the chain is past",
        Code::NotYetValid => "the begin of validity lies ahead",
        Code::Expiring => "the certificate expires soon",
        Code::StaleCertificate => "the certificate was renewed and the server still presents the old one",
        Code::NameMismatch => "the certificate has names, and not the one that was dialled",
        Code::NoSan => "the certificate has a common name and no subject alternative names",
        Code::CaAsLeaf => "the server's own certificate says CA:TRUE",
        Code::WrongKeyUsage => "the extended key usage of the certificate lacks the side it is used for",
        Code::WeakKey => "an RSA key below 2048 bits, or a kind of key that the peer does not take",
        Code::WeakSignature => "a certificate of the chain is signed with SHA-1 or MD5",
        Code::NameConstraint => "a CA of the chain has name constraints",
        Code::PathLength => "a CA of the chain has a path length",
        Code::InvalidCa => "a CA of the chain lacks CA:TRUE or keyCertSign",
        Code::UnsupportedExtension => "a certificate has a critical extension that the client does not know",
        Code::OutdatedTls => "the server also speaks old TLS",
        Code::ChainOrder => "the certificates are sent out of order",
        Code::ExtraCertificates => "unrelated certificates are sent",
        Code::ClientKeyMismatch => "the client's key does not belong to its certificate",
        Code::ClientCertRequired => "the server asks for a client certificate and the exporter sends none",
        Code::ClientCertRejected => {
            "the exporter sends a client certificate: its issuer, dates or usage do not please the server"
        }
        Code::ClientCertUnused => "a client certificate is configured and never asked for",
        Code::WrongProtocol => "the port speaks another form: gRPC is 4317, HTTP is 4318",
        Code::AlpnMissing => "TLS comes up and the server selects no `h2`",
        Code::NoAnswer => "TLS comes up and the server then says nothing",
        Code::Unauthenticated => "the header with the token or key is missing or wrong",
        Code::PermissionDenied => "the credentials are known and do not allow this",
        Code::BackendUnavailable => "the connection is fine: what is behind the endpoint is not ready",
        Code::OtlpRejected => "the connection is fine: the server refuses this export",
        Code::SignalNotServed => "the server speaks OTLP and has no pipeline for this signal",
        Code::InsecureTransport => "the endpoint is cleartext",
        Code::AddressDifference => "the addresses of the name answer differently",
        Code::RuntimeMismatch => "other exporters connect",
    }
}
