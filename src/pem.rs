//! PEM sections. The only module that uses `rustls-pemfile`, which is archived upstream.
//!
//! Its errors are never shown: for a key written on one line they hold the key (RUSTSEC-2025-0134 aside).
//! Whatever a file holds, the problems named here are phrases of our own.

use crate::secret::Secret;

/// Why a file is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong: never a part of the file.
    pub problem: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// A private key as found.
#[derive(Debug)]
pub struct Key {
    /// DER.
    pub der: Secret<Vec<u8>>,
    /// `pkcs8`, `pkcs1` or `sec1`.
    pub format: &'static str,
}

/// Every certificate of a PEM file, in order.
///
/// # Errors
/// When there is none, or the file is not PEM.
pub fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Problem> {
    let mut found = Vec::new();
    for item in rustls_pemfile::read_all(&mut &*bytes) {
        match item {
            Ok(rustls_pemfile::Item::X509Certificate(der)) => found.push(der.as_ref().to_vec()),
            Ok(_) => {}
            Err(_) => return Err(damaged(bytes)),
        }
    }
    if found.is_empty() { Err(nothing_found(bytes, "certificate")) } else { Ok(found) }
}

/// The certificates of a CA file as Go takes them (`x509.CertPool.AppendCertsFromPEM`): block by block, what cannot be
/// read is passed over.
///
/// # Errors
/// When there is none.
pub fn certificates_by_block(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Problem> {
    let whole = certificates(bytes);
    let Err(problem) = whole else { return whole };
    let found: Vec<Vec<u8>> =
        blocks(bytes).into_iter().flat_map(|block| certificates(block).unwrap_or_default()).collect();
    if found.is_empty() { Err(problem) } else { Ok(found) }
}

/// From each BEGIN line to the line before the next.
fn blocks(bytes: &[u8]) -> Vec<&[u8]> {
    const BEGIN: &[u8] = b"-----BEGIN ";
    let is_begin =
        |at: &usize| bytes[*at..].starts_with(BEGIN) && (*at == 0 || matches!(bytes[*at - 1], b'\n' | b'\r'));
    let starts: Vec<usize> = (0..bytes.len()).filter(is_begin).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).map(|(start, end)| &bytes[*start..end]).collect()
}

/// Everything of a PEM file that otls knows.
#[derive(Debug, Default)]
pub struct Sections {
    /// Certificates, DER, in order.
    pub certificates: Vec<Vec<u8>>,
    /// Private keys that are not encrypted.
    pub keys: Vec<Key>,
    /// Certificate revocation lists, DER.
    pub lists: Vec<Vec<u8>>,
    /// Number of certificate signing requests.
    pub requests: usize,
    /// There is an encrypted private key as well.
    pub encrypted: bool,
    /// Blocks that cannot be read.
    pub damaged: usize,
}

/// As [`sections`], block by block: what cannot be read is counted.
///
/// # Errors
/// When there is nothing that otls knows.
pub fn sections_by_block(bytes: &[u8]) -> Result<Sections, Problem> {
    let whole = sections(bytes);
    let Err(problem) = whole else { return whole };
    let mut found = Sections::default();
    for block in blocks(bytes) {
        match sections(block) {
            Ok(one) => {
                found.certificates.extend(one.certificates);
                found.keys.extend(one.keys);
                found.lists.extend(one.lists);
                found.requests += one.requests;
                found.encrypted |= one.encrypted;
            }
            Err(_) => found.damaged += 1,
        }
    }
    if found.certificates.is_empty() && found.keys.is_empty() { Err(problem) } else { Ok(found) }
}

/// All that a PEM file holds.
///
/// # Errors
/// When there is nothing that otls knows, or the file is not PEM.
pub fn sections(bytes: &[u8]) -> Result<Sections, Problem> {
    let mut found = Sections { encrypted: is_encrypted(bytes), ..Sections::default() };
    for item in rustls_pemfile::read_all(&mut &*bytes) {
        match item {
            Ok(rustls_pemfile::Item::X509Certificate(der)) => found.certificates.push(der.as_ref().to_vec()),
            Ok(rustls_pemfile::Item::Crl(der)) => found.lists.push(der.as_ref().to_vec()),
            Ok(rustls_pemfile::Item::Csr(_)) => found.requests += 1,
            // The old form of encryption keeps the label of a plain key.
            Ok(_) if holds(bytes, "Proc-Type: 4,ENCRYPTED") => {}
            Ok(item) => found.keys.extend(key(item)),
            Err(_) => return Err(damaged(bytes)),
        }
    }
    let nothing = found.certificates.is_empty()
        && found.keys.is_empty()
        && found.lists.is_empty()
        && found.requests == 0
        && !found.encrypted;
    if nothing { Err(nothing_found(bytes, "certificate or key")) } else { Ok(found) }
}

fn key(item: rustls_pemfile::Item) -> Option<Key> {
    let (der, format) = match item {
        rustls_pemfile::Item::Pkcs8Key(key) => (key.secret_pkcs8_der().to_vec(), "pkcs8"),
        rustls_pemfile::Item::Pkcs1Key(key) => (key.secret_pkcs1_der().to_vec(), "pkcs1"),
        rustls_pemfile::Item::Sec1Key(key) => (key.secret_sec1_der().to_vec(), "sec1"),
        _ => return None,
    };
    Some(Key { der: Secret::new(der), format })
}

fn is_encrypted(bytes: &[u8]) -> bool {
    holds(bytes, "-----BEGIN ENCRYPTED PRIVATE KEY-----") || holds(bytes, "Proc-Type: 4,ENCRYPTED")
}

/// What is wrong with an encrypted key.
pub fn encrypted_key() -> Problem {
    Problem {
        problem: "the private key is encrypted".into(),
        help: Some(
            "exporters read unencrypted keys only; decrypt it with `openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW`"
                .into(),
        ),
    }
}

/// The first private key of a PEM file.
///
/// # Errors
/// When there is none, it is encrypted, or the file is not PEM.
pub fn private_key(bytes: &[u8]) -> Result<Key, Problem> {
    if is_encrypted(bytes) {
        return Err(encrypted_key());
    }
    for item in rustls_pemfile::read_all(&mut &*bytes) {
        match item {
            Ok(item) => {
                if let Some(key) = key(item) {
                    return Ok(key);
                }
            }
            Err(_) => return Err(damaged(bytes)),
        }
    }
    Err(nothing_found(bytes, "private key"))
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn damaged(bytes: &[u8]) -> Problem {
    let one_line = bytes.iter().filter(|&&b| b == b'\n').count() < 2;
    if one_line && holds(bytes, "-----BEGIN") {
        return Problem {
            problem: "the PEM text is on one line".into(),
            help: Some("the BEGIN line, the base64 text and the END line must be lines of their own".into()),
        };
    }
    Problem {
        problem: "the PEM text is damaged or cut off".into(),
        help: Some(
            "check that every BEGIN line has its END line and that only base64 is between them".into(),
        ),
    }
}

/// The parser skips what it does not know without a word, so say what the file is instead.
fn nothing_found(bytes: &[u8], wanted: &str) -> Problem {
    let (problem, help) = if bytes.iter().all(u8::is_ascii_whitespace) {
        ("the file is empty".to_owned(), None)
    } else if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        (
            "the file starts with a byte order mark (BOM), which TLS libraries do not accept".to_owned(),
            Some("save it as UTF-8 without BOM: `sed -i '1s/^\\xEF\\xBB\\xBF//' FILE`"),
        )
    } else if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        ("the file is UTF-16 text".to_owned(), Some("save it as ASCII or UTF-8 without BOM"))
    } else if bytes.starts_with(&[0x30, 0x82]) || bytes.starts_with(&[0x30, 0x81]) {
        let der =
            "openssl x509 -inform DER -in FILE -out FILE.pem; openssl pkcs12 -in FILE -nodes -out FILE.pem";
        ("the file is DER or PKCS#12, not PEM".to_owned(), Some(der))
    } else if holds(bytes, "-----BEGIN TRUSTED CERTIFICATE-----") {
        (
            "the file holds OpenSSL's TRUSTED CERTIFICATE form".to_owned(),
            Some("convert it: `openssl x509 -in FILE -out FILE.pem`"),
        )
    } else if holds(bytes, "-----BEGIN X509 CERTIFICATE-----") {
        (
            "the file says BEGIN X509 CERTIFICATE, which TLS libraries do not read".to_owned(),
            Some("write BEGIN CERTIFICATE and END CERTIFICATE instead"),
        )
    } else if let Some(label) = first_label(bytes) {
        (format!("the file holds a {label} and no {wanted}"), Some("are the files swapped?"))
    } else if holds(bytes, "-----BEGIN") {
        (
            format!("no {wanted} can be read; is the PEM text indented or damaged?"),
            Some("every BEGIN and END line must start in the first column"),
        )
    } else {
        (format!("the file is not PEM: there is no BEGIN line, so no {wanted}"), None)
    };
    Problem { problem, help: help.map(str::to_owned) }
}

/// The kind of the first section that is understood, in words of our own.
fn first_label(bytes: &[u8]) -> Option<&'static str> {
    rustls_pemfile::read_all(&mut &*bytes).find_map(|item| match item {
        Ok(rustls_pemfile::Item::X509Certificate(_)) => Some("certificate"),
        Ok(
            rustls_pemfile::Item::Pkcs8Key(_)
            | rustls_pemfile::Item::Pkcs1Key(_)
            | rustls_pemfile::Item::Sec1Key(_),
        ) => Some("private key"),
        Ok(rustls_pemfile::Item::Crl(_)) => Some("certificate revocation list"),
        Ok(rustls_pemfile::Item::Csr(_)) => Some("certificate request"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    const KEY: &str = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";

    #[test]
    fn text_around_sections_and_line_ends_do_not_matter() {
        let text = format!("subject=x\r\n{}\nmore\n{CERTIFICATE}", CERTIFICATE.replace('\n', "\r\n"));
        assert_eq!(certificates(text.as_bytes()).unwrap().len(), 2);
        let key = private_key(format!("{CERTIFICATE}{KEY}").as_bytes()).unwrap();
        assert_eq!((key.format, key.der.expose().as_slice()), ("pkcs8", b"secret".as_slice()));
    }

    #[test]
    fn each_bad_file_has_its_own_words() {
        let bom = format!("\u{feff}{CERTIFICATE}");
        let indented = CERTIFICATE.replace("\n", "\n  ").replacen("-----BEGIN", "  -----BEGIN", 1);
        for (bytes, word) in [
            (b"".as_slice(), "empty"),
            (b" \n", "empty"),
            (bom.as_bytes(), "BOM"),
            (b"\xff\xfe-\0", "UTF-16"),
            (b"\x30\x82\x01\x01", "DER"),
            (b"hello", "not PEM"),
            (KEY.as_bytes(), "private key and no certificate"),
            (b"-----BEGIN TRUSTED CERTIFICATE-----\nAAAA\n-----END TRUSTED CERTIFICATE-----\n", "TRUSTED"),
            (b"-----BEGIN CERTIFICATE-----\nAAAA\n", "cut off"),
            (indented.as_bytes(), "indented"),
        ] {
            let problem = certificates(bytes).unwrap_err();
            assert!(problem.problem.contains(word), "{word}: {problem:?}");
        }
        assert!(
            private_key(CERTIFICATE.as_bytes())
                .unwrap_err()
                .problem
                .contains("certificate and no private key")
        );
        let encrypted = b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        assert!(private_key(encrypted).unwrap_err().problem.contains("encrypted"));
    }

    #[test]
    fn block_by_block_as_go_reads() {
        let broken = CERTIFICATE.replace("AAAA", "!!!!");
        let text = format!("{broken}{CERTIFICATE}{KEY}");
        assert!(certificates(text.as_bytes()).is_err());
        assert_eq!(certificates_by_block(text.as_bytes()).unwrap().len(), 1);
        let found = sections_by_block(text.as_bytes()).unwrap();
        assert_eq!((found.certificates.len(), found.keys.len(), found.damaged), (1, 1, 1));
        assert!(certificates_by_block(broken.as_bytes()).is_err() && sections_by_block(b"").is_err());
    }

    #[test]
    fn a_key_on_one_line_is_never_repeated() {
        let one_line = KEY.replace('\n', " ");
        let problem = private_key(one_line.as_bytes()).unwrap_err();
        let shown = format!("{problem:?}");
        assert!(shown.contains("one line"), "{shown}");
        assert!(!shown.contains("c2VjcmV0") && !shown.contains("99"), "{shown}");
    }
}
