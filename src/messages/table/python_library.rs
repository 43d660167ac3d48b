//! The rest of what CPython, urllib3, requests, grpcio's Python side and opentelemetry-python say, read off their
//! sources as a whole.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, PINNED, Rank, entries, says};

const HTTPX: &str = "encode/httpx httpx/_transports/default.py, encode/httpcore, python-hyper/h11";
const AIOHTTP: &str = "aio-libs/aiohttp aiohttp/client_exceptions.py";
const PYTHON: &[&str] = &["python"];
const HTTP: &[&str] = &["python-http"];
const GRPC: &[&str] = &["python-grpc"];

const SSL: &str = "python/cpython Lib/ssl.py, Modules/_ssl.c";
const CLIENT: &str = "python/cpython Lib/http/client.py, Lib/urllib/request.py, Lib/urllib/parse.py";
const SOCKET: &str = "python/cpython Lib/socket.py, Modules/socketmodule.c";
const URLLIB3: &str = "urllib3/urllib3 src/urllib3";
const REQUESTS: &str = "psf/requests src/requests";
const GRPCIO: &str = "grpc/grpc src/python/grpcio/grpc/_channel.py, __init__.py";
const OTEL: &str = "open-telemetry/opentelemetry-python exporter, opentelemetry-sdk";

const fn bad_url(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, HTTP, source)
        .is(UnsupportedSetting)
        .or(&[SchemeMismatch])
        .note("the endpoint is not written as this program reads it")
}

const fn bad_header(literals: &'static [&'static str], source: &'static str) -> Entry {
    says(literals, HTTP, source)
        .is(UnsupportedSetting)
        .or(&[Unauthenticated])
        .note("a header has a character that HTTP does not allow: often the final newline of a token file")
}

const fn dropped(literals: &'static [&'static str]) -> Entry {
    says(literals, PYTHON, OTEL)
        .is(BackendUnavailable)
        .or(&[ConnectionRefused, UnknownCa, ConnectionTimeout])
        .rank(Rank::Consequence)
}

/// Python.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["invalid value \"", "for compression envvar"], PYTHON, OTEL).is(UnsupportedSetting).line("Invalid value \"zstd\" for compression envvar OTEL_EXPORTER_OTLP_COMPRESSION"),
    says(&["request url has an unsupported protocol"], PYTHON, HTTPX).is(SchemeMismatch),
    says(&["remoteprotocolerror", "illegal request line"], PYTHON, HTTPX).is(WrongProtocol).or(&[PlaintextClient]).note("the answer is no HTTP/1.1").line("httpx.RemoteProtocolError: illegal request line"),
    says(&["clientproxyconnectionerror"], PYTHON, AIOHTTP).is(ProxyFailure).or(&[ConnectionRefused]).rank(Rank::Decisive),
    says(&["serverdisconnectederror"], PYTHON, AIOHTTP).is(ConnectionReset).or(&[PlaintextClient, NoAnswer, ClientCertRequired]).rank(Rank::Network),
    says(&["cannot connect to host", "[none]"], PYTHON, AIOHTTP).is(ConnectionReset).or(&[PlaintextServer, ConnectionRefused, ProxyFailure]).rank(Rank::Network).line("Cannot connect to host otel:4318 ssl:default [None]"),
    says(&["did not receive a valid http response"], PYTHON, "python-websockets/websockets src/websockets/exceptions.py").is(WrongProtocol).or(&[PlaintextClient, ConnectionReset, ClientCertRequired]).rank(Rank::Symptom),
    says(&["elastic_transport.tlserror"], PYTHON, "elastic/elastic-transport-python elastic_transport/_exceptions.py").is(UnknownCa).or(&[SelfSigned, NameMismatch, Expired, PlaintextServer]).rank(Rank::Symptom),
    says(&["httpx.readerror", "connection reset by peer"], PYTHON, HTTPX).is(ConnectionReset).or(&[PlaintextClient, NoAnswer, ClientCertRequired]).rank(Rank::Network).line("httpx.ReadError: [Errno 104] Connection reset by peer"),
    says(&["hostname ", "doesn't match "], HTTP, SSL).is(NameMismatch).or(&[NoSan]).line("hostname 'a' doesn't match 'b'"),
    says(&["doesn't match either of"], HTTP, SSL).is(NameMismatch).or(&[NoSan]),
    says(&["in certificate dns name"], HTTP, SSL).is(NameMismatch).or(&[MalformedCertificate]).line("too many wildcards in certificate DNS name: '*.*.a'."),
    says(&["wildcard can only be present in the leftmost label"], HTTP, SSL).is(NameMismatch).or(&[MalformedCertificate]),
    says(&["sole wildcard without additional labels"], HTTP, SSL).is(NameMismatch).or(&[MalformedCertificate]),
    says(&["partial wildcards in leftmost label are not supported"], HTTP, SSL).is(NameMismatch).or(&[MalformedCertificate]),
    says(&["match_hostname needs a ssl socket or ssl context with either cert_optional"], HTTP, SSL).is(UnsupportedSetting).or(&[VerificationDisabled]),
    says(&["check_hostname needs a ssl context with either cert_optional"], HTTP, SSL).is(ConflictingSettings).or(&[VerificationDisabled]),
    says(&["unable to enumerate windows certificate store"], HTTP, SSL).is(UnknownCa).or(&[UnreadableFile]),
    says(&["closed before tls handshake with data in recv buffer"], HTTP, SSL).is(ConnectionReset).or(&[PlaintextClient]),
    says(&["read on closed or unwrapped ssl socket"], HTTP, SSL).is(ConnectionReset).rank(Rank::Symptom),
    says(&["write on closed or unwrapped ssl socket"], HTTP, SSL).is(ConnectionReset).rank(Rank::Symptom),
    says(&["tls/ssl connection has been closed (eof)"], HTTP, SSL).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Symptom),
    says(&["ssleoferror"], HTTP, SSL).is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired, HandshakeIntolerance]).rank(Rank::Symptom),
    says(&["underlying socket connection gone"], HTTP, SSL).is(ConnectionReset).rank(Rank::Symptom),
    says(&["no cipher can be selected"], HTTP, SSL).is(UnsupportedSetting).or(&[CipherMismatch]),
    says(&["getaddrinfo returns an empty list"], HTTP, SOCKET).is(DnsFailure).rank(Rank::Network),
    says(&["gaierror: "], PYTHON, SOCKET).is(DnsFailure).rank(Rank::Network).line("socket.gaierror: [Errno -2] x"),
    says(&["gaierror("], PYTHON, SOCKET).is(DnsFailure).rank(Rank::Network).line("Caused by gaierror(-2, 'x')"),
    says(&["encoding with 'idna' codec failed"], PYTHON, SOCKET).is(DnsFailure).or(&[UnsupportedSetting]).note("the host is no name: an empty label, or one that is too long"),
    says(&["label empty or too long"], PYTHON, SOCKET).is(DnsFailure).or(&[UnsupportedSetting]).note("the host is no name: an empty label, or one that is too long"),
    bad_url(&["nonnumeric port:"], CLIENT),
    bad_url(&["url can't contain control characters"], CLIENT),
    bad_url(&["unknown url type:"], CLIENT).is(SchemeMismatch).or(&[UnsupportedSetting]),
    bad_url(&["port could not be cast to integer value"], CLIENT),
    bad_url(&["port out of range 0-65535"], CLIENT),
    bad_url(&["invalid ipv6 url"], CLIENT),
    bad_url(&["no host specified"], URLLIB3).line("urllib3.exceptions.LocationValueError: No host specified."),
    bad_url(&["no host given"], CLIENT).line("urllib.error.URLError: <urlopen error no host given>"),
    bad_url(&["failed to parse: http"], URLLIB3).line("urllib3.exceptions.LocationParseError: Failed to parse: http://a:b"),
    bad_url(&["locationparseerror"], URLLIB3),
    bad_url(&["invalid url '"], REQUESTS).line("requests.exceptions.InvalidURL: Invalid URL 'x': No host supplied"),
    bad_url(&["url has an invalid label"], REQUESTS),
    bad_url(&["not supported url scheme"], URLLIB3).is(SchemeMismatch).or(&[]),
    bad_header(&["invalid header value b"], CLIENT),
    bad_header(&["invalid leading whitespace, reserved character(s), or return character(s) in header"], REQUESTS),
    bad_header(&["header part (", "must be of type str or bytes"], REQUESTS),
    says(&["got more than", "headers"], HTTP, CLIENT).is(WrongProtocol).or(&[ProxyFailure]).line("http.client.HTTPException: got more than 100 headers"),
    says(&["http.client.linetoolong"], HTTP, CLIENT).is(WrongProtocol).or(&[PlaintextClient]),
    says(&["got more than", "bytes when reading"], HTTP, CLIENT).is(WrongProtocol).or(&[PlaintextClient]).line("got more than 65536 bytes when reading status line"),
    says(&["incompleteread("], HTTP, CLIENT).is(ConnectionReset).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["retrieval incomplete: got only"], HTTP, CLIENT).is(ConnectionReset).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["that would lead to an infinite loop"], HTTP, CLIENT).is(WrongProtocol).or(&[ProxyFailure]),
    says(&["invalidchunklength"], HTTP, URLLIB3).is(WrongProtocol).or(&[ProxyFailure, ConnectionReset]).rank(Rank::Symptom),
    says(&["response may not contain content"], HTTP, URLLIB3).is(WrongProtocol).rank(Rank::Symptom),
    says(&["received response with both content-length and transfer-encoding set"], HTTP, URLLIB3).is(WrongProtocol).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["response ended prematurely"], HTTP, URLLIB3).is(ConnectionReset).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["connection broken: "], HTTP, URLLIB3).is(ConnectionReset).or(&[ProxyFailure]).rank(Rank::Symptom),
    says(&["toomanyredirects"], HTTP, REQUESTS).is(WrongProtocol).or(&[ProxyFailure, Unauthenticated]),
    says(&["responseerror('too many", "error responses"], HTTP, URLLIB3).is(BackendUnavailable).or(&[OtlpRejected]).line("Caused by ResponseError('too many 503 error responses')"),
    says(&["pool is empty and a new connection can't be opened"], HTTP, URLLIB3).is(BackendUnavailable).or(&[NoAnswer]).rank(Rank::Symptom),
    says(&["proxyschemeunknown"], HTTP, URLLIB3).is(ProxyFailure).rank(Rank::Decisive),
    says(&["proxy specified", "is not a valid"], HTTP, URLLIB3).is(ProxyFailure).rank(Rank::Decisive),
    says(&["please check proxy url"], HTTP, REQUESTS).is(ProxyFailure).rank(Rank::Decisive),
    says(&["proxy url had no scheme"], HTTP, URLLIB3).is(ProxyFailure).rank(Rank::Decisive),
    says(&["proxy url with no authority"], HTTP, CLIENT).is(ProxyFailure).rank(Rank::Decisive),
    says(&["socks proxy"], HTTP, URLLIB3).is(ProxyFailure).rank(Rank::Decisive).line("SOCKSHTTPSConnection: SOCKS proxy x"),
    says(&["missing dependencies for socks support"], HTTP, REQUESTS).is(ProxyFailure).rank(Rank::Decisive),
    says(&["sslcontext", "fingerprints did not match"], HTTP, URLLIB3).or(&[Intercepted, StaleCertificate]).note(PINNED),
    says(&["fingerprints did not match. expected"], HTTP, URLLIB3).or(&[Intercepted, StaleCertificate]).note(PINNED),
    says(&["client private key is encrypted, password is required"], HTTP, URLLIB3).is(UnreadableFile),
    // grpcio.
    says(&["secure_channel cannot be called with insecure credentials"], GRPC, GRPCIO).is(ConflictingSettings).or(&[InsecureTransport]),
    says(&["illegal to require client auth without providing root certificates"], GRPC, GRPCIO).is(ConflictingSettings).or(&[ClientCaMissing]),
    says(&["at least one private key-certificate chain pair is required"], GRPC, GRPCIO).is(UnreadableFile).server_only(),
    says(&["exception deserializing response!"], GRPC, GRPCIO).is(WrongProtocol).or(&[OtlpRejected]),
    says(&["raised exception \"", "authmetadataplugincallback"], GRPC, GRPCIO).is(Unauthenticated),
    says(&["authmetadataplugincallback", "raised exception \""], GRPC, GRPCIO).is(Unauthenticated),
    says(&["server sent unknown code"], GRPC, GRPCIO).is(OtlpRejected).or(&[WrongProtocol]).rank(Rank::Symptom),
    // opentelemetry-python.
    dropped(&["failed to export ", "error code: statuscode."]).line("Failed to export traces to otel:4317, error code: StatusCode.CANCELLED, error details: x"),
    dropped(&["exception while exporting "]).line("Exception while exporting Span."),
    dropped(&["reinitializing grpc channel for"]),
    says(&["invalid compression type: ", "expected one of: 'none', 'deflate', 'gzip'"], PYTHON, OTEL).is(UnsupportedSetting),
    says(&["invalid timeout value", "using default of"], PYTHON, OTEL).is(IgnoredSetting).or(&[UnsupportedSetting]),
    says(&["requested component '", "not found in"], PYTHON, OTEL).is(UnsupportedSetting).note("the package of that exporter is not installed"),
    says(&["conflicting values for", "otlp exporter protocol"], PYTHON, OTEL).is(ConflictingSettings).line("Conflicting values for x OTLP exporter protocol, using 'grpc'"),
    says(&["code 400, message bad request", "\\x16\\x03"], PYTHON, "python/cpython Lib/http/server.py").is(PlaintextServer).server_only().note("a client speaks TLS to this cleartext port"),
    says(&["bad status line", "\\x00\\x00"], HTTP, "aio-libs/aiohttp aiohttp/http_parser.py").is(WrongProtocol).note("the answer is an HTTP/2 frame: a gRPC port").line("Bad status line: Expected HTTP/: b'\\x00\\x00\\x06\\x04'"),
    says(&["bad status line", "\\x15\\x03"], HTTP, "aio-libs/aiohttp aiohttp/http_parser.py").is(PlaintextClient).note("the answer is a TLS alert: the port speaks TLS").line("Bad status line: Expected HTTP/: b'\\x15\\x03\\x01'"),
    says(&["batch: serialized size", "exceeds max_request_size"], PYTHON, OTEL).is(OtlpRejected).line("Dropping logs batch: serialized size 5 bytes exceeds max_request_size 4 bytes."),
};
