//! Python: `ssl`, urllib3, requests and the OTLP exporter over HTTP.

use crate::finding::Code::*;
use crate::messages::entry::{Entry, Rank, entries, says};

const PYTHON: &[&str] = &["python-http"];

const SSL: &str = "python/cpython Modules/_ssl.c, Lib/ssl.py";
const URLLIB3: &str = "urllib3/urllib3 src/urllib3";
const REQUESTS: &str = "psf/requests src/requests";
const OTEL: &str = "open-telemetry/opentelemetry-python exporter/opentelemetry-exporter-otlp-proto-http, exporter/opentelemetry-exporter-otlp-common, exporter/opentelemetry-exporter-otlp-proto-grpc";

/// Python over HTTP.
pub(in crate::messages) const ENTRIES: &[Entry] = entries! {
    says(&["hostname mismatch, certificate is not valid for"], PYTHON, SSL).is(NameMismatch).or(&[NoSan]),
    says(&["ip address mismatch, certificate is not valid for"], PYTHON, SSL).is(NameMismatch).or(&[NoSan]),
    says(&["hostname '", "doesn't match"], PYTHON, SSL).is(NameMismatch).or(&[NoSan]).line("hostname 'otel' doesn't match 'other'"),
    says(&["hostname '", "doesn't match either of"], PYTHON, SSL).is(NameMismatch),
    says(&["no appropriate commonname or subjectaltname fields were found"], PYTHON, SSL).is(NoSan).or(&[NameMismatch]),
    says(&["[ssl: wrong_version_number]"], PYTHON, SSL).is(PlaintextServer).or(&[ProxyFailure, WrongProtocol])
        .served(PlaintextClient, &[], "a client speaks cleartext to this TLS port"),
    says(&["your proxy appears to only use http and not https"], PYTHON, URLLIB3).is(ProxyFailure).rank(Rank::Decisive).note("the proxy's URL says https://, the proxy itself speaks cleartext: write http://"),
    says(&["cannot connect to proxy"], PYTHON, URLLIB3).is(ProxyFailure).rank(Rank::Decisive),
    says(&["unable to connect to proxy"], PYTHON, URLLIB3).is(ProxyFailure).rank(Rank::Decisive),
    says(&["proxyerror("], PYTHON, URLLIB3).is(ProxyFailure).rank(Rank::Decisive).line("Caused by ProxyError('Cannot connect', OSError('Tunnel connection failed: 407'))"),
    says(&["tunnel connection failed: "], PYTHON, "python/cpython Lib/http/client.py").is(ProxyFailure).rank(Rank::Decisive),
    says(&["failed to resolve '"], PYTHON, URLLIB3).is(DnsFailure).rank(Rank::Network),
    says(&["nameresolutionerror"], PYTHON, URLLIB3).is(DnsFailure).rank(Rank::Network),
    says(&["failed to establish a new connection"], PYTHON, URLLIB3).is(ConnectionRefused).or(&[DnsFailure, NetworkUnreachable]).rank(Rank::Symptom),
    says(&["failed to establish a new connection", "connection refused"], PYTHON, URLLIB3).is(ConnectionRefused).rank(Rank::Network),
    says(&["connecttimeouterror"], PYTHON, URLLIB3).is(ConnectionTimeout).rank(Rank::Network),
    says(&["connecttimeout"], PYTHON, REQUESTS).is(ConnectionTimeout).rank(Rank::Network).line("requests.exceptions.ConnectTimeout"),
    says(&["read timed out. (read timeout="], PYTHON, URLLIB3).is(NoAnswer).or(&[SilentServer, ConnectionTimeout]).rank(Rank::Symptom),
    says(&["the read operation timed out"], PYTHON, SSL).is(NoAnswer).or(&[ConnectionTimeout, SilentServer]).rank(Rank::Symptom),
    says(&["the write operation timed out"], PYTHON, SSL).is(NoAnswer).or(&[ConnectionTimeout, SilentServer]).rank(Rank::Symptom),
    says(&["socket.timeout: timed out"], PYTHON, "python/cpython Modules/socketmodule.c").is(ConnectionTimeout).or(&[NoAnswer, SilentServer]).rank(Rank::Symptom),
    says(&["timeouterror: timed out"], PYTHON, "python/cpython Modules/socketmodule.c").is(ConnectionTimeout).or(&[NoAnswer, SilentServer]).rank(Rank::Symptom),
    says(&["timeout('timed out'"], PYTHON, "python/cpython Modules/socketmodule.c").is(ConnectionTimeout).or(&[NoAnswer, SilentServer]).rank(Rank::Symptom).line("socket.timeout('timed out')"),
    says(&["timeouterror('timed out'"], PYTHON, "python/cpython Modules/socketmodule.c").is(ConnectionTimeout).or(&[NoAnswer, SilentServer]).rank(Rank::Symptom).line("TimeoutError('timed out')"),
    says(&["the handshake operation timed out"], PYTHON, SSL).is(SilentServer).or(&[PlaintextServer]).rank(Rank::Refusal),
    says(&["_ssl.c:", "handshake operation timed out"], PYTHON, SSL).is(SilentServer).or(&[PlaintextServer]).rank(Rank::Refusal),
    says(&["remotedisconnected"], PYTHON, "python/cpython Lib/http/client.py").is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom),
    says(&["remote end closed connection without response"], PYTHON, "python/cpython Lib/http/client.py").is(ConnectionReset).or(&[PlaintextClient, ClientCertRequired]).rank(Rank::Symptom),
    says(&["connectionreseterror"], PYTHON, "python/cpython Lib/http/client.py").is(ConnectionReset).or(&[PlaintextServer, ClientCertRequired, HandshakeIntolerance]).rank(Rank::Network).line("ConnectionResetError(104, 'Connection reset by peer')"),
    says(&["brokenpipeerror"], PYTHON, "python/cpython Lib/http/client.py").is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Symptom).line("BrokenPipeError(32, 'Broken pipe')"),
    says(&["badstatusline"], PYTHON, "python/cpython Lib/http/client.py").is(WrongProtocol).or(&[PlaintextClient]),
    says(&["badstatusline", "\\x15\\x03"], PYTHON, "python/cpython Lib/http/client.py").is(PlaintextClient).note("the answer is a TLS alert: the port speaks TLS").line("BadStatusLine('\\x15\\x03\\x01')"),
    says(&["could not find a suitable tls ca certificate bundle"], PYTHON, REQUESTS).is(UnreadableFile),
    says(&["could not find the tls certificate file"], PYTHON, REQUESTS).is(UnreadableFile),
    says(&["could not find the tls key file"], PYTHON, REQUESTS).is(UnreadableFile),
    says(&["[x509] pem lib"], PYTHON, SSL).is(UnreadableFile),
    says(&["[ssl] pem lib"], PYTHON, SSL).is(UnreadableFile),
    says(&["cadata does not contain a certificate"], PYTHON, SSL).is(UnreadableFile),
    says(&["no connection adapters were found"], PYTHON, REQUESTS).is(SchemeMismatch).note("the endpoint has no scheme: write https://host:port"),
    says(&["invalid url", "no scheme supplied"], PYTHON, REQUESTS).is(SchemeMismatch).note("the endpoint has no scheme: write https://host:port").line("Invalid URL 'otel:4318': No scheme supplied"),
    says(&["check_hostname requires server_hostname"], PYTHON, SSL).is(UnsupportedSetting).or(&[ProxyFailure]).note("the client was given no server name to verify; an old bug of urllib3 with proxies"),
    says(&["can't connect to https url because the ssl module is not available"], PYTHON, URLLIB3).is(UnsupportedSetting).note("this Python was built without OpenSSL"),
    says(&["certificate verify failed: ", "not trusted"], PYTHON, SSL).is(UnknownCa).since("macOS, truststore").line("certificate verify failed: \"otel\" certificate is not trusted"),
    says(&["failed to export batch code"], PYTHON, OTEL).is(OtlpRejected).or(&[BackendUnavailable, WrongProtocol]).rank(Rank::Symptom),
    says(&["failed to export", "batch code: ", "unauthorized"], PYTHON, OTEL).is(Unauthenticated).rank(Rank::Refusal).line("Failed to export span batch code: 401, reason: Unauthorized"),
    says(&["batch code: "], PYTHON, OTEL).is(OtlpRejected).or(&[BackendUnavailable, WrongProtocol]).rank(Rank::Consequence).line("Failed to export logs batch code: 500"),
    says(&["batch due to timeout, max retries or shutdown"], PYTHON, OTEL).is(ConnectionTimeout).or(&[ConnectionRefused, UnknownCa, NoAnswer, SilentServer, ConnectionReset, BackendUnavailable])
        .rank(Rank::Consequence).note("the cause is in the WARNING lines before it (`Transient error ...`)"),
    says(&["transient error", "encountered while exporting"], PYTHON, OTEL).is(BackendUnavailable).or(&[ConnectionRefused]).rank(Rank::Consequence)
        .line("Transient error Service Unavailable encountered while exporting span batch, retrying in 1s."),
    says(&["transient error statuscode.unavailable encountered while exporting"], &["python-grpc"], OTEL).is(ConnectionRefused).or(&[UnknownCa, PlaintextServer, BackendUnavailable]).rank(Rank::Consequence),
    says(&["|connection aborted"], PYTHON, URLLIB3).is(ConnectionReset).or(&[ClientCertRequired, PlaintextClient]).rank(Rank::Symptom).line("('Connection aborted.', RemoteDisconnected('x'))"),
    says(&["sslzeroreturnerror"], PYTHON, SSL).is(ConnectionReset).or(&[ClientCertRequired]).rank(Rank::Symptom),
    says(&["http.client.unknownprotocol"], PYTHON, "python/cpython Lib/http/client.py").is(WrongProtocol),
    says(&["failed to read file", "please check if the file exists and is accessible"], &["python-grpc", "python-http"], OTEL).is(UnreadableFile).line("Failed to read file: /x. Please check if the file exists and is accessible."),
    says(&["sslcertverificationerror"], PYTHON, SSL).is(UnknownCa).or(&[SelfSigned, NameMismatch, Expired]).rank(Rank::Symptom),
    says(&["[ssl] asn1 lib"], PYTHON, SSL).is(MalformedCertificate).or(&[UnreadableFile]),
    says(&["max retries exceeded with url"], PYTHON, URLLIB3).is(ConnectionRefused).or(&[ConnectionTimeout, DnsFailure, UnknownCa]).rank(Rank::Consequence)
        .note("the cause stands behind `Caused by`"),
    says(&["timed out. (connect timeout="], PYTHON, URLLIB3).is(ConnectionTimeout).rank(Rank::Network),
    says(&["certificate did not match expected hostname"], PYTHON, URLLIB3).is(NameMismatch).or(&[NoSan]),
};
