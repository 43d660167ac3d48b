//! Apple: Foundation's `NSURLError`, Secure Transport's and the trust evaluation's numbers, Network.framework.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const SWIFT: &[&str] = &["swift"];

/// boringssl_context_alert_callback_handler, as pasted in apple/swift-nio-transport-services and forums.
const ALERT: &str = "Network.framework, boringssl_context_alert_callback_handler";
const NSURL: &str = "Foundation NSURLError.h";

/// Swift and Objective-C on Apple's systems.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["nsurlerrordomain", "code=-1202"], SWIFT, NSURL).is(UnknownCa).or(&[NameMismatch, SelfSigned, Expired]).rank(Rank::Refusal).line("Error Domain=NSURLErrorDomain Code=-1202"),
    says(&["kcferrordomaincfnetwork", "code=-1202"], SWIFT, NSURL).is(UnknownCa).or(&[SelfSigned, NameMismatch, Expired]).rank(Rank::Refusal).line("Error Domain=kCFErrorDomainCFNetwork Code=-1202"),
    says(&["the certificate for this server is invalid"], SWIFT, NSURL).is(UnknownCa).or(&[NameMismatch, SelfSigned, Expired]).rank(Rank::Refusal),
    says(&["nsurlerrordomain", "code=-1200"], SWIFT, NSURL).is(VersionMismatch).or(&[CipherMismatch, PlaintextServer, ConnectionReset, HandshakeRefused]).rank(Rank::Symptom).line("Error Domain=NSURLErrorDomain Code=-1200"),
    says(&["kcferrordomaincfnetwork", "code=-1200"], SWIFT, NSURL).is(VersionMismatch).or(&[CipherMismatch, PlaintextServer, ConnectionReset, HandshakeRefused]).rank(Rank::Symptom).line("Error Domain=kCFErrorDomainCFNetwork Code=-1200"),
    says(&["an ssl error has occurred and a secure connection to the server cannot be made"], SWIFT, NSURL).is(VersionMismatch).or(&[CipherMismatch, PlaintextServer, ConnectionReset, HandshakeRefused]).rank(Rank::Symptom),
    says(&["nsurlerrordomain", "code=-1201"], SWIFT, NSURL).is(Expired).or(&[NotYetValid]).line("Error Domain=NSURLErrorDomain Code=-1201"),
    says(&["nsurlerrordomain", "code=-1203"], SWIFT, NSURL).is(UnknownCa).or(&[SelfSigned]).line("Error Domain=NSURLErrorDomain Code=-1203"),
    says(&["nsurlerrordomain", "code=-1204"], SWIFT, NSURL).is(NotYetValid).or(&[ClockSkew]).line("Error Domain=NSURLErrorDomain Code=-1204"),
    says(&["nsurlerrordomain", "code=-1205"], SWIFT, NSURL).is(ClientCertRejected).line("Error Domain=NSURLErrorDomain Code=-1205"),
    says(&["nsurlerrordomain", "code=-1206"], SWIFT, NSURL).is(ClientCertRequired).line("Error Domain=NSURLErrorDomain Code=-1206"),
    says(&["nsurlerrordomain", "code=-1001"], SWIFT, NSURL).is(ConnectionTimeout).or(&[SilentServer, NoAnswer]).rank(Rank::Network).line("Error Domain=NSURLErrorDomain Code=-1001"),
    says(&["nsurlerrordomain", "code=-1003"], SWIFT, NSURL).is(DnsFailure).rank(Rank::Network).line("Error Domain=NSURLErrorDomain Code=-1003"),
    says(&["nsurlerrordomain", "code=-1004"], SWIFT, NSURL).is(ConnectionRefused).or(&[ConnectionTimeout, NetworkUnreachable]).rank(Rank::Network).line("Error Domain=NSURLErrorDomain Code=-1004"),
    says(&["nsurlerrordomain", "code=-1005"], SWIFT, NSURL).is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom).line("Error Domain=NSURLErrorDomain Code=-1005"),
    says(&["nsurlerrordomain", "code=-1009"], SWIFT, NSURL).is(NetworkUnreachable).rank(Rank::Network).line("Error Domain=NSURLErrorDomain Code=-1009"),
    says(&["nsurlerrordomain", "code=-1022"], SWIFT, NSURL).is(InsecureTransport).note("App Transport Security lets no cleartext through").line("Error Domain=NSURLErrorDomain Code=-1022"),
    says(&["app transport security policy requires the use of a secure connection"], SWIFT, NSURL).is(InsecureTransport).note("App Transport Security lets no cleartext through"),
    says(&["errsslclosedabort"], SWIFT, "Security SecureTransport.h").is(ConnectionReset).or(&[HandshakeRefused]).rank(Rank::Symptom).line("errSSLClosedAbort"),
    says(&["is using a pinned", "connection failed"], SWIFT, "Network.framework").is(UnknownCa).line("is using a pinned key; connection failed"),
    says(&["tls trust evaluation failed"], SWIFT, "Network.framework").is(UnknownCa).or(&[NameMismatch, SelfSigned, Expired]).rank(Rank::Symptom),
    // Sent or received: the callback does not say.
    says(&["alert level: fatal, description: certificate unknown"], SWIFT, ALERT).is(UnknownCa).or(&[SelfSigned, NameMismatch, Expired]).rank(Rank::Refusal),
    says(&["alert level: fatal, description: bad certificate"], SWIFT, ALERT).is(UnknownCa).or(&[NameMismatch, ClientCertRejected, Expired]).rank(Rank::Refusal),
    says(&["alert level: fatal, description: unknown ca"], SWIFT, ALERT).is(UnknownCa).or(&[SelfSigned, ClientCertRejected]).rank(Rank::Refusal),
    says(&["alert level: fatal, description: certificate expired"], SWIFT, ALERT).is(Expired).or(&[ClientCertRejected]).rank(Rank::Refusal),
    says(&["alert level: fatal, description: handshake failure"], SWIFT, ALERT).is(CipherMismatch).or(&[VersionMismatch, ClientCertRequired, UnrecognizedName]).rank(Rank::Refusal),
    says(&["alert level: fatal, description: protocol version"], SWIFT, ALERT).is(VersionMismatch).rank(Rank::Refusal),
    says(&["tls trust encountered error"], SWIFT, "Network.framework").is(UnknownCa).or(&[NameMismatch, SelfSigned, Expired]).rank(Rank::Symptom),
};
