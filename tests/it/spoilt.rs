//! `otls inspect` on files that nobody should have: no panic, no long wait, nothing that paints the terminal.
//!
//! `OTLS_SPOILT_INPUTS` says how many inputs are made (400), `OTLS_SPOILT_START` (a number) which, and
//! `OTLS_SPOILT_SEEDS` names a folder of further files to begin with. All is done in this process; what fails is kept in the temporary folder that the failure names.

use std::ffi::OsString;
use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, IsCa, Issuer, KeyPair,
};
use rcgen::{KeyIdMethod, KeyUsagePurpose, RevokedCertParams, SerialNumber};

/// A second is a hang.
const LONGEST: Duration = Duration::from_secs(1);

/// Marsaglia's xorshift: repeatable, and good enough to spoil files with.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Texts that a terminal would obey, or that end what they stand in.
const TEXTS: [&[u8]; 12] = [
    b"\x1b[31m",
    b"\x1b]0;owned\x07",
    b"\x1b[2J\x1b[H",
    b"\xc2\x9b31m",
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"\r\nok: nothing stands against it\r\n",
    b"\x00",
    b"\x08\x08\x08",
    b"`$(id)`'\";",
    b"\xff\xfe",
    b"\xf3\xa0\x80\x81",
];

/// One step away from a good file.
fn spoil(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(8) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
        1 if !bytes.is_empty() => bytes[at] = u8::try_from(random.below(256)).unwrap(),
        2 => bytes.truncate(at),
        // A name keeps its length, so that what is around it can still be read.
        3 | 4 => {
            let text = *random.pick(&TEXTS);
            if let Some(place) = bytes.get_mut(at..at + text.len()) {
                place.copy_from_slice(text);
            }
        }
        5 => {
            let text = *random.pick(&TEXTS);
            bytes.splice(at..at, text.iter().copied());
        }
        6 if bytes.len() > 2 => {
            let end = at + random.below(bytes.len() - at).min(64);
            let part = bytes[at..end].to_vec();
            bytes.splice(at..at, part);
        }
        // Lengths and counts.
        7 if bytes.len() > 8 => {
            for byte in bytes.iter_mut().skip(at).take(1 + random.below(4)) {
                *byte = *random.pick(&[0, 0x7f, 0x80, 0x84, 0xff]);
            }
        }
        _ => {}
    }
}

/// Overwrites a part of a printable run, where names are.
fn spoil_a_name(bytes: &mut [u8], random: &mut Random) {
    let runs: Vec<usize> = (0..bytes.len().saturating_sub(8))
        .filter(|at| {
            bytes[*at..at + 8].iter().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
        })
        .collect();
    if runs.is_empty() {
        return;
    }
    let at = *random.pick(&runs);
    let text = *random.pick(&TEXTS);
    let length = text.len().min(8);
    bytes[at..at + length].copy_from_slice(&text[..length]);
}

fn pem(label: &str, der: &[u8]) -> Vec<u8> {
    let body = BASE64_STANDARD.encode(der);
    let lines: Vec<String> =
        body.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n")).into_bytes()
}

/// What the inputs are made of.
struct Seeds {
    certificates: Vec<Vec<u8>>,
    lists: Vec<Vec<u8>>,
    others: Vec<Vec<u8>>,
}

fn name(params: &mut CertificateParams, common_name: &str) {
    params.distinguished_name.push(DnType::CommonName, common_name);
}

impl Seeds {
    fn new(folder: &Path) -> Self {
        let mut ca = CertificateParams::new(vec![]).unwrap();
        name(&mut ca, "spoilt-authority");
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let ca_key = KeyPair::generate().unwrap();
        let root = ca.self_signed(&ca_key).unwrap();
        fs::write(folder.join("ca.pem"), root.pem()).unwrap();
        let issuer = Issuer::new(ca, ca_key);
        let names = ["otel-collector", "*.observability.svc.cluster.local", "10.0.0.7"].map(str::to_owned);
        let mut params = CertificateParams::new(names.to_vec()).unwrap();
        name(&mut params, "otel-collector.observability");
        params.distinguished_name.push(DnType::OrganizationName, "Example Observability Company");
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &issuer).unwrap();
        let list = CertificateRevocationListParams {
            this_update: rcgen::date_time_ymd(2025, 1, 1),
            next_update: rcgen::date_time_ymd(2060, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: vec![RevokedCertParams {
                serial_number: SerialNumber::from(7),
                revocation_time: rcgen::date_time_ymd(2025, 1, 1),
                reason_code: None,
                invalidity_date: None,
            }],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        let list = list.signed_by(&issuer).unwrap();
        let chain = p12_keystore::PrivateKeyChain::new(
            vec![1u8],
            p12_keystore::PrivateKey::from_der(key.serialized_der()).unwrap(),
            vec![p12_keystore::Certificate::from_der(leaf.der()).unwrap()],
        );
        let mut store = p12_keystore::KeyStore::new();
        store.add_entry("otel", p12_keystore::KeyStoreEntry::PrivateKeyChain(chain));
        let mut seeds = Self {
            certificates: vec![leaf.der().to_vec(), root.der().to_vec()],
            lists: vec![list.der().to_vec()],
            others: vec![
                key.serialized_der().to_vec(),
                key.serialize_pem().into_bytes(),
                store.writer("").write().unwrap(),
            ],
        };
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pki");
        for folder in std::iter::once(own).chain(std::env::var_os("OTLS_SPOILT_SEEDS").map(Into::into)) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let bytes = fs::read(&path).unwrap();
                match path.extension().and_then(|ending| ending.to_str()) {
                    Some("crl") => seeds.lists.push(bytes),
                    Some("der") => seeds.certificates.push(bytes),
                    Some("pem" | "p12") => seeds.others.push(bytes),
                    _ => {}
                }
            }
        }
        seeds
    }

    /// A spoilt file.
    fn file(&self, random: &mut Random) -> Vec<u8> {
        let mut part = match random.below(10) {
            0 => random.pick(&self.lists).clone(),
            1 | 2 => random.pick(&self.others).clone(),
            _ => random.pick(&self.certificates).clone(),
        };
        if random.below(2) == 0 {
            spoil_a_name(&mut part, random);
        }
        for _ in 0..random.below(4) {
            spoil(&mut part, random);
        }
        let label =
            *random.pick(&["CERTIFICATE", "CERTIFICATE", "X509 CRL", "PRIVATE KEY", "TRUSTED CERTIFICATE"]);
        match random.below(6) {
            0 | 1 => part,
            2 | 3 => pem(label, &part),
            4 => {
                let mut chain = pem("CERTIFICATE", &part);
                for _ in 0..random.below(4) {
                    chain.extend(pem(label, &self.certificates[random.below(self.certificates.len())]));
                }
                spoil(&mut chain, random);
                chain
            }
            _ => Self::secret(&pem("CERTIFICATE", &part), random),
        }
    }

    /// A Kubernetes Secret with a hostile name.
    fn secret(content: &[u8], random: &mut Random) -> Vec<u8> {
        let quoted: String = String::from_utf8_lossy(TEXTS[random.below(TEXTS.len())])
            .chars()
            .map(|c| format!("\\u{:04x}", u32::from(c).min(0xffff)))
            .collect();
        let mut body = BASE64_STANDARD.encode(content).into_bytes();
        if random.below(4) == 0 {
            spoil(&mut body, random);
        }
        let mut yaml = format!(
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: \"otel{quoted}\"\n  namespace: \"n{quoted}\"\ndata:\n  \
             \"{quoted}tls.crt\": "
        )
        .into_bytes();
        yaml.extend(body);
        yaml.extend(b"\n  ca.crt: &a bm9wZQ==\nstringData:\n  tls.key: *a\n");
        if random.below(3) == 0 {
            spoil(&mut yaml, random);
        }
        yaml
    }
}

/// The time that this thread has had the processor; elsewhere than on Linux the time of day.
fn worked(since: Instant) -> Duration {
    let on_processor = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = on_processor.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Runs `otls inspect FILE` in this process; how long it took, and what it wrote.
fn inspect(folder: &Path, file: &Path, format: &str) -> Result<(Duration, Vec<u8>), String> {
    let out = folder.join("out");
    let mut arguments: Vec<OsString> = ["otls", "inspect"].map(OsString::from).to_vec();
    arguments.push(file.into());
    arguments.extend(
        ["--verify-name", "otel-collector", "--at", "2026-01-01T00:00:00Z", "-o", format].map(Into::into),
    );
    for (flag, path) in [("--cacert", folder.join("ca.pem")), ("--output-file", out.clone())] {
        arguments.extend([OsString::from(flag), path.into()]);
    }
    let start = Instant::now();
    let before = worked(start);
    std::panic::catch_unwind(AssertUnwindSafe(|| otls::cmd::run(arguments))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        format!(
            "panics: {}",
            text.or(panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
        )
    })?;
    Ok((worked(start) - before, fs::read(out).unwrap()))
}

/// What is wrong with the run, if anything.
fn fault(folder: &Path, file: &Path, format: &str) -> Option<String> {
    let (took, written) = match inspect(folder, file, format) {
        Ok(done) => done,
        Err(panic) => return Some(panic),
    };
    if took > LONGEST {
        return Some(format!("takes {took:?}"));
    }
    let Ok(text) = String::from_utf8(written) else { return Some("writes what is not UTF-8".to_owned()) };
    if format == "json" {
        let bad = text.lines().find(|line| serde_json::from_str::<serde_json::Value>(line).is_err());
        return bad.map(|line| format!("writes what is not JSON: {line}"));
    }
    let obeyed = text.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    });
    obeyed.map(|c| format!("writes {:?}: {text}", c.escape_unicode().to_string()))
}

#[test]
fn no_file_makes_it_panic_wait_or_paint_the_terminal() {
    let number = |variable: &str| std::env::var(variable).ok().map(|text| text.parse::<u64>().unwrap());
    let inputs = number("OTLS_SPOILT_INPUTS").unwrap_or(400);
    let folder = tempfile::tempdir().unwrap();
    let seeds = Seeds::new(folder.path());
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ number("OTLS_SPOILT_START").unwrap_or(0));
    let file = folder.path().join("input");
    for number in 0..inputs {
        let bytes = seeds.file(&mut random);
        fs::write(&file, &bytes).unwrap();
        let format = if number % 4 == 0 { "json" } else { "text" };
        if let Some(fault) = fault(folder.path(), &file, format) {
            let kept = folder.keep();
            panic!("input {number} ({}): otls {fault}", kept.join("input").display());
        }
    }
}

/// Every CA has signed every other; nothing leads to the root that is trusted.
#[test]
fn a_mesh_of_authorities_is_searched_in_bounded_time() {
    const AUTHORITIES: usize = 30;
    let folder = tempfile::tempdir().unwrap();
    Seeds::new(folder.path());
    let issuers: Vec<Issuer<'_, KeyPair>> = (0..AUTHORITIES)
        .map(|number| {
            let mut params = CertificateParams::new(vec![]).unwrap();
            name(&mut params, &format!("authority {number}"));
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            Issuer::new(params, KeyPair::generate().unwrap())
        })
        .collect();
    let mut params = CertificateParams::new(vec!["otel-collector".to_owned()]).unwrap();
    name(&mut params, "otel-collector");
    let mut chain = params.signed_by(&KeyPair::generate().unwrap(), &issuers[0]).unwrap().pem();
    for (of, subject) in issuers.iter().enumerate() {
        for (by, issuer) in issuers.iter().enumerate().filter(|(by, _)| *by != of) {
            let mut params = CertificateParams::new(vec![]).unwrap();
            name(&mut params, &format!("authority {of}"));
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            params.serial_number = Some(SerialNumber::from(u64::try_from(of * AUTHORITIES + by).unwrap()));
            chain.push_str(&params.signed_by(subject.key(), issuer).unwrap().pem());
        }
    }
    let file = folder.path().join("mesh.pem");
    fs::write(&file, chain).unwrap();
    let (took, written) = inspect(folder.path(), &file, "text").unwrap();
    assert!(took < Duration::from_secs(20), "{took:?}");
    let text = String::from_utf8_lossy(&written);
    assert!(text.contains("error[unknown-ca]"), "{text}");
}
