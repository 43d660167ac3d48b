//! Swift: grpc-swift (1 and 2), SwiftNIO, its TLS and its HTTP/2, AsyncHTTPClient.

use crate::finding::Code::{self, *};
use crate::messages::entry::{Entry, Rank, entries, says};

const SWIFT: &[&str] = &["swift"];

const CONNECTION: &str =
    "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportCore/Client/Connection/Connection.swift";
const CHANNEL: &str =
    "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportCore/Client/Connection/GRPCChannel.swift";
const SUBCHANNEL: &str = "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportCore/Client/Connection/LoadBalancers/Subchannel.swift";
const STREAM: &str =
    "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportCore/GRPCStreamStateMachine.swift";
const SERVER: &str = "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportCore/Server/Connection/ServerConnectionManagementHandler.swift";
const POSIX: &str =
    "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportHTTP2Posix/HTTP2ClientTransport+Posix.swift";
const POSIX_TLS: &str = "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportHTTP2Posix/Config+TLS.swift";
const NETWORK: &str = "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportHTTP2TransportServices/HTTP2ClientTransport+TransportServices.swift";
const NETWORK_SERVER: &str = "grpc/grpc-swift-nio-transport Sources/GRPCNIOTransportHTTP2TransportServices/HTTP2ServerTransport+TransportServices.swift";
const MANAGER: &str = "grpc/grpc-swift Sources/GRPC/ConnectionManager.swift";
const POOL: &str = "grpc/grpc-swift Sources/GRPC/ConnectionPool/ConnectionPool.swift";
const TRANSPORT: &str = "grpc/grpc-swift Sources/GRPC/Interceptor/ClientTransport.swift";
const PIPELINE: &str = "grpc/grpc-swift Sources/GRPC/GRPCServerPipelineConfigurator.swift";
const NIO: &str = "apple/swift-nio Sources/NIOCore/Channel.swift";
const ADDRESSES: &str = "apple/swift-nio Sources/NIOCore/SocketAddresses.swift";
const HTTP2: &str = "apple/swift-nio-http2 Sources/NIOHTTP2/HTTP2Error.swift";
const APPLE_NETWORK: &str =
    "apple/swift-nio-transport-services Sources/NIOTransportServices/NIOTSErrors.swift";
const TLS: &str = "apple/swift-nio-ssl Sources/NIOSSL/SSLErrors.swift";
const AHC: &str = "swift-server/async-http-client Sources/AsyncHTTPClient/HTTPClient.swift";

const fn swift(code: Code, literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, SWIFT, source).is(code)
}

/// AsyncHTTPClient prints the name of the case.
const fn client(code: Code, literals: &'static [&'static str]) -> Entry {
    says(literals, SWIFT, AHC).is(code).rank(Rank::Refusal)
}

/// Swift.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    // grpc-swift 2.
    swift(ConnectionReset, &["the tcp connection was dropped unexpectedly"], CONNECTION).or(&[PlaintextClient, ClientCertRequired, ClientCertRejected]).rank(Rank::Network),
    swift(WrongProtocol, &["closed the connection before completing the http/2 connection preface"], CONNECTION).or(&[PlaintextClient, ClientCertRequired, PlaintextServer]).rank(Rank::Refusal),
    swift(ConnectionRefused, &["channel is in a transient failure state"], CHANNEL).or(&[UnknownCa, DnsFailure, PlaintextServer]).rank(Rank::Consequence),
    swift(ConnectionRefused, &["channel isn't ready, no subchannel available"], CHANNEL).or(&[UnknownCa, DnsFailure, ConnectionTimeout]).rank(Rank::Consequence),
    swift(NoAnswer, &["was closed because the keepalive timeout fired"], SUBCHANNEL).or(&[ConnectionTimeout]).rank(Rank::Symptom),
    swift(AlpnMissing, &["alpn resulted in no protocol being negotiated"], SERVER).server_only(),
    swift(WrongProtocol, &["internalerror", "missing content-type header"], STREAM).rank(Rank::Refusal).line("internalError: \"Missing content-type header\""),
    swift(WrongProtocol, &["http status code is missing"], STREAM).rank(Rank::Refusal),
    swift(ConnectionReset, &["|stream unexpectedly closed"], STREAM).or(&[BackendUnavailable]).rank(Rank::Symptom).line("unavailable: \"Stream unexpectedly closed.\""),
    swift(BackendUnavailable, &["stream unexpectedly closed: received rst_stream frame"], STREAM).or(&[WrongProtocol, ConnectionReset]).rank(Rank::Symptom),
    swift(UnreadableFile, &["couldn't create ssl context, check your tls configuration"], POSIX).or(&[ClientKeyMismatch, UnsupportedSetting]).rank(Rank::Refusal),
    swift(UnreadableFile, &["couldn't create nwprotocoltls.options"], NETWORK).or(&[UnsupportedSetting]).rank(Rank::Refusal),
    swift(UnreadableFile, &["issue creating the secidentity required to set up tls"], NETWORK_SERVER).server_only(),
    swift(UnreadableFile, &["reloader must provide a certificate chain and private key"], POSIX_TLS).note("the certificate reloader has not read its files yet"),
    // grpc-swift 1.
    swift(ConnectionReset, &["|unexpected connection drop"], MANAGER).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom).line("unavailable (14): Unexpected connection drop"),
    swift(ConnectionReset, &["|connection closed while connecting"], MANAGER).or(&[PlaintextServer, ClientCertRequired]).rank(Rank::Symptom).line("unavailable (14): Connection closed while connecting"),
    swift(ConnectionReset, &["the connection was dropped and connection re-establishment is disabled"], MANAGER).rank(Rank::Symptom),
    swift(ConnectionReset, &["the connection was dropped and a reconnect was not configured"], MANAGER).rank(Rank::Symptom),
    swift(ConnectionRefused, &["idled before reaching ready state"], MANAGER).or(&[ConnectionTimeout, UnknownCa, PlaintextServer]).rank(Rank::Consequence),
    swift(ConnectionReset, &["|transport became inactive"], TRANSPORT).or(&[PlaintextClient]).rank(Rank::Symptom).line("unavailable (14): Transport became inactive"),
    swift(ConnectionRefused, &["timed out waiting for an http/2 stream from the connection pool"], POOL).or(&[UnknownCa, ConnectionTimeout, PlaintextServer, DnsFailure]).rank(Rank::Consequence)
        .note("no connection became ready in time: the reason is in the log of `io.grpc`"),
    swift(AlpnMissing, &["unsupported alpn identifier '"], PIPELINE).server_only().line("Unsupported ALPN identifier 'http/1.1', closing"),
    swift(PlaintextServer, &["unable to determine http version, closing"], PIPELINE).or(&[WrongProtocol]).server_only().note("a client speaks TLS to this cleartext port, or no HTTP"),
    // swift-nio-ssl.
    swift(UnreadableFile, &["unknown private key file type for"], TLS).or(&[UnsupportedSetting]),
    swift(UnreadableFile, &["nosuchfilesystemobject"], TLS),
    swift(UnsupportedSetting, &["cannot be matched due to containing non-dns characters"], TLS).or(&[NameMismatch]).note("the name given for TLS is no DNS name: no certificate can match it"),
    // SwiftNIO.
    swift(DnsFailure, &["socketaddresserror.unknown"], ADDRESSES).rank(Rank::Network),
    swift(ConnectionTimeout, &["connect timeout (timeamount"], NIO).rank(Rank::Network),
    swift(NetworkUnreachable, &["|write host unreachable"], NIO).rank(Rank::Network).line("Write host unreachable"),
    swift(ConnectionReset, &["i/o on closed channel"], NIO).or(&[ClientCertRequired, PlaintextClient]).rank(Rank::Symptom),
    swift(ConnectionReset, &["ioonclosedchannel"], NIO).or(&[ClientCertRequired, PlaintextClient]).rank(Rank::Symptom),
    swift(WrongProtocol, &["badclientmagic"], HTTP2).or(&[PlaintextServer]).server_only().note("the client does not begin with HTTP/2's preface"),
    swift(WrongProtocol, &["missingpreface("], HTTP2).or(&[PlaintextClient, AlpnMissing]).rank(Rank::Refusal).line("MissingPreface(file: \"x\", line: 1)"),
    swift(WrongProtocol, &["unabletoparseframe("], HTTP2).or(&[PlaintextClient, AlpnMissing]).rank(Rank::Refusal).line("UnableToParseFrame(file: \"x\", line: 1)"),
    swift(AlpnMissing, &["invalidalpntoken"], HTTP2),
    swift(DnsFailure, &["unabletoresolveendpoint"], APPLE_NETWORK).rank(Rank::Network),
    swift(NetworkUnreachable, &["nocurrentpath("], APPLE_NETWORK).rank(Rank::Network).line("NoCurrentPath()"),
    // AsyncHTTPClient.
    client(SilentServer, &["httpclienterror.tlshandshaketimeout"]).or(&[PlaintextServer]).rank(Rank::Network),
    client(ProxyFailure, &["httpclienterror.httpproxyhandshaketimeout"]).rank(Rank::Decisive),
    client(ProxyFailure, &["httpclienterror.sockshandshaketimeout"]).rank(Rank::Decisive),
    client(ProxyFailure, &["httpclienterror.proxyauthenticationrequired"]).rank(Rank::Decisive),
    client(ProxyFailure, &["httpclienterror.invalidproxyresponse"]).rank(Rank::Decisive),
    client(ConnectionReset, &["httpclienterror.remoteconnectionclosed"]).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom),
    client(ConnectionReset, &["httpclienterror.uncleanshutdown"]).or(&[ClientCertRequired]).rank(Rank::Symptom),
    client(NoAnswer, &["httpclienterror.readtimeout"]).or(&[BackendUnavailable]).rank(Rank::Symptom),
    client(NoAnswer, &["httpclienterror.writetimeout"]).or(&[ConnectionTimeout]).rank(Rank::Symptom),
    client(NoAnswer, &["httpclienterror.deadlineexceeded"]).or(&[ConnectionTimeout, SilentServer]).rank(Rank::Symptom),
    client(ConnectionTimeout, &["httpclienterror.getconnectionfrompooltimeout"]).or(&[ConnectionRefused, SilentServer, UnknownCa]).rank(Rank::Symptom),
    client(AlpnMissing, &["httpclienterror.serverofferedunsupportedapplicationprotocol"]),
    client(SchemeMismatch, &["httpclienterror.emptyscheme"]),
    client(SchemeMismatch, &["httpclienterror.unsupportedscheme"]),
    client(SchemeMismatch, &["httpclienterror.emptyhost"]).or(&[UnsupportedSetting]),
    client(SchemeMismatch, &["httpclienterror.invalidurl"]).or(&[UnsupportedSetting]),
};
