//! One ordinary handshake (rustls, ring), and what it showed, as far as it went.

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use rustls::ClientConfig;
use rustls::HandshakeKind;
use rustls::SupportedProtocolVersion;
use rustls::client::Resumption;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::Probe;
use super::failure;
use super::flight;
use super::group::Secp521r1;
use super::tap::SharedLog;
use super::tap::Tap;
use super::verifier::Recorder;
use super::verifier::SharedShown;
use super::wire::Wire;
use crate::observation::By;
use crate::observation::ClientAuthSeen;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::Hello;
use crate::observation::TlsSeen;
use crate::target::OfferLimits;

/// TLS 1.3.
pub(super) const TLS13: u16 = 0x0304;

/// How a handshake is made.
#[derive(Clone, Debug)]
pub(super) struct Variation {
    /// ALPN protocols; empty: no extension.
    pub(super) alpn: Vec<&'static str>,
    /// Send the server name.
    pub(super) server_name: bool,
    /// Send the client certificate, where there is one and it is asked for.
    pub(super) client_certificate: bool,
}

impl Variation {
    /// As an exporter does it.
    pub(super) fn ordinary(alpn: &[&'static str]) -> Self {
        Self { alpn: alpn.to_vec(), server_name: true, client_certificate: true }
    }
}

/// A handshake that was made.
pub(super) struct Shaken {
    pub(super) seen: TlsSeen,
    pub(super) duration: Duration,
    pub(super) result: Result<Wire, Failure>,
    pub(super) log: SharedLog,
}

impl Probe<'_> {
    /// Shakes hands on `tap`.
    pub(super) async fn handshake(&self, tap: Tap, variation: &Variation, limit: Duration) -> Shaken {
        let log = tap.log();
        let shown = SharedShown::default();
        let started = Instant::now();
        let outcome = match self.client_config(variation, &shown) {
            Ok(config) => {
                let connecting = TlsConnector::from(config).connect(self.server_name(), tap);
                match timeout(limit, connecting).await {
                    Ok(Ok(stream)) => Ok(stream),
                    Ok(Err(error)) => Err(handshake_failure(&error, &log)),
                    Err(_) => Err(failure::timeout("no end of the handshake")),
                }
            }
            Err(error) => Err(failure::of_tls(&error)),
        };
        let duration = started.elapsed();
        let mut seen = TlsSeen {
            offered_alpn: variation.alpn.iter().map(|&name| name.to_owned()).collect(),
            finished: outcome.is_ok(),
            ..TlsSeen::default()
        };
        seen.hello = match &outcome {
            Ok(stream) => negotiated(stream),
            Err(_) => overheard(&log),
        };
        record_shown(&mut seen, &shown, &log);
        Shaken { seen, duration, result: outcome.map(Wire::tls), log }
    }

    fn client_config(
        &self,
        variation: &Variation,
        shown: &SharedShown,
    ) -> Result<Arc<ClientConfig>, rustls::Error> {
        let algorithms = self.provider.signature_verification_algorithms;
        let recorder = Recorder::new(shown.clone(), algorithms);
        let limits = self.settings.collector.as_ref().map(|collector| &collector.limits);
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(&versions(limits))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(recorder))
            .with_client_cert_resolver(self.identity.resolver(shown.clone(), variation.client_certificate));
        config.resumption = Resumption::disabled();
        config.enable_sni = variation.server_name;
        config.alpn_protocols = variation.alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        Ok(Arc::new(config))
    }

    /// The name for SNI; an address, or what is no host name, is not sent.
    fn server_name(&self) -> ServerName<'static> {
        ServerName::try_from(self.settings.server_name.clone())
            .unwrap_or_else(|_| ServerName::IpAddress(std::net::Ipv4Addr::UNSPECIFIED.into()))
    }

    /// Whether a handshake sends a server name at all.
    pub(super) fn sends_server_name(&self) -> bool {
        matches!(self.server_name(), ServerName::DnsName(_))
    }
}

/// The provider with the suites and groups that a configuration leaves. What otls cannot do is asked by raw
/// ClientHellos.
pub(super) fn provider(limits: Option<&OfferLimits>) -> CryptoProvider {
    let mut provider = rustls::crypto::ring::default_provider();
    provider.kx_groups.push(&Secp521r1);
    let Some(limits) = limits else { return provider };
    let left = versions(Some(limits));
    let suites: Vec<_> = provider
        .cipher_suites
        .iter()
        .copied()
        .filter(|suite| limits.allows_suite(suite.suite().into()) && left.contains(&suite.version()))
        .collect();
    if !suites.is_empty() {
        provider.cipher_suites = suites;
    }
    let groups: Vec<_> =
        provider.kx_groups.iter().copied().filter(|group| limits.allows_group(group.name().into())).collect();
    if !groups.is_empty() {
        provider.kx_groups = groups;
    }
    provider
}

/// The versions that a configuration leaves; both where it leaves none that rustls speaks.
fn versions(limits: Option<&OfferLimits>) -> Vec<&'static SupportedProtocolVersion> {
    let allowed = |version: &&SupportedProtocolVersion| {
        limits.is_none_or(|limits| limits.allows_version(version.version.into()))
    };
    let left: Vec<_> = rustls::ALL_VERSIONS.iter().copied().filter(allowed).collect();
    if left.is_empty() { rustls::ALL_VERSIONS.to_vec() } else { left }
}

/// Why a handshake failed. What came in decides first: a peer that speaks no TLS may also have closed.
fn handshake_failure(error: &std::io::Error, log: &SharedLog) -> Failure {
    let failure = failure::of_stream(error);
    let log = log.lock();
    if !log.received.is_empty() && !flight::looks_like_tls(&log.received) {
        return failure::failure(FailureKind::NotTls, By::Peer, error);
    }
    if failure.kind == FailureKind::Closed && log.write_error == Some(std::io::ErrorKind::ConnectionReset) {
        return Failure { kind: FailureKind::Reset, ..failure };
    }
    failure
}

fn record_shown(seen: &mut TlsSeen, shown: &SharedShown, log: &SharedLog) {
    let mut shown = shown.lock();
    seen.chain = std::mem::take(&mut shown.chain);
    if seen.chain.is_empty() && !seen.finished {
        // TLS 1.2 sends it in clear; rustls may have stopped before it asked the verifier.
        seen.chain = flight::read(&log.lock().received).chain;
    }
    seen.ocsp = shown.ocsp.take();
    seen.key_proof = shown.proof;
    if let Some(hello) = &mut seen.hello {
        hello.signature_scheme = shown.scheme;
    }
    seen.client_auth = ClientAuthSeen {
        requested: shown.requested,
        sent: shown.sent,
        acceptable_issuers: std::mem::take(&mut shown.acceptable_issuers),
        signature_schemes: std::mem::take(&mut shown.signature_schemes),
    };
}

fn negotiated(stream: &TlsStream<Tap>) -> Option<Hello> {
    let session = stream.get_ref().1;
    Some(Hello {
        version: session.protocol_version()?.into(),
        cipher_suite: session.negotiated_cipher_suite()?.suite().into(),
        group: session.negotiated_key_exchange_group().map(|group| group.name().into()),
        signature_scheme: None,
        alpn: session.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned()),
        hello_retry: session.handshake_kind() == Some(HandshakeKind::FullWithHelloRetryRequest),
    })
}

/// The ServerHello as it went over the wire, for handshakes that rustls gave up.
fn overheard(log: &SharedLog) -> Option<Hello> {
    let flight = flight::read(&log.lock().received);
    let hello = flight.hello?;
    Some(Hello {
        version: hello.version,
        cipher_suite: hello.cipher_suite,
        group: hello.group.or(flight.group),
        signature_scheme: None,
        alpn: hello.alpn,
        hello_retry: hello.retry,
    })
}

/// Adds to `seen` what happened after the handshake.
pub(super) fn record_after(seen: &mut TlsSeen, log: &SharedLog) {
    let log = log.lock();
    seen.tickets = log.tickets;
    seen.application_data = !log.application.is_empty();
    seen.after_finish = if seen.application_data { None } else { log.ended.clone() };
}

/// What the server has refused after our side was finished, if it has.
///
/// An alert always is a refusal. A silent end is one where a client certificate was asked for and nothing shows
/// that the server took us; in TLS 1.2 its Finished shows that.
pub(super) fn late_refusal(seen: &TlsSeen) -> Option<&Failure> {
    let end = seen.after_finish.as_ref()?;
    let is_tls13 = seen.hello.as_ref().is_some_and(|hello| hello.version == TLS13);
    let refused = match end.kind {
        FailureKind::Alert => end.by == By::Peer,
        FailureKind::Closed | FailureKind::Reset => {
            is_tls13 && seen.client_auth.requested && seen.tickets == 0
        }
        _ => false,
    };
    refused.then_some(end)
}
