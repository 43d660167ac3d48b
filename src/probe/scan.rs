//! Raw ClientHellos: the offers of the exporters, every version alone, and with `--scan` every suite and group.
//!
//! No handshake is finished. In TLS 1.3 an empty key share makes the server name suite and group in a
//! HelloRetryRequest; below that its ServerHello names them.

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;
use tokio::time::timeout_at;

use super::Probe;
use super::Scan;
use super::flight;
use super::hello;
use super::side_by_side;
use super::side_by_side::Work;
use super::tap::SharedLog;
use super::tcp::Route;
use crate::observation::Answer;
use crate::observation::Hello;
use crate::observation::Offer;
use crate::observation::OfferSeen;
use crate::observation::Supported;
use crate::observation::TlsSeen;
use crate::x509::Certificate;
use crate::x509::KeyKind;

/// TLS 1.0 to 1.3.
const VERSIONS: [u16; 4] = [0x0301, 0x0302, 0x0303, 0x0304];

const SECP521R1: u16 = 0x0019;

/// Suites of TLS 1.3.
const SUITES_13: [u16; 5] = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305];

/// Suites of TLS 1.2 and below, as servers still have them: ECDHE, DHE, RSA; AEAD first, RC4 and NULL last.
const SUITES_12: [u16; 69] = [
    0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc0ac, 0xc0ad, 0xc0ae, 0xc0af, 0xc023, 0xc027, 0xc024,
    0xc028, 0xc009, 0xc013, 0xc00a, 0xc014, 0xc072, 0xc076, 0xc073, 0xc077, 0x009e, 0x009f, 0xccaa, 0xc09e,
    0xc09f, 0x0067, 0x006b, 0x0033, 0x0039, 0x0045, 0x0088, 0x00a2, 0x00a3, 0x0040, 0x006a, 0x0032, 0x0038,
    0x009c, 0x009d, 0xc09c, 0xc09d, 0x003c, 0x003d, 0x002f, 0x0035, 0x0041, 0x0084, 0x0096, 0xc008, 0xc012,
    0x0016, 0x0013, 0x000a, 0xc007, 0xc011, 0x0005, 0x0004, 0xc006, 0xc010, 0x003b, 0x0002, 0x0001, 0x0009,
    0x0015, 0xc05c, 0xc060, 0xc050,
];

/// Groups, those that everybody has first.
const GROUPS: [u16; 18] = [
    0x001d, 0x0017, 0x0018, 0x11ec, 0x0019, 0x001e, 0x11eb, 0x11ed, 0x0016, 0x001a, 0x001b, 0x001c, 0x001f,
    0x0020, 0x0021, 0x0100, 0x0101, 0x0102,
];

/// Signature schemes, those that everybody has first.
const SCHEMES: [u16; 20] = [
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501,
    0x0601, 0x081a, 0x081b, 0x081c, 0x0402, 0x0203, 0x0201,
];

/// Most ClientHellos of one sequence of a full scan.
const MOST: usize = 80;

/// What raw ClientHellos showed.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) offers: Vec<OfferSeen>,
    pub(super) supported: Option<Supported>,
}

/// An offer of all that is known, in these versions.
pub(super) fn broad(versions: &[u16]) -> Offer {
    let mut cipher_suites = Vec::new();
    if versions.iter().any(|version| *version >= 0x0304) {
        cipher_suites.extend(SUITES_13);
    }
    if versions.iter().any(|version| *version <= 0x0303) {
        cipher_suites.extend(SUITES_12);
    }
    Offer {
        versions: versions.to_vec(),
        cipher_suites,
        groups: GROUPS.to_vec(),
        signature_schemes: SCHEMES.to_vec(),
        alpn: Vec::new(),
        key_shares: Vec::new(),
        server_name: true,
        trailing_dot: false,
    }
}

impl Probe<'_> {
    /// The offers of the exporters that do not contain what was negotiated.
    pub(super) async fn missing_offers(&self, route: Route<'_>, seen: &TlsSeen) -> Scanned {
        if self.plan.scan == Scan::Never {
            return Scanned::default();
        }
        // One connection is enough where all is well: a handshake with a name answers for the one exporter among
        // several that would send none. Where no other is asked about, it is tried.
        let answers_for_nameless = seen.finished && self.plan.offers.iter().any(|offer| offer.server_name);
        let holds = |offer: &Offer, hello: &Hello| {
            let contains = match offer.server_name || offer.trailing_dot {
                false if answers_for_nameless => offer.holds(hello),
                _ => offer.contains(hello),
            };
            // OpenSSL wants the curve of an ECDSA certificate among the groups, below TLS 1.3 (RFC 8422 section 5.1).
            let curve = hello.version > 0x0303 || offer.groups.contains(&SECP521R1) || !has_p521_key(seen);
            contains && curve
        };
        let missing = self
            .plan
            .offers
            .iter()
            .filter(|offer| seen.hello.as_ref().is_none_or(|hello| !holds(offer, hello)));
        let asked = missing.map(|offer| (offer.clone(), why(offer))).collect();
        Scanned { offers: self.ask_all(route, asked).await, supported: None }
    }

    /// All offers, everything at once, and every version alone; with `--scan` suites and groups, too.
    pub(super) async fn scan(&self, route: Route<'_>) -> Scanned {
        if self.plan.scan == Scan::Never {
            return Scanned::default();
        }
        let mut asked: Vec<(Offer, String)> =
            self.plan.offers.iter().map(|offer| (offer.clone(), why(offer))).collect();
        let everything = broad(&[0x0304, 0x0303, 0x0302, 0x0301]);
        asked.push((everything, "ClientHello: everything".to_owned()));
        for version in VERSIONS {
            asked.push((broad(&[version]), format!("ClientHello: {} alone", version_name(version))));
        }
        let offers = self.ask_all(route, asked).await;
        if offers.iter().all(|seen| seen.answer == Answer::Timeout) {
            // Silence says nothing about versions.
            return Scanned { offers, supported: None };
        }
        let mut supported = Supported::default();
        for seen in &offers {
            let Answer::ServerHello { version, .. } = seen.answer else { continue };
            if VERSIONS.contains(&version) && !supported.versions.contains(&version) {
                supported.versions.push(version);
            }
        }
        supported.versions.sort_unstable();
        if self.plan.scan == Scan::Full {
            self.enumerate(route, &mut supported).await;
        }
        Scanned { offers, supported: Some(supported) }
    }

    /// Suites of each version and groups of all, one sequence each, side by side.
    async fn enumerate(&self, route: Route<'_>, supported: &mut Supported) {
        let mut work: Vec<Work<'_, (Vec<u16>, Vec<u16>)>> = Vec::new();
        for &version in &supported.versions {
            work.push(Box::pin(self.eliminate(route, broad(&[version]), What::Suites)));
            work.push(Box::pin(self.eliminate(route, broad(&[version]), What::Groups)));
        }
        let (mut suites, mut groups) = (Vec::new(), Vec::new());
        for (more_suites, more_groups) in side_by_side::all(work).await {
            for suite in more_suites {
                if !suites.contains(&suite) {
                    suites.push(suite);
                }
            }
            for group in more_groups {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        supported.cipher_suites = Some(suites);
        supported.groups = Some(groups);
    }

    /// Takes away what the server selects until it selects nothing more.
    async fn eliminate(&self, route: Route<'_>, mut offer: Offer, what: What) -> (Vec<u16>, Vec<u16>) {
        let (mut suites, mut groups) = (Vec::new(), Vec::new());
        let version = offer.versions.clone();
        for _ in 0..MOST {
            let reason = format!("ClientHello: scan {}", version_name(version.first().copied().unwrap_or(0)));
            let answer = self.ask_offer(route, &offer, &reason).await;
            let Answer::ServerHello { version: selected, cipher_suite, group, .. } = answer else { break };
            if !version.contains(&selected) {
                break;
            }
            suites.push(cipher_suite);
            groups.extend(group);
            let left = match (what, group) {
                (What::Suites, _) => take_away(&mut offer.cipher_suites, cipher_suite),
                (What::Groups, Some(group)) => take_away(&mut offer.groups, group),
                // A suite without a group: nothing more to learn about groups.
                (What::Groups, None) => false,
            };
            if !left {
                break;
            }
        }
        (suites, groups)
    }

    async fn ask_all(&self, route: Route<'_>, asked: Vec<(Offer, String)>) -> Vec<OfferSeen> {
        let mut distinct: Vec<(Offer, String)> = Vec::new();
        for (offer, why) in asked {
            if !distinct.iter().any(|(known, _)| *known == offer) {
                distinct.push((offer, why));
            }
        }
        let work: Vec<Work<'_, OfferSeen>> = distinct
            .into_iter()
            .map(|(offer, why)| {
                Box::pin(async move {
                    let answer = self.ask_offer(route, &offer, &why).await;
                    OfferSeen { offer, answer }
                }) as Work<'_, _>
            })
            .collect();
        side_by_side::all(work).await
    }

    /// One ClientHello and what comes back in clear.
    async fn ask_offer(&self, route: Route<'_>, offer: &Offer, why: &str) -> Answer {
        let Ok(mut tap) = self.connect(route, why).await else { return Answer::Closed };
        let log = tap.log();
        let mut name = self.settings.server_name.trim_end_matches('.').to_owned();
        if offer.trailing_dot {
            name.push('.');
        }
        let name = self.sends_server_name().then_some(name.as_str());
        let _ = tap.write_all(&hello::encode(offer, name)).await;
        let deadline = Instant::now() + self.extra_timeout();
        let mut room = [0u8; 4096];
        let mut timed_out = false;
        loop {
            match timeout_at(deadline, tap.read(&mut room)).await {
                Err(_) => {
                    timed_out = true;
                    break;
                }
                Ok(Ok(0) | Err(_)) => break,
                Ok(Ok(_)) => {}
            }
            let log = log.lock();
            if log.received_total > log.received.len() || flight::read(&log.received).is_complete() {
                break;
            }
        }
        answer(&log, timed_out)
    }
}

fn has_p521_key(seen: &TlsSeen) -> bool {
    let leaf = seen.chain.first().and_then(|der| Certificate::new(&der.0).facts.ok());
    leaf.is_some_and(|facts| facts.key.kind == KeyKind::EcP521)
}

#[derive(Clone, Copy)]
enum What {
    Suites,
    Groups,
}

/// Removes a number; `false` when it was not there or nothing is left.
fn take_away(numbers: &mut Vec<u16>, number: u16) -> bool {
    let before = numbers.len();
    numbers.retain(|known| *known != number);
    numbers.len() < before && !numbers.is_empty()
}

fn answer(log: &SharedLog, timed_out: bool) -> Answer {
    let flight = flight::read(&log.lock().received);
    match flight.hello {
        Some(hello) => Answer::ServerHello {
            version: hello.version,
            cipher_suite: hello.cipher_suite,
            group: hello.group.or(flight.group),
            alpn: hello.alpn,
            retry: hello.retry,
            chain: flight.chain,
            client_auth: flight.client_auth,
        },
        None => match flight.alert {
            Some(description) => Answer::Alert { description },
            None if flight.not_tls => Answer::NotTls,
            None if timed_out => Answer::Timeout,
            None => Answer::Closed,
        },
    }
}

fn why(offer: &Offer) -> String {
    let versions: Vec<&str> = offer.versions.iter().map(|version| version_name(*version)).collect();
    format!("ClientHello: an exporter's offer ({})", versions.join(", "))
}

fn version_name(version: u16) -> &'static str {
    match version {
        0x0301 => "TLS 1.0",
        0x0302 => "TLS 1.1",
        0x0303 => "TLS 1.2",
        0x0304 => "TLS 1.3",
        _ => "another version",
    }
}
