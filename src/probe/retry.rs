//! Further handshakes, each without something that the first had, to prove what the first stumbled over.

use super::Admit;
use super::Probe;
use super::Scan;
use super::attempt::may_be_another_protocol;
use super::http1;
use super::http2;
use super::plaintext::Sent;
use super::side_by_side;
use super::side_by_side::Work;
use super::tap::SharedLog;
use super::tcp::Route;
use super::tls;
use super::tls::Variation;
use super::wire::Wire;
use crate::observation::Attempt;
use crate::observation::By;
use crate::observation::Failure;
use crate::observation::FailureKind;
use crate::observation::RetrySeen;
use crate::observation::RetryWithout;
use crate::observation::StepStatus;
use crate::observation::TlsSeen;
use crate::target::Protocol;
use crate::x509::Certificate;

/// Alert no_application_protocol.
const NO_APPLICATION_PROTOCOL: u8 = 120;

/// A further handshake that is to be made.
struct Retry {
    without: RetryWithout,
    why: &'static str,
    variation: Variation,
    /// Export by this protocol, if the chain is admitted and exporting is asked for.
    export: Option<Protocol>,
}

impl Probe<'_> {
    /// The first handshake failed: looks for the cause, side by side.
    pub(super) async fn follow_failed_handshake(
        &self,
        route: Route<'_>,
        log: &SharedLog,
        attempt: &mut Attempt,
    ) {
        let (Some(failure), Some(seen)) = (attempt.tls.failure.clone(), attempt.tls.seen.clone()) else {
            return;
        };
        let first = log.lock().received.clone();
        if failure.kind == FailureKind::NotTls {
            attempt.plaintext = Some(self.look_in_clear(route, &first, failure.kind).await);
            return;
        }
        let said_nothing = first.is_empty();
        let look_in_clear = async {
            if said_nothing { Some(self.look_in_clear(route, &[], failure.kind).await) } else { None }
        };
        let retries = self.retries(route, self.retries_after(&failure, &seen));
        // What was negotiated is not the cause where a chain came and a client certificate was asked for, nor
        // where ALPN is; exporters offer other names there, so theirs are asked.
        let negotiated = !seen.chain.is_empty() && seen.client_auth.requested;
        let is_alpn = failure.alert == Some(NO_APPLICATION_PROTOCOL);
        let scan = async {
            if (negotiated || is_alpn) && self.plan.scan != Scan::Full {
                self.missing_offers(route, &seen).await
            } else {
                self.scan(route).await
            }
        };
        let (plaintext, retries, scan) = tokio::join!(look_in_clear, retries, scan);
        attempt.plaintext = plaintext;
        attempt.retries = retries;
        attempt.offers = scan.offers;
        attempt.supported = scan.supported;
    }

    fn retries_after(&self, failure: &Failure, seen: &TlsSeen) -> Vec<Retry> {
        let ordinary = Variation::ordinary(self.alpn());
        let mut retries = Vec::new();
        let by_peer = failure.by == By::Peer || failure.kind == FailureKind::Timeout;
        if by_peer && failure.alert == Some(NO_APPLICATION_PROTOCOL) {
            retries.push(Retry {
                without: RetryWithout::Alpn,
                why: "handshake without ALPN",
                variation: Variation { alpn: vec![], ..ordinary },
                export: None,
            });
            retries.extend(self.other_alpn(None));
            return retries;
        }
        if seen.client_auth.sent {
            retries.push(self.without_client_certificate(seen));
        }
        if !seen.chain.is_empty() && seen.client_auth.requested {
            return retries;
        }
        if self.sends_server_name() {
            retries.push(Retry {
                without: RetryWithout::ServerName,
                why: "handshake without server name",
                variation: Variation { server_name: false, ..ordinary.clone() },
                export: None,
            });
        }
        if !matches!(failure.kind, FailureKind::Alert | FailureKind::Violation | FailureKind::Timeout) {
            retries.push(Retry {
                without: RetryWithout::Alpn,
                why: "handshake without ALPN",
                variation: Variation { alpn: vec![], ..ordinary },
                export: None,
            });
        }
        retries
    }

    /// The handshake of the other OTLP protocol, with its export. `None` when both were asked already.
    fn other_alpn(&self, selected: Option<&str>) -> Option<Retry> {
        let (other, alpn, why) = match self.settings.protocol {
            Some(Protocol::Grpc) => {
                (Protocol::HttpProtobuf, "http/1.1", "OTLP/HTTP where gRPC was asked for")
            }
            Some(Protocol::HttpProtobuf) => (Protocol::Grpc, "h2", "gRPC where OTLP/HTTP was asked for"),
            None if selected == Some("h2") => return None,
            None => (Protocol::Grpc, "h2", "gRPC where OTLP/HTTP is not answered"),
        };
        Some(Retry {
            without: RetryWithout::OtherAlpn,
            why,
            variation: Variation::ordinary(&[alpn]),
            export: Some(other),
        })
    }

    /// The first handshake finished: asks what is still open.
    pub(super) async fn follow_finished_handshake(
        &self,
        route: Route<'_>,
        admit: Admit,
        attempt: &mut Attempt,
    ) {
        let Some(seen) = attempt.tls.seen.clone() else { return };
        let mut wanted = Vec::new();
        // Go and Java keep the certificate of a stranger back, so it is tried what the server says to that.
        let refused = tls::late_refusal(&seen).is_some();
        if seen.client_auth.sent && (refused || self.is_stranger(&seen)) {
            wanted.push(self.without_client_certificate(&seen));
        }
        if admit != Admit::Refuse && attempt.otlp.status == StepStatus::Failed {
            let failure = attempt.otlp.failure.as_ref();
            if failure.is_some_and(|failure| may_be_another_protocol(failure, attempt.otlp.seen.as_ref())) {
                let selected = seen.hello.as_ref().and_then(|hello| hello.alpn.as_deref());
                wanted.extend(self.other_alpn(selected));
            }
        }
        // One after the other: a retry may wait for its answer, and a server that serves one connection at a
        // time would let the ClientHellos wait with it.
        let scan = if self.plan.scan == Scan::Full {
            self.scan(route).await
        } else {
            self.missing_offers(route, &seen).await
        };
        attempt.retries = self.retries(route, wanted).await;
        attempt.offers = scan.offers;
        attempt.supported = scan.supported;
    }

    fn without_client_certificate(&self, seen: &TlsSeen) -> Retry {
        let selected = seen.hello.as_ref().and_then(|hello| hello.alpn.as_deref());
        let implied = if selected == Some("h2") { Protocol::Grpc } else { Protocol::HttpProtobuf };
        Retry {
            without: RetryWithout::ClientCertificate,
            why: "export without client certificate",
            variation: Variation { client_certificate: false, ..Variation::ordinary(self.alpn()) },
            export: Some(self.settings.protocol.unwrap_or(implied)),
        }
    }

    /// The server names acceptable issuers, and none of them issued a certificate of ours.
    fn is_stranger(&self, seen: &TlsSeen) -> bool {
        let acceptable = &seen.client_auth.acceptable_issuers;
        let chain = self.settings.identity.iter().flat_map(|identity| &identity.chain);
        let mut issuers =
            chain.filter_map(|der| Certificate::new(der).facts.ok()).map(|facts| facts.issuer_der);
        !acceptable.is_empty() && !issuers.any(|issuer| acceptable.iter().any(|name| name.0 == issuer))
    }

    async fn retries(&self, route: Route<'_>, wanted: Vec<Retry>) -> Vec<RetrySeen> {
        let work: Vec<Work<'_, RetrySeen>> =
            wanted.into_iter().map(|retry| Box::pin(self.retry(route, retry)) as Work<'_, _>).collect();
        side_by_side::all(work).await
    }

    async fn retry(&self, route: Route<'_>, retry: Retry) -> RetrySeen {
        let mut made = RetrySeen {
            without: retry.without,
            tls: TlsSeen::default(),
            failure: None,
            exchanges: Vec::new(),
        };
        let started = tokio::time::Instant::now();
        let tap = match self.connect(route, retry.why).await {
            Ok(tap) => tap,
            Err(failure) => {
                made.failure = Some(failure);
                return made;
            }
        };
        let round_trip = started.elapsed();
        let shaken = self.handshake(tap, &retry.variation, self.extra_timeout()).await;
        made.tls = shaken.seen;
        let wire = match shaken.result {
            Ok(wire) => wire,
            Err(failure) => {
                made.failure = Some(failure);
                return made;
            }
        };
        let admit = match retry.export {
            Some(protocol) if self.settings.export => Some((protocol, self.admit(&made.tls).await)),
            _ => None,
        };
        match admit {
            None | Some((_, Admit::Refuse)) => self.end_without_export(wire, &made.tls, round_trip).await,
            Some((protocol, admit)) => {
                let mut export = self.exporting(true, admit == Admit::ExportWithHeaders);
                export.deadline = tokio::time::Instant::now() + self.extra_timeout();
                let asked = match protocol {
                    _ if retry.without == RetryWithout::ClientCertificate => match protocol {
                        Protocol::Grpc => http2::export(&export, wire, &[Protocol::Grpc]).await,
                        Protocol::HttpProtobuf => http1::export(&export, wire).await,
                    },
                    // OTLP/HTTP may be served over HTTP/2 alone: asked where the answer is not gRPC's.
                    Protocol::Grpc => {
                        http2::export(&export, wire, &[Protocol::Grpc, Protocol::HttpProtobuf]).await
                    }
                    Protocol::HttpProtobuf => http1::export(&export, wire).await,
                };
                made.exchanges = asked.seen.exchanges;
                made.failure = asked.failure;
            }
        }
        tls::record_after(&mut made.tls, &shaken.log);
        if let Some(refusal) = tls::late_refusal(&made.tls) {
            made.failure = Some(refusal.clone());
        }
        made
    }

    /// Asks the other OTLP protocol in clear.
    pub(super) async fn other_protocol_in_clear(&self, route: Route<'_>, sent: Sent) -> RetrySeen {
        let mut made = RetrySeen {
            without: RetryWithout::OtherAlpn,
            tls: TlsSeen::default(),
            failure: None,
            exchanges: Vec::new(),
        };
        let (other, why) = match sent {
            Sent::Http2Preface => (Sent::Http1Request, "OTLP/HTTP in cleartext where gRPC was asked for"),
            _ => (Sent::Http2Preface, "gRPC in cleartext where OTLP/HTTP was asked for"),
        };
        match self.connect(route, why).await {
            Ok(tap) => {
                let asked = self.export_in_clear(Wire::plain(tap), other).await;
                made.exchanges = asked.seen.exchanges;
                made.failure = asked.failure;
            }
            Err(failure) => made.failure = Some(failure),
        }
        made
    }
}
