//! One attempt, one exporter, one verdict.

use super::answer;
use super::certificate::{Exchange, certificate};
use super::collector;
use super::endpoint;
use super::environment::Refusal;
use super::environment::{Relation, relation};
use super::exporter::{AlpnRule, Certainty, Exporter, GivesUp};
use super::found::{Findings, Stop};
use super::identity;
use super::identity::{Shown, Without};
use super::negotiation;
use super::negotiation::Negotiation;
use super::order;
use super::trust::Evaluations;
use super::values;
use super::{Basis, Judgement, Verdict};
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;
use crate::finding::Reach;
use crate::observation::Answer;
use crate::observation::Attempt;
use crate::observation::Observation;
use crate::observation::StepStatus;
use crate::observation::StoreSeen;
use crate::observation::TlsSeen;
use crate::target::Summary;
use crate::wording;
use crate::x509::Certificate;
use crate::x509::UnixSeconds;

/// Judges one attempt for one exporter. `held` is what `classify` found of the attempt.
pub fn judge(
    observation: &Observation,
    attempt: &Attempt,
    held: &[Held],
    exporter: &'static Exporter,
    at: UnixSeconds,
) -> Judgement {
    let chain = parse(attempt.presented_chain().iter().map(|der| der.0.as_slice()));
    let mut evaluations = Evaluations::new(&chain, observation.target.name_to_verify(), at);
    Case { observation, attempt, held, exporter, at }.judge(&mut evaluations)
}

/// As [`judge`], for several exporters: the chain is read once, and each policy is asked once.
pub fn judge_all(
    observation: &Observation,
    attempt: &Attempt,
    held: &[Held],
    exporters: &[&'static Exporter],
    at: UnixSeconds,
) -> Vec<Judgement> {
    let chain = parse(attempt.presented_chain().iter().map(|der| der.0.as_slice()));
    let mut evaluations = Evaluations::new(&chain, observation.target.name_to_verify(), at);
    exporters
        .iter()
        .map(|exporter| Case { observation, attempt, held, exporter, at }.judge(&mut evaluations))
        .collect()
}

/// See [`super::admits`].
pub(super) fn admits(
    exporters: &[&'static Exporter],
    summary: &Summary,
    tls: &TlsSeen,
    stores: &[StoreSeen],
    at: UnixSeconds,
) -> bool {
    let chain = parse(tls.chain.iter().map(|der| der.0.as_slice()));
    let mut evaluations = Evaluations::new(&chain, summary.name_to_verify(), at);
    let tls12 = tls.hello.as_ref().is_some_and(|hello| hello.version == 0x0303);
    let exchange = Exchange { tls12, encrypts: false };
    exporters.iter().any(|exporter| {
        let negotiates = tls.hello.as_ref().is_some_and(|hello| exporter.offer_to(summary).holds(hello));
        negotiates
            && negotiation::may_go_on(exporter, tls)
            && certificate(exporter, summary, stores, &[], exchange, at, &mut evaluations).stops.is_empty()
    })
}

fn parse<'a>(chain: impl Iterator<Item = &'a [u8]>) -> Vec<Certificate> {
    chain.map(Certificate::new).collect()
}

/// Why a client that keeps its certificate back has no verdict.
const UNTRIED_WITHOUT: &str =
    "it would send no client certificate to this server; whether that is taken was not tried";
/// Why one that sends it has none.
const UNTRIED_WITH: &str =
    "it would send the client certificate, which otls could not; what the server says to it is not known";
/// Why none has a verdict that otls could not follow.
const NOT_FOLLOWED: &str = "the server asks for a client certificate; otls does not speak what it selects, and so did not see whether it takes this client";

struct Case<'a> {
    observation: &'a Observation,
    attempt: &'a Attempt,
    held: &'a [Held],
    exporter: &'static Exporter,
    at: UnixSeconds,
}

impl Case<'_> {
    fn judge(self, evaluations: &mut Evaluations<'_>) -> Judgement {
        if self.observation.inspected.is_some() {
            let mut found = Findings::default();
            self.certificate(&mut found, evaluations);
            return self.conclude(found);
        }
        let relation = relation(self.observation, self.attempt, self.exporter);
        match &relation {
            Relation::Refuses(refusal) => return self.refused(refusal),
            Relation::Otherwise(reason) => {
                return self.conclude(Findings { unknown: vec![reason.clone()], ..Findings::default() });
            }
            Relation::Same | Relation::OwnRoots | Relation::Unverified => {}
        }
        let mut found = self.everyone();
        found.stops.extend(collector::not_started(self.exporter, self.observation, self.held));
        if let Some(held) = identity::construction(self.exporter, self.observation) {
            found.stops.push(held.into());
        }
        if let Some(held) = endpoint::construction(self.exporter, self.observation) {
            found.stops.push(held.into());
        }
        if let Some(reason) = identity::needs_another_key(self.exporter, self.observation) {
            found.unknown.push(reason.to_owned());
        }
        if self.reached_tls() {
            self.tls(&mut found, evaluations, &relation);
            let own_spelling = endpoint::spelled_otherwise(self.exporter, self.observation);
            found.stops.extend(own_spelling.filter(|_| !found.has(Code::NameMismatch)).map(Stop::from));
        }
        self.conclude(found)
    }

    /// It reaches no server, whatever the server does.
    fn refused(self, refusal: &Refusal) -> Judgement {
        let setting = refusal.variable.clone();
        let environment = self.observation.target.environment.as_ref().map(|seen| &seen.environment);
        let value = environment.and_then(|environment| environment.get(&setting)).map(str::to_owned);
        let evidence = match (refusal.code, &value) {
            (Code::UnreadableFile, Some(path)) => Evidence::File {
                path: path.clone(),
                source: format!("environment:{setting}"),
                problem: refusal.problem.clone(),
            },
            _ => Evidence::Setting { setting: setting.clone(), value, others: Vec::new(), instead: None },
        };
        let location = Location { path: Some(setting), ..Location::default() };
        let message = format!("{}: {}", self.exporter.name, refusal.problem);
        let held = Held::certain(refusal.code, evidence, message).at(location);
        Judgement {
            exporter: self.exporter,
            verdict: Verdict::Fails,
            stops: vec![held],
            printed: Some(refusal.code),
            basis: Basis::Environment,
            reason: Some(refusal.problem.clone()),
            message: refusal.message.clone(),
            printed_by_default: Some(self.exporter.printed_by_default),
            show_with: self.exporter.show_with.map(str::to_owned),
            gives_up: GivesUp::Unknown,
        }
    }

    /// What stops every exporter alike: the network, and the server's own answers.
    fn everyone(&self) -> Findings {
        let mut found = Findings::default();
        for held in self.held.iter().filter(|held| held.code.meta().reach == Reach::Everyone) {
            match held.code {
                Code::Unauthenticated | Code::PermissionDenied if sent_no_header(held) => {
                    found.unknown.push("otls sent no credentials; the server wants some".to_owned());
                }
                Code::HandshakeRefused if self.was_answered() && !self.is_refused_later() => {
                    found.unknown.push(
                        "the server answers this exporter's ClientHello, not the one of otls".to_owned(),
                    );
                }
                code => match answer::of(self.exporter, self.attempt, held) {
                    Some(answer::Made::GoesOn(reason)) => found.unknown.push(reason),
                    made => {
                        found.silent |= made.is_some();
                        found.stops.push(Stop { held: held.clone(), text: code });
                    }
                },
            }
        }
        found
    }

    /// TCP came up, and TLS was spoken.
    fn reached_tls(&self) -> bool {
        let spoke_tls = self.attempt.tls.seen.as_ref().is_some_and(|tls| tls.hello.is_some())
            || !self.attempt.presented_chain().is_empty()
            || self
                .attempt
                .offers
                .iter()
                .any(|seen| matches!(seen.answer, Answer::ServerHello { .. } | Answer::Alert { .. }));
        !self.observation.target.cleartext
            && matches!(self.attempt.tls.status, StepStatus::Ok | StepStatus::Failed)
            && (spoke_tls || !self.held.iter().any(is_before_tls))
    }

    /// This exporter's ClientHello was asked, and answered with a ServerHello.
    fn was_answered(&self) -> bool {
        let offer = self.exporter.offer_to(&self.observation.target);
        self.attempt
            .offers
            .iter()
            .any(|seen| seen.offer == offer && matches!(seen.answer, Answer::ServerHello { .. }))
    }

    /// The server refuses after its ServerHello to a hello of this version: that another hello is answered as well
    /// shows nothing.
    fn is_refused_later(&self) -> bool {
        let hello = self.attempt.tls.seen.as_ref().and_then(|tls| tls.hello.as_ref());
        hello.is_some_and(|hello| {
            let version = negotiation::version(self.exporter, &self.observation.target, self.attempt);
            version == Some(hello.version)
        })
    }

    fn tls(&self, found: &mut Findings, evaluations: &mut Evaluations<'_>, relation: &Relation) {
        let target = &self.observation.target;
        match negotiation::hello(self.exporter, target, self.attempt, self.held) {
            Negotiation::Stopped(held)
                if held.code == Code::CipherMismatch && self.exporter.certainty == Certainty::Agreement =>
            {
                found.unknown.push("this exporter's ClientHello is known from documentation only".to_owned());
            }
            negotiation => found.add(negotiation),
        }
        if let Some(answer) = negotiation::alpn(self.exporter, target, self.attempt, self.held) {
            found.add(answer);
        }
        match relation {
            Relation::Unverified => {
                found.notes.push("verification is switched off: it accepts any certificate".to_owned());
            }
            Relation::OwnRoots => {
                let own = Summary {
                    ca_paths: Vec::new(),
                    system_roots: false,
                    mozilla_roots: false,
                    ..self.observation.target.clone()
                };
                if !self.observation.target.ca_paths.is_empty() {
                    found.notes.push("it trusts its own roots, not the CA that is given".to_owned());
                }
                self.certificate_by(&own, found, evaluations);
            }
            _ => self.certificate(found, evaluations),
        }
        self.client_certificate(found);
    }

    fn certificate(&self, found: &mut Findings, evaluations: &mut Evaluations<'_>) {
        self.certificate_by(&self.observation.target, found, evaluations);
    }

    fn certificate_by(&self, summary: &Summary, found: &mut Findings, evaluations: &mut Evaluations<'_>) {
        if evaluations.chain().is_empty() {
            found.unknown.push("the server's certificate was not seen".to_owned());
        } else {
            let stores = &self.observation.stores;
            let version = negotiation::version(self.exporter, summary, self.attempt);
            let tls12 = version == Some(0x0303);
            let encrypts = negotiation::encrypts_to_server_key(self.exporter, summary, self.attempt);
            let exchange = Exchange { tls12, encrypts };
            let chain =
                certificate(self.exporter, summary, stores, self.held, exchange, self.at, evaluations);
            // A server whose key fits no scheme that is offered answers `handshake_failure`; the key is the cause.
            if chain.has(Code::WeakKey) {
                found.stops.retain(|stop| stop.held.code != Code::CipherMismatch);
            }
            found.extend(chain);
        }
    }

    fn client_certificate(&self, found: &mut Findings) {
        let Some(asked) = negotiation::client_auth(self.exporter, &self.observation.target, self.attempt)
        else {
            return;
        };
        let followed = self.attempt.tls.seen.as_ref().is_some_and(|tls| tls.client_auth.requested);
        let given = !self.observation.client_chain.is_empty();
        match identity::shown(self.exporter, self.observation, asked) {
            Shown::Nothing(why) if followed && given => self.keeps_it_back(why, found),
            Shown::Nothing(_) if followed => {}
            Shown::Nothing(_) => found.unknown.push(NOT_FOLLOWED.to_owned()),
            Shown::Breaks(held) => {
                found.stops.retain(|stop| stop.held.code != Code::ClientCertRequired);
                found.stops.push(Stop { held: *held, text: Code::ClientCertRejected });
            }
            Shown::Certificate if !followed && !identity::may_please(self.observation, asked, self.at) => {
                found.unknown.push(NOT_FOLLOWED.to_owned());
            }
            Shown::Certificate if followed && !asked.sent && asked.names_schemes() => {
                found.stops.retain(|stop| stop.held.code != Code::ClientCertRequired);
                found.unknown.push(UNTRIED_WITH.to_owned());
            }
            Shown::Certificate => {}
        }
    }

    /// It sends no certificate although it has one; otls may have sent it.
    fn keeps_it_back(&self, why: &str, found: &mut Findings) {
        let Some(tls) = self.attempt.tls.seen.as_ref().filter(|tls| tls.client_auth.sent) else { return };
        found.notes.push(why.to_owned());
        let within_tls = self.attempt.tls.status == StepStatus::Failed;
        let refused = found.stops.iter().position(|stop| stop.held.code == Code::ClientCertRejected);
        match (identity::without(self.attempt), refused) {
            (Some(Without::Taken), Some(at)) => drop(found.stops.remove(at)),
            (Some(Without::Taken), None) => {}
            (Some(Without::Same), None) => {}
            (Some(Without::Same), Some(at)) => {
                found.stops.remove(at);
                found.unknown.push(UNTRIED_WITHOUT.to_owned());
            }
            // A refusal of ours stays the finding; what this exporter prints is that it sent none.
            (Some(Without::Refused), Some(at)) => found.stops[at].text = Code::ClientCertRequired,
            (None, Some(at)) if within_tls => found.stops[at].text = Code::ClientCertRequired,
            // Refused for being a stranger, by a server that may take clients without any (nginx, `optional`).
            (None, Some(at)) => {
                found.stops.remove(at);
                found.unknown.push(UNTRIED_WITHOUT.to_owned());
            }
            (_, None) if found.has(Code::ClientCertRequired) => {}
            (None, None) if tls.tickets > 0 || tls.application_data => {
                found.unknown.push(UNTRIED_WITHOUT.to_owned());
            }
            (_, None) => found.stops.push(identity::withheld(self.observation, &tls.client_auth).into()),
        }
    }

    fn conclude(self, mut found: Findings) -> Judgement {
        found.stops.sort_by_key(|stop| stop.held.code);
        found.stops.dedup_by(|later, earlier| later.held.code == earlier.held.code);
        let verdict = match (found.stops.is_empty(), found.unknown.is_empty()) {
            (false, _) => Verdict::Fails,
            (true, false) => Verdict::Unknown,
            (true, true) => Verdict::Connects,
        };
        let texts: Vec<(Code, Code)> = found.stops.iter().map(|stop| (stop.held.code, stop.text)).collect();
        let stops: Vec<Held> = found.stops.into_iter().map(|stop| stop.held).collect();
        let first = order::first(&stops, self.exporter.order);
        let printed = first.map(|held| held.code);
        if found.silent {
            found
                .notes
                .push("it takes the answer for success: the telemetry is lost without a word".to_owned());
        }
        let message = first.filter(|_| !found.silent).and_then(|held| {
            if let Some(text) = collector::said(self.exporter, self.observation, held) {
                return Some(text);
            }
            let text = texts.iter().find(|(code, _)| *code == held.code).map_or(held.code, |(_, text)| *text);
            let mut values = values::of(held, self.observation, self.attempt, self.at);
            if text == Code::ClientCertRequired && held.code != text {
                values::without_certificate(self.attempt, &mut values);
            }
            wording::render(self.exporter.name, text, &values)
        });
        let reason = match verdict {
            Verdict::Unknown => Some(found.unknown.join("; ")),
            Verdict::Connects | Verdict::Fails => (!found.notes.is_empty()).then(|| found.notes.join("; ")),
        };
        let fails = verdict == Verdict::Fails;
        Judgement {
            exporter: self.exporter,
            verdict,
            basis: self.basis(verdict, printed),
            printed_by_default: fails.then_some(self.exporter.printed_by_default && !found.silent),
            show_with: self.exporter.show_with.filter(|_| fails && !found.silent).map(str::to_owned),
            gives_up: printed.map_or(GivesUp::Unknown, |code| self.gives_up(code)),
            stops,
            printed,
            reason,
            message,
        }
    }

    fn basis(&self, verdict: Verdict, printed: Option<Code>) -> Basis {
        match (verdict, printed) {
            (_, Some(Code::UnreadableFile)) => Basis::Environment,
            (Verdict::Fails, Some(code)) if code.meta().reach == Reach::Everyone && self.holds(code) => {
                Basis::Observed
            }
            (Verdict::Connects, _) if self.was_accepted() => Basis::Observed,
            _ => Basis::Modelled,
        }
    }

    fn holds(&self, code: Code) -> bool {
        self.held.iter().any(|held| held.code == code)
    }

    /// The server took an export over this exporter's transport.
    fn was_accepted(&self) -> bool {
        self.attempt.otlp.seen.as_ref().is_some_and(|otlp| {
            otlp.exchanges
                .iter()
                .any(|exchange| exchange.protocol == self.exporter.protocol && exchange.accepted())
        })
    }

    fn gives_up(&self, code: Code) -> GivesUp {
        let timing = self.exporter.timing;
        match code {
            Code::ConnectionTimeout | Code::SilentServer | Code::NoAnswer => timing.silent,
            Code::DnsFailure
            | Code::NetworkUnreachable
            | Code::ConnectionRefused
            | Code::ConnectionReset
            | Code::ProxyFailure => timing.closed,
            Code::WrongProtocol
            | Code::Unauthenticated
            | Code::PermissionDenied
            | Code::BackendUnavailable
            | Code::OtlpRejected
            | Code::UnreadableFile => GivesUp::Unknown,
            // OkHttp goes on over HTTP/1.1 and gets an answer.
            Code::AlpnMissing if self.exporter.alpn == AlpnRule::FallsBack => GivesUp::Unknown,
            _ => timing.refused,
        }
    }
}

/// Codes after which no TLS was spoken.
fn is_before_tls(held: &Held) -> bool {
    held.code.is_unreachable()
        || matches!(
            held.code,
            Code::PlaintextServer | Code::PlaintextClient | Code::ConnectionReset | Code::SilentServer
        )
}

fn sent_no_header(held: &Held) -> bool {
    matches!(&held.evidence, Evidence::Otlp { headers_sent, .. } if headers_sent.is_empty())
}
