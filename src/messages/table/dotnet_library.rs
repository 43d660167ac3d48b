//! The rest of what .NET's System.Net, grpc-dotnet and OpenTelemetry .NET say, read off their resources and sources.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const NET: &[&str] = &["dotnet"];
const GRPC: &[&str] = &["dotnet-grpc"];

const SECURITY: &str = "dotnet/runtime src/libraries/System.Net.Security/src/Resources/Strings.resx";
const HTTP: &str = "dotnet/runtime src/libraries/System.Net.Http/src/Resources/Strings.resx";
const GRPC_NET: &str = "grpc/grpc-dotnet src/Grpc.Net.Client, src/Grpc.AspNetCore.Server";
const OTEL: &str = "open-telemetry/opentelemetry-dotnet src/OpenTelemetry.Exporter.OpenTelemetryProtocol";

const fn ended(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, NET, source)
        .is(ConnectionReset)
        .or(&[ClientCertRequired, ClientCertRejected, BackendUnavailable])
        .rank(Rank::Symptom)
}

const fn odd(literals: &'static [&'static str]) -> Entry {
    says(literals, NET, HTTP).is(WrongProtocol).or(&[PlaintextClient, ProxyFailure])
}

const fn proxy(literals: &'static [&'static str]) -> Entry {
    says(literals, NET, HTTP).is(ProxyFailure).rank(Rank::Decisive)
}

const fn failed(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, NET, source)
        .is(BackendUnavailable)
        .or(&[ConnectionRefused, UnknownCa, ConnectionTimeout])
        .rank(Rank::Consequence)
}

/// .NET.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // System.Net.Security.
    says(&["requested security protocol is not supported"], NET, SECURITY).is(VersionMismatch).or(&[UnsupportedSetting]),
    says(&["requested combination of sslprotocols"], NET, SECURITY).is(VersionMismatch).or(&[UnsupportedSetting]),
    says(&["handshake failed due to an unexpected packet format"], NET, SECURITY).is(PlaintextServer).or(&[ProxyFailure]).served(PlaintextClient, &[], "a client speaks cleartext to this TLS port"),
    says(&["received an invalid authentication frame"], NET, SECURITY).is(PlaintextServer).or(&[TlsViolation]),
    says(&["the remote party requested renegotiation when allowrenegotiation was set to false"], NET, SECURITY).is(ClientCertRequired).or(&[TlsViolation]),
    says(&["the remote certificate was rejected by remotecertificatevalidationcallback"], NET, SECURITY).is(UnknownCa).or(&[NameMismatch, Expired]),
    says(&["server mode ssl must use a certificate with the associated private key"], NET, SECURITY).is(UnreadableFile).server_only(),
    says(&["the server has rejected the client credentials"], NET, SECURITY).is(ClientCertRejected).or(&[Unauthenticated]),
    says(&["either the target name is incorrect or the server has rejected the client credentials"], NET, SECURITY).is(ClientCertRejected).or(&[NameMismatch, Unauthenticated]),
    says(&["authentication failed on the remote side"], NET, SECURITY).is(ClientCertRejected).or(&[ClientCertRequired, HandshakeRefused]).served(UnknownCa, &[NameMismatch], "the client does not accept this server's certificate"),
    says(&["re-authentication failed because the remote party"], NET, SECURITY).is(TlsViolation),
    says(&["no common application protocol exists between the client and the server"], NET, SECURITY).is(AlpnMissing),
    says(&["alpn configuration failed on this platform"], NET, SECURITY).is(AlpnMissing).or(&[UnsupportedSetting]),
    says(&["ciphersuitespolicy is not supported on this platform"], NET, SECURITY).is(UnsupportedSetting).or(&[CipherMismatch]),
    says(&["failed to allocate ssl/tls context, openssl error"], NET, SECURITY).is(UnreadableFile).or(&[UnsupportedSetting]).rank(Rank::Symptom),
    says(&["decrypt failed with openssl error"], NET, SECURITY).is(ClientCertRequired).or(&[ClientCertRejected, TlsViolation]).rank(Rank::Symptom),
    says(&["encrypt failed with openssl error"], NET, SECURITY).is(TlsViolation).rank(Rank::Symptom),
    // System.Net.Http.
    says(&["the base address must be an absolute uri"], NET, HTTP).is(SchemeMismatch).or(&[UnsupportedSetting]),
    says(&["request headers must contain only ascii characters"], NET, HTTP).is(UnsupportedSetting).or(&[Unauthenticated]),
    says(&["new-line characters in header values"], NET, HTTP).is(UnsupportedSetting).or(&[Unauthenticated]).note("a header ends in a line break: often that of a token file"),
    says(&["the header name format is invalid"], NET, HTTP).is(UnsupportedSetting),
    says(&["misused header name"], NET, HTTP).is(UnsupportedSetting),
    odd(&["received an invalid status line:"]),
    odd(&["received an invalid status code:"]),
    odd(&["received an invalid header line:"]),
    odd(&["received an invalid header name:"]),
    odd(&["received chunk header length could not be parsed"]),
    odd(&["received an invalid chunk"]).line("Received an invalid chunk terminator: 'x'."),
    odd(&["the response contained more than one status code"]),
    odd(&["received an invalid folded header"]),
    odd(&["response headers length exceeded the set limit"]).is(WrongProtocol).or(&[ProxyFailure]).line("The HTTP response headers length exceeded the set limit of 65536 bytes."),
    odd(&["the http/2 server sent invalid data on the connection"]).rank(Rank::Symptom),
    odd(&["http/2 error code 'http_1_1_required'"]).or(&[ClientCertRequired]),
    odd(&["http/2 error code 'inadequate_security'"]).is(CipherMismatch).or(&[]),
    odd(&["http/2 error code 'refused_stream'"]).is(BackendUnavailable).or(&[]).rank(Rank::Refusal),
    odd(&["http/2 error code 'enhance_your_calm'"]).is(BackendUnavailable).or(&[]).rank(Rank::Refusal),
    odd(&["because the server did not complete the http/2 handshake"]).is(WrongProtocol).or(&[PlaintextClient, AlpnMissing]),
    odd(&["http/2 requires tls 1.2 or newer"]).is(VersionMismatch).or(&[]),
    odd(&["while server returned http/1.1 in alpn"]).is(AlpnMissing).or(&[WrongProtocol]),
    odd(&["while server offers only version fallback"]).is(AlpnMissing).or(&[WrongProtocol]),
    odd(&["while unable to establish http/"]).is(AlpnMissing).or(&[WrongProtocol, PlaintextClient]),
    odd(&["indicates the request should be retried on an older http version"]).or(&[ClientCertRequired]),
    odd(&["huffman-coded literal string failed to decode"]),
    odd(&["incomplete header block received"]),
    ended(&["the server shut down the connection"], HTTP).is(BackendUnavailable).or(&[ConnectionReset]),
    ended(&["the connection was closed before all data could be read"], HTTP),
    says(&["an error occurred while sending the request"], NET, HTTP).is(ConnectionRefused).or(&[UnknownCa, ConnectionReset, PlaintextServer, DnsFailure]).rank(Rank::Consequence),
    proxy(&["failed to authenticate with the socks server"]),
    proxy(&["socks server returned"]).line("SOCKS server returned an unknown address type."),
    proxy(&["socks server failed to connect to the destination"]),
    proxy(&["socks server did not return a suitable authentication method"]),
    proxy(&["socks4 does not support ipv6 addresses"]),
    proxy(&["the proxy tunnel request to proxy"]),
    says(&["failed to resolve the destination host to an ipv4 address"], NET, HTTP).is(DnsFailure),
    // grpc-dotnet.
    says(&["resolver address '", "is not valid. please use dns:///"], GRPC, GRPC_NET).is(SchemeMismatch),
    says(&["error getting dns hosts for address"], GRPC, GRPC_NET).is(DnsFailure).rank(Rank::Network),
    says(&["error querying dns hosts for"], GRPC, GRPC_NET).is(DnsFailure).rank(Rank::Network),
    says(&["timeout connecting to subchannel"], GRPC, GRPC_NET).is(ConnectionTimeout).rank(Rank::Network),
    says(&["a connection could not be established within the configured connecttimeout"], GRPC, GRPC_NET).is(ConnectionTimeout).rank(Rank::Network),
    says(&["lost connection to socket"], GRPC, GRPC_NET).is(ConnectionReset).rank(Rank::Symptom),
    says(&["bytes to the client before a connection was established"], GRPC, GRPC_NET).is(WrongProtocol).line("The server sent 300 bytes to the client before a connection was established. Maximum allowed data exceeded."),
    says(&["no grpc-status found on response"], GRPC, GRPC_NET).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["failed to deserialize response message"], GRPC, GRPC_NET).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["received message exceeds the maximum configured message size"], GRPC, GRPC_NET).is(OtlpRejected),
    says(&["sending message exceeds the maximum configured message size"], GRPC, GRPC_NET).is(OtlpRejected),
    says(&["unsupported grpc-encoding value '"], GRPC, GRPC_NET).is(OtlpRejected).or(&[UnsupportedSetting]),
    says(&["could not find compression provider for"], GRPC, GRPC_NET).is(UnsupportedSetting),
    says(&["request protocol of 'http/1.1' is not supported"], GRPC, GRPC_NET).is(WrongProtocol).or(&[AlpnMissing]).server_only(),
    says(&["content-type of '", "is not supported"], GRPC, GRPC_NET).is(WrongProtocol).server_only().line("Content-Type of 'application/json' is not supported."),
    says(&["service is unimplemented"], GRPC, GRPC_NET).is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    says(&["method is unimplemented"], GRPC, GRPC_NET).is(SignalNotServed).or(&[WrongProtocol]).rank(Rank::Refusal),
    // OpenTelemetry .NET.
    failed(&["unknown error in export method"], OTEL),
    failed(&["transient http error occurred when communicating with"], OTEL),
    failed(&["http request to", "failed. response:"], OTEL),
    failed(&["export failed for", "message:"], OTEL).line("Export failed for http://otel:4318/v1/traces. Message: x."),
    failed(&["export encountered grpc status warning"], OTEL),
    failed(&["error while attempting to re-transmit data from disk"], OTEL),
    says(&["request to endpoint", "timed out. exception"], NET, OTEL).is(ConnectionTimeout).or(&[NoAnswer, SilentServer]).rank(Rank::Symptom),
    says(&["failed to deserialize response from"], NET, OTEL).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["unsupported value for protocol '"], NET, OTEL).is(UnsupportedSetting).or(&[IgnoredSetting]),
    says(&["configuration key '", "has an invalid value"], NET, OTEL).is(UnsupportedSetting).or(&[IgnoredSetting]),
    says(&["headers provided in an invalid format"], NET, OTEL).is(UnsupportedSetting).note("OTEL_EXPORTER_OTLP_HEADERS is not `key=value,key=value`"),
    says(&["certificate", "file not found at path:"], NET, OTEL).is(UnreadableFile),
    says(&["key", "file not found at path:"], NET, OTEL).is(UnreadableFile),
    says(&["chain validation failed for certificate '"], NET, OTEL).is(UnknownCa).or(&[Expired, SelfSigned]),
    says(&["certificate chain validation failed for"], NET, OTEL).is(UnknownCa).or(&[Expired, SelfSigned]).line("Certificate chain validation failed for Client certificate: Certificate is untrusted."),
    says(&["certificate chain validation failed for", "certificate is expired"], NET, OTEL).is(Expired),
    says(&["client certificate does not have an associated private key"], NET, OTEL).is(ClientKeyMismatch).or(&[UnreadableFile]),
    says(&["failed to create mtls httpclient"], NET, OTEL).is(UnreadableFile).or(&[ClientKeyMismatch]),
    says(&["failed to create secure httpclient"], NET, OTEL).is(UnreadableFile),
    says(&["tls options must include at least a ca path or client certificate path"], NET, OTEL).is(ConflictingSettings),
    says(&["with the default http client factory is not supported on .net framework"], NET, OTEL).is(UnsupportedSetting).note("gRPC export needs a WinHttpHandler, or http/protobuf, on .NET Framework"),
    says(&["exceeds the maximum response size of"], NET, OTEL).is(WrongProtocol).rank(Rank::Refusal),
    says(&["was discarded because its size of", "exceeds the maximum request size"], NET, OTEL).is(OtlpRejected),
    says(&["buffer exceeded the maximum allowed size. current size"], NET, OTEL).is(OtlpRejected),
};
