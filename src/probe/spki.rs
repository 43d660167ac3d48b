//! The few raw parts of a certificate that a probe needs: names to pick anchors by, the key to check a
//! handshake signature with.
//!
//! Bytes of the peer: everything gives `None` where they do not fit, nothing panics. What a certificate says
//! beyond that is for `x509`.

/// Raw parts of a certificate, each with its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    pub(super) issuer: &'a [u8],
    pub(super) subject: &'a [u8],
    pub(super) spki: &'a [u8],
    /// Contents of the SEQUENCE OF Extension; empty when there is none.
    extensions: &'a [u8],
}

/// A public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key<'a> {
    /// Contents of the AlgorithmIdentifier.
    pub(super) algorithm: &'a [u8],
    /// The key's bits.
    pub(super) bits: &'a [u8],
}

const SEQUENCE: u8 = 0x30;
const RSA_ENCRYPTION: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 0x23];
const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x1e];

/// Takes a certificate apart.
pub(super) fn parts(certificate: &[u8]) -> Option<Parts<'_>> {
    let (outer, _) = expect(SEQUENCE, certificate)?;
    let (tbs, _) = expect(SEQUENCE, outer.contents)?;
    let mut rest = tbs.contents;
    if rest.first() == Some(&0xa0) {
        rest = element(rest)?.1;
    }
    rest = expect(0x02, rest)?.1;
    rest = expect(SEQUENCE, rest)?.1;
    let (issuer, rest) = expect(SEQUENCE, rest)?;
    let (_, rest) = expect(SEQUENCE, rest)?;
    let (subject, rest) = expect(SEQUENCE, rest)?;
    let (spki, mut rest) = expect(SEQUENCE, rest)?;
    let mut extensions: &[u8] = &[];
    while let Some((next, after)) = element(rest) {
        if next.tag == 0xa3 {
            extensions = expect(SEQUENCE, next.contents).map_or(extensions, |(list, _)| list.contents);
        }
        rest = after;
    }
    Some(Parts { issuer: issuer.whole, subject: subject.whole, spki: spki.whole, extensions })
}

impl<'a> Parts<'a> {
    /// keyIdentifier of authorityKeyIdentifier.
    pub(super) fn authority_key_id(&self) -> Option<&'a [u8]> {
        let (list, _) = expect(SEQUENCE, self.extension(AUTHORITY_KEY_IDENTIFIER)?)?;
        expect(0x80, list.contents).map(|(id, _)| id.contents)
    }

    /// The value of nameConstraints.
    pub(super) fn name_constraints(&self) -> Option<&'a [u8]> {
        self.extension(NAME_CONSTRAINTS)
    }

    fn extension(&self, oid: &[u8]) -> Option<&'a [u8]> {
        let mut rest = self.extensions;
        while let Some((extension, after)) = element(rest) {
            rest = after;
            let (id, mut value) = element(extension.contents)?;
            if id.contents != oid {
                continue;
            }
            if value.first() == Some(&0x01) {
                value = element(value)?.1;
            }
            return expect(0x04, value).map(|(octets, _)| octets.contents);
        }
        None
    }
}

/// Takes a SubjectPublicKeyInfo apart.
pub(super) fn key(spki: &[u8]) -> Option<Key<'_>> {
    let (outer, _) = expect(SEQUENCE, spki)?;
    let (algorithm, rest) = expect(SEQUENCE, outer.contents)?;
    let (bits, _) = expect(0x03, rest)?;
    match bits.contents.split_first()? {
        (0, bits) => Some(Key { algorithm: algorithm.contents, bits }),
        _ => None,
    }
}

impl Key<'_> {
    /// Bits of the modulus; `None` for other keys.
    pub(super) fn rsa_bits(&self) -> Option<usize> {
        if !self.algorithm.starts_with(RSA_ENCRYPTION) {
            return None;
        }
        let (outer, _) = expect(SEQUENCE, self.bits)?;
        let (modulus, _) = expect(0x02, outer.contents)?;
        let digits: Vec<u8> = modulus.contents.iter().copied().skip_while(|byte| *byte == 0).collect();
        let top = digits.first()?;
        Some(digits.len() * 8 - usize::try_from(top.leading_zeros()).ok()?)
    }
}

/// Puts contents into a SEQUENCE.
pub(super) fn sequence(contents: &[u8]) -> Vec<u8> {
    let mut der = vec![SEQUENCE];
    match u8::try_from(contents.len()) {
        Ok(short @ 0..0x80) => der.push(short),
        _ => {
            let bytes = contents.len().to_be_bytes();
            let significant: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
            der.push(0x80 | u8::try_from(significant.len()).unwrap_or(8));
            der.extend(significant);
        }
    }
    der.extend_from_slice(contents);
    der
}

#[derive(Clone, Copy)]
struct Element<'a> {
    tag: u8,
    contents: &'a [u8],
    whole: &'a [u8],
}

/// The next element and what follows it.
fn element(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let (&tag, after_tag) = bytes.split_first()?;
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (&first, after_first) = after_tag.split_first()?;
    let (length, body) = match first {
        0..=0x7f => (usize::from(first), after_first),
        0x81..=0x83 => {
            let (digits, body) = after_first.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0usize, |length, &digit| (length << 8) | usize::from(digit)), body)
        }
        _ => return None,
    };
    let (contents, rest) = body.split_at_checked(length)?;
    let whole = bytes.get(..bytes.len() - rest.len())?;
    Some((Element { tag, contents, whole }, rest))
}

fn expect(tag: u8, bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    element(bytes).filter(|(element, _)| element.tag == tag)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_made_certificate_comes_apart() {
        let key_pair = rcgen::KeyPair::generate().unwrap();
        let certificate = rcgen::CertificateParams::new(vec!["localhost".to_owned()])
            .unwrap()
            .self_signed(&key_pair)
            .unwrap();
        let parts = parts(certificate.der()).unwrap();
        assert_eq!(parts.issuer, parts.subject);
        let key = key(parts.spki).unwrap();
        assert_eq!(key.bits, key_pair.public_key_raw());
        assert_eq!(key.rsa_bits(), None);
        assert_eq!(parts.name_constraints(), None);
    }

    #[test]
    fn long_and_short_sequences() {
        assert_eq!(sequence(&[1, 2]), [0x30, 2, 1, 2]);
        assert_eq!(sequence(&[0; 200]).get(..3), Some(&[0x30, 0x81, 200][..]));
        assert_eq!(sequence(&[0; 300]).get(..4), Some(&[0x30, 0x82, 1, 44][..]));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(parts) = parts(&bytes) {
                let _ = parts.authority_key_id();
            }
            let _ = key(&bytes).map(|key| key.rsa_bits());
        }
    }
}
