//! One address, stage by stage.

use std::time::Duration;

use tokio::time::Instant;

use super::Admit;
use super::Others;
use super::Presented;
use super::Probe;
use super::failure::failure;
use super::http1;
use super::http2;
use super::micros;
use super::otlp::Asked;
use super::otlp::Export;
use super::plaintext::Sent;
use super::tap::SharedLog;
use super::tap::Tap;
use super::tcp::Route;
use super::tls;
use super::tls::Variation;
use super::unreached;
use super::wire::Wire;
use crate::observation::Attempt;
use crate::observation::By;
use crate::observation::Exchange;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::OtlpSeen;
use crate::observation::Speaks;
use crate::observation::Step;
use crate::observation::TlsSeen;
use crate::target::Protocol;
use crate::target::Signal;

/// Shortest and longest wait for a server to refuse us after the handshake, where nothing is sent to it.
const REFUSAL_WINDOW: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(2));

impl Probe<'_> {
    /// Tries one address, and follows up what it answers.
    pub(super) async fn attempt(&self, route: Route<'_>) -> Attempt {
        let mut attempt = unreached();
        if let Route::Direct(address) = route {
            attempt.address = Some(address.to_string());
        }
        let started = Instant::now();
        let why = if self.settings.cleartext { "export in cleartext" } else { "handshake" };
        let connected = self.connect(route, why).await;
        let round_trip = started.elapsed();
        match connected {
            Err(failure) => attempt.tcp = Step::failed(micros(round_trip), failure, None),
            Ok(tap) => {
                // Nothing to tell: `()` would not survive being saved, where it is null.
                attempt.tcp = Step { seen: None, ..Step::ok(micros(round_trip), ()) };
                if self.settings.cleartext {
                    self.in_clear(route, tap, &mut attempt).await;
                } else {
                    self.over_tls(route, tap, round_trip, &mut attempt).await;
                }
            }
        }
        attempt
    }

    async fn over_tls(&self, route: Route<'_>, tap: Tap, round_trip: Duration, attempt: &mut Attempt) {
        let variation = Variation::ordinary(self.alpn());
        let shaken = self.handshake(tap, &variation, self.settings.timeout).await;
        let (mut seen, log, duration) = (shaken.seen, shaken.log, micros(shaken.duration));
        let wire = match shaken.result {
            Err(failure) => {
                attempt.tls = Step::failed(duration, failure, Some(seen));
                self.follow_failed_handshake(route, &log, attempt).await;
                return;
            }
            Ok(wire) => wire,
        };
        let admit = self.admit(&seen).await;
        attempt.otlp = if admit == Admit::Refuse || !self.settings.export {
            self.end_without_export(wire, &seen, round_trip).await;
            if admit == Admit::Refuse { Step::not_reached() } else { Step::skipped() }
        } else {
            let started = Instant::now();
            let headers = admit == Admit::ExportWithHeaders;
            let first = self.exporting(true, headers);
            let mut asked = self.export(&first, wire, self.protocols(&seen)).await;
            self.ask_the_rest(route, &mut asked).await;
            asked.into_step(micros(started.elapsed()))
        };
        tls::record_after(&mut seen, &log);
        let refusal = if admit == Admit::Refuse {
            let detail = "no exporter asked about would accept the certificate";
            Some(failure(FailureKind::CertificateRefused, By::Otls, detail))
        } else {
            tls::late_refusal(&seen).cloned()
        };
        attempt.tls = match refusal {
            None => Step::ok(duration, seen),
            Some(refusal) => {
                attempt.otlp = Step::not_reached();
                Step::failed(duration, refusal, Some(seen))
            }
        };
        self.follow_finished_handshake(route, admit, attempt).await;
    }

    /// What the first handshake offers. Without a protocol both, to be judged by what is selected.
    pub(super) fn alpn(&self) -> &'static [&'static str] {
        match self.settings.protocol {
            Some(Protocol::Grpc) => &["h2"],
            Some(Protocol::HttpProtobuf) => &["http/1.1"],
            None => &["h2", "http/1.1"],
        }
    }

    /// Asks whether to export, with the stores that this chain needs.
    pub(super) async fn admit(&self, seen: &TlsSeen) -> Admit {
        let others = Others::of(self.settings);
        let stores = self.stores.look(&self.settings.ca, others, &[&seen.chain]).await;
        (self.plan.admit)(&Presented { tls: seen, stores: &stores })
    }

    /// Ends a connection on which nothing is sent. Where a client certificate was asked for, its refusal arrives
    /// only now (TLS 1.3), about one round trip later.
    pub(super) async fn end_without_export(&self, mut wire: Wire, seen: &TlsSeen, round_trip: Duration) {
        if seen.client_auth.requested {
            let (least, most) = REFUSAL_WINDOW;
            wire.listen((round_trip * 4).clamp(least, most)).await;
        }
        wire.close().await;
    }

    /// What is asked by HTTP/2 after this handshake; nothing: HTTP/1.1 is spoken.
    fn protocols(&self, seen: &TlsSeen) -> &'static [Protocol] {
        let selected = seen.hello.as_ref().and_then(|hello| hello.alpn.as_deref());
        match (self.settings.protocol, selected) {
            // Where the server selects nothing it may speak HTTP/2 all the same.
            (Some(Protocol::Grpc), _) => &[Protocol::Grpc],
            (None, Some("h2")) => &[Protocol::Grpc, Protocol::HttpProtobuf],
            (Some(Protocol::HttpProtobuf) | None, _) => &[],
        }
    }

    async fn export(&self, export: &Export<'_>, wire: Wire, by_http2: &[Protocol]) -> Asked {
        match by_http2 {
            [] => http1::export(export, wire).await,
            protocols => http2::export(export, wire, protocols).await,
        }
    }

    /// Asks the signals that are left where the peer ended the connection: each further connection is judged anew, and
    /// answers at least one of them or is the last.
    async fn ask_the_rest(&self, route: Route<'_>, asked: &mut Asked) {
        while !asked.left.is_empty() {
            let left = std::mem::take(&mut asked.left);
            let protocol = asked.seen.exchanges.last().map(|last| last.protocol);
            let answered = |more: &Asked| more.seen.exchanges.iter().any(|one| one.http_status.is_some());
            match self.ask_again(route, left.clone(), protocol).await {
                Some(more) if answered(&more) => {
                    asked.seen.exchanges.extend(more.seen.exchanges);
                    asked.left = more.left;
                }
                _ => {
                    let export =
                        Export { only: Some(left), ..self.exporting(!self.settings.cleartext, false) };
                    let protocol = protocol.unwrap_or(Protocol::HttpProtobuf);
                    // Asked for, and not answered.
                    let unanswered =
                        export.signals().into_iter().map(|signal| export.exchange(protocol, signal).0);
                    asked.seen.exchanges.extend(unanswered);
                }
            }
        }
    }

    /// Asks on a connection of its own; `None`: there is none, or nobody would export there.
    async fn ask_again(
        &self,
        route: Route<'_>,
        only: Vec<Signal>,
        protocol: Option<Protocol>,
    ) -> Option<Asked> {
        let tap =
            self.connect(route, "export of the next signal: the peer ended the connection").await.ok()?;
        let only = Some(only);
        if self.settings.cleartext {
            let export = Export { only, ..self.exporting(false, true) };
            let by_http2: &[Protocol] = match protocol {
                Some(Protocol::Grpc) => &[Protocol::Grpc],
                _ => &[],
            };
            return Some(self.export(&export, Wire::plain(tap), by_http2).await);
        }
        let shaken = self.handshake(tap, &Variation::ordinary(self.alpn()), self.settings.timeout).await;
        let (wire, seen) = (shaken.result.ok()?, shaken.seen);
        let admit = self.admit(&seen).await;
        if admit == Admit::Refuse {
            wire.close().await;
            return None;
        }
        let export = Export { only, ..self.exporting(true, admit == Admit::ExportWithHeaders) };
        Some(self.export(&export, wire, self.protocols(&seen)).await)
    }

    /// An export whose time starts now.
    pub(super) fn exporting(&self, tls: bool, headers: bool) -> Export<'_> {
        let deadline = Instant::now() + self.settings.timeout;
        Export { settings: self.settings, tls, headers, deadline, only: None }
    }

    /// Cleartext by intent.
    async fn in_clear(&self, route: Route<'_>, tap: Tap, attempt: &mut Attempt) {
        attempt.tls = Step::skipped();
        if !self.settings.export {
            attempt.otlp = Step::skipped();
            return;
        }
        let started = Instant::now();
        let mut log = tap.log();
        let mut sent = match self.settings.protocol {
            Some(Protocol::HttpProtobuf) => Sent::Http1Request,
            Some(Protocol::Grpc) | None => Sent::Http2Preface,
        };
        let mut asked = self.export_in_clear(Wire::plain(tap), sent).await;
        // Without a protocol: a failure here is that of a peer that takes no HTTP/2.
        if self.settings.protocol.is_none()
            && asked.failure.is_some()
            && let Ok(tap) = self.connect(route, "export in cleartext over HTTP/1.1").await
        {
            (log, sent) = (tap.log(), Sent::Http1Request);
            asked = self.export_in_clear(Wire::plain(tap), sent).await;
        }
        self.ask_the_rest(route, &mut asked).await;
        attempt.otlp = asked.into_step(micros(started.elapsed()));
        self.follow_cleartext(route, &log, sent, attempt).await;
    }

    pub(super) async fn export_in_clear(&self, wire: Wire, sent: Sent) -> Asked {
        // The user typed `http://` or `--plaintext`: the headers go out as the exporter's would.
        let export = self.exporting(false, true);
        match (sent, self.settings.protocol) {
            (Sent::Http2Preface, None) => {
                http2::export(&export, wire, &[Protocol::Grpc, Protocol::HttpProtobuf]).await
            }
            (Sent::Http2Preface, Some(_)) => http2::export(&export, wire, &[Protocol::Grpc]).await,
            _ => http1::export(&export, wire).await,
        }
    }

    async fn follow_cleartext(&self, route: Route<'_>, log: &SharedLog, sent: Sent, attempt: &mut Attempt) {
        let Step { failure: Some(failure), seen, .. } = &attempt.otlp else { return };
        if !may_be_another_protocol(failure, seen.as_ref()) {
            return;
        }
        attempt.plaintext = Some(self.look_for_tls(route, log, sent).await);
        let speaks_tls = attempt.plaintext.as_ref().is_some_and(|seen| seen.speaks == Speaks::Tls);
        if !speaks_tls && self.settings.protocol.is_some() {
            attempt.retries.push(self.other_protocol_in_clear(route, sent).await);
        }
    }
}

/// Whether an answer may be that of a server of the other OTLP protocol, or of none.
pub(super) fn may_be_another_protocol(failure: &Failure, seen: Option<&OtlpSeen>) -> bool {
    // Of several signals one was taken: it is this protocol.
    if seen.is_some_and(|seen| seen.exchanges.iter().any(Exchange::accepted)) {
        return false;
    }
    match failure.kind {
        FailureKind::NotHttp | FailureKind::Closed | FailureKind::Reset | FailureKind::Timeout => true,
        FailureKind::Answer => {
            let last = seen.and_then(|seen| seen.exchanges.last());
            last.is_some_and(|last| {
                last.grpc_status.is_none()
                    && matches!(
                        last.http_status,
                        // 502 to 504: a gateway whose backend speaks the other protocol.
                        Some(200 | 400 | 404 | 405 | 415 | 421 | 426 | 464 | 501..=505)
                    )
            })
        }
        _ => false,
    }
}
