//! A TLV walker for the few places where x509-parser does not give raw bytes.
//!
//! It knows definite lengths and one-byte tags, which is all that certificates have. Every function gives
//! `None` where the bytes do not fit; none panics.

/// INTEGER.
pub(super) const INTEGER: u8 = 0x02;
/// BIT STRING.
pub(super) const BIT_STRING: u8 = 0x03;
/// OBJECT IDENTIFIER.
pub(super) const OID: u8 = 0x06;
/// SEQUENCE.
pub(super) const SEQUENCE: u8 = 0x30;
/// SET.
pub(super) const SET: u8 = 0x31;

/// One element: its tag, its contents, and itself with its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tlv<'a> {
    pub(super) tag: u8,
    pub(super) contents: &'a [u8],
    pub(super) raw: &'a [u8],
}

/// Reads elements one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag that comes next.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, whatever it is.
    pub(super) fn any(&mut self) -> Option<Tlv<'a>> {
        let (&tag, after_tag) = self.rest.split_first()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (&first, after_first) = after_tag.split_first()?;
        let (length, body) = match first {
            0..=0x7f => (usize::from(first), after_first),
            0x81..=0x84 => {
                let (bytes, body) = after_first.split_at_checked(usize::from(first & 0x7f))?;
                let length = bytes.iter().fold(0u32, |length, &byte| (length << 8) | u32::from(byte));
                (usize::try_from(length).ok()?, body)
            }
            _ => return None,
        };
        let (contents, rest) = body.split_at_checked(length)?;
        let raw = self.rest.get(..self.rest.len() - rest.len())?;
        self.rest = rest;
        Some(Tlv { tag, contents, raw })
    }

    /// The next element, which must have this tag.
    pub(super) fn expect(&mut self, tag: u8) -> Option<Tlv<'a>> {
        self.any().filter(|tlv| tlv.tag == tag)
    }

    /// The next element if it has this tag.
    pub(super) fn optional(&mut self, tag: u8) -> Option<Tlv<'a>> {
        if self.peek() == Some(tag) { self.any() } else { None }
    }
}

/// Raw parts of a certificate: cheaper than a [`super::Certificate`] where a whole store is searched.
#[derive(Clone, Copy, Debug)]
pub struct CertificateParts<'a> {
    /// With header.
    pub tbs: &'a [u8],
    /// Contents of the outer signatureAlgorithm.
    pub signature_algorithm: &'a [u8],
    /// Contents of the TBS's signature field.
    pub inner_signature_algorithm: &'a [u8],
    /// Without the unused-bits octet.
    pub signature: &'a [u8],
    /// With header.
    pub issuer: &'a [u8],
    /// With header.
    pub subject: &'a [u8],
    /// With header.
    pub spki: &'a [u8],
}

/// Takes a certificate apart; `None` where the bytes do not fit.
pub fn certificate_parts(der: &[u8]) -> Option<CertificateParts<'_>> {
    let mut outer = Reader::new(Reader::new(der).expect(SEQUENCE)?.contents);
    let tbs = outer.expect(SEQUENCE)?;
    let signature_algorithm = outer.expect(SEQUENCE)?.contents;
    let signature = bit_string(outer.expect(BIT_STRING)?.contents)?;
    let mut fields = Reader::new(tbs.contents);
    fields.optional(0xa0);
    fields.expect(INTEGER)?;
    let inner_signature_algorithm = fields.expect(SEQUENCE)?.contents;
    let issuer = fields.expect(SEQUENCE)?.raw;
    fields.expect(SEQUENCE)?;
    let subject = fields.expect(SEQUENCE)?.raw;
    let spki = fields.expect(SEQUENCE)?.raw;
    Some(CertificateParts {
        tbs: tbs.raw,
        signature_algorithm,
        inner_signature_algorithm,
        signature,
        issuer,
        subject,
        spki,
    })
}

/// The bytes of a BIT STRING that has no unused bits.
fn bit_string(contents: &[u8]) -> Option<&[u8]> {
    match contents.split_first()? {
        (0, bytes) => Some(bytes),
        _ => None,
    }
}

/// A SubjectPublicKeyInfo: contents of the AlgorithmIdentifier, and the key's bits.
pub fn public_key_parts(spki: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut fields = Reader::new(Reader::new(spki).expect(SEQUENCE)?.contents);
    let algorithm = fields.expect(SEQUENCE)?.contents;
    Some((algorithm, bit_string(fields.expect(BIT_STRING)?.contents)?))
}

/// A SubjectPublicKeyInfo: algorithm OID (contents), parameters (with header), key bits.
pub(super) fn spki_parts(spki: &[u8]) -> Option<(&[u8], Option<Tlv<'_>>, &[u8])> {
    let (algorithm, key) = public_key_parts(spki)?;
    let mut algorithm = Reader::new(algorithm);
    let oid = algorithm.expect(OID)?.contents;
    Some((oid, algorithm.any(), key))
}

/// Puts contents into a SEQUENCE.
pub(super) fn sequence(contents: &[u8]) -> Vec<u8> {
    let mut der = vec![SEQUENCE];
    let length = contents.len();
    if length < 0x80 {
        der.push(u8::try_from(length).unwrap_or(0x7f));
    } else {
        let bytes = length.to_be_bytes();
        let significant: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
        der.push(0x80 | u8::try_from(significant.len()).unwrap_or(8));
        der.extend(significant);
    }
    der.extend_from_slice(contents);
    der
}

/// An OBJECT IDENTIFIER's contents as dotted text. Arcs that do not fit 64 bits end in `?`.
pub(super) fn oid_text(contents: &[u8]) -> String {
    let mut text = String::new();
    let mut arc = 0u64;
    for (index, &byte) in contents.iter().enumerate() {
        if arc > u64::MAX >> 7 {
            text.push_str(".?");
            return text;
        }
        arc = (arc << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 != 0 {
            if index + 1 == contents.len() {
                text.push_str(".?");
            }
            continue;
        }
        if text.is_empty() {
            let first = (arc / 40).min(2);
            text = format!("{first}.{}", arc - first * 40);
        } else {
            text.push_str(&format!(".{arc}"));
        }
        arc = 0;
    }
    text
}

/// A Name for people, RFC 4514 like: the last relative name first, `CN=otel,O=Example`.
pub fn name_text(name: &[u8]) -> String {
    let mut relative_names = Vec::new();
    let Some(sequence) = Reader::new(name).expect(SEQUENCE) else { return String::new() };
    let mut sets = Reader::new(sequence.contents);
    while let Some(set) = sets.any() {
        let mut attributes = Reader::new(set.contents);
        let mut parts = Vec::new();
        while let Some(attribute) = attributes.any() {
            if let Some((oid, value)) = attribute_parts(attribute.contents) {
                let text = string_text(value).map(|text| escape(&text));
                let text = text.unwrap_or_else(|| format!("#{}", hex(value.raw)));
                parts.push(format!("{}={text}", attribute_name(oid)));
            }
        }
        relative_names.push(parts.join("+"));
    }
    relative_names.reverse();
    relative_names.join(",")
}

/// The values of one attribute of a Name, first to last.
pub(super) fn name_values(name: &[u8], oid: &[u8]) -> Vec<String> {
    let mut values = Vec::new();
    let Some(sequence) = Reader::new(name).expect(SEQUENCE) else { return values };
    let mut sets = Reader::new(sequence.contents);
    while let Some(set) = sets.any() {
        let mut attributes = Reader::new(set.contents);
        while let Some(attribute) = attributes.any() {
            if let Some((this, value)) = attribute_parts(attribute.contents)
                && this == oid
            {
                values.extend(string_text(value));
            }
        }
    }
    values
}

fn attribute_parts(contents: &[u8]) -> Option<(&[u8], Tlv<'_>)> {
    let mut parts = Reader::new(contents);
    Some((parts.expect(OID)?.contents, parts.any()?))
}

/// id-at-commonName.
pub(super) const COMMON_NAME: &[u8] = &[0x55, 4, 3];
/// id-at-organizationName.
pub(super) const ORGANISATION: &[u8] = &[0x55, 4, 10];

fn attribute_name(oid: &[u8]) -> String {
    let name = match oid {
        [0x55, 4, 3] => "CN",
        [0x55, 4, 4] => "SN",
        [0x55, 4, 5] => "serialNumber",
        [0x55, 4, 6] => "C",
        [0x55, 4, 7] => "L",
        [0x55, 4, 8] => "ST",
        [0x55, 4, 9] => "STREET",
        [0x55, 4, 10] => "O",
        [0x55, 4, 11] => "OU",
        [0x55, 4, 12] => "title",
        [0x55, 4, 42] => "GN",
        [0x55, 4, 97] => "organizationIdentifier",
        [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1] => "UID",
        [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25] => "DC",
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1] => "emailAddress",
        _ => return oid_text(oid),
    };
    name.to_owned()
}

/// A character string of any of ASN.1's types. What is no valid text becomes U+FFFD.
fn string_text(value: Tlv<'_>) -> Option<String> {
    let bytes = value.contents;
    match value.tag {
        // UTF8String, NumericString, PrintableString, IA5String, VisibleString.
        0x0c | 0x12 | 0x13 | 0x16 | 0x1a => Some(String::from_utf8_lossy(bytes).into_owned()),
        // TeletexString: Latin-1 in practice.
        0x14 => Some(bytes.iter().copied().map(char::from).collect()),
        // UniversalString, BMPString.
        0x1c => Some(
            bytes
                .chunks(4)
                .map(|chunk| {
                    let code = chunk.iter().fold(0u32, |code, &byte| (code << 8) | u32::from(byte));
                    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                })
                .collect(),
        ),
        0x1e => {
            let units = bytes.chunks(2).map(|chunk| {
                let unit = chunk.iter().fold(0u16, |unit, &byte| (unit << 8) | u16::from(byte));
                if chunk.len() == 2 { unit } else { 0xfffd }
            });
            Some(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
        }
        _ => None,
    }
}

/// RFC 4514 section 2.4, without its hexadecimal form for control characters: renderers escape those.
fn escape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let last = value.chars().count().saturating_sub(1);
    for (index, character) in value.chars().enumerate() {
        let special = matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';')
            || (index == 0 && matches!(character, ' ' | '#'))
            || (index == last && character == ' ');
        if special {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_beyond_the_input_are_refused() {
        assert!(Reader::new(&[0x30, 0x05, 0x00]).any().is_none());
        assert!(Reader::new(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]).any().is_none());
        assert!(Reader::new(&[0x30, 0x80, 0x00, 0x00]).any().is_none());
        assert!(Reader::new(&[0x30]).any().is_none());
        assert!(Reader::new(&[]).any().is_none());
    }

    #[test]
    fn long_lengths_are_read_and_written() {
        for length in [0usize, 1, 127, 128, 255, 256, 70_000] {
            let der = sequence(&vec![7; length]);
            let mut reader = Reader::new(&der);
            let tlv = reader.expect(SEQUENCE).unwrap();
            assert_eq!(tlv.contents.len(), length);
            assert_eq!(tlv.raw, der);
            assert!(reader.is_empty());
        }
    }

    #[test]
    fn oids_are_dotted() {
        assert_eq!(oid_text(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11]), "1.2.840.113549.1.1.11");
        assert_eq!(oid_text(&[0x55, 29, 37, 0]), "2.5.29.37.0");
        assert_eq!(oid_text(&[0x88, 0x37]), "2.999");
        assert_eq!(oid_text(&[]), "");
        assert_eq!(oid_text(&[0xff; 20]), ".?");
    }

    fn name(attributes: &[(&[u8], u8, &[u8])]) -> Vec<u8> {
        let tlv = |tag: u8, contents: &[u8]| {
            let mut der = sequence(contents);
            der[0] = tag;
            der
        };
        let sets: Vec<u8> = attributes
            .iter()
            .flat_map(|(oid, tag, value)| tlv(SET, &sequence(&[tlv(OID, oid), tlv(*tag, value)].concat())))
            .collect();
        sequence(&sets)
    }

    #[test]
    fn names_read_from_the_most_specific_part() {
        let der = name(&[
            (&[0x55, 4, 6], 0x13, b"DE"),
            (ORGANISATION, 0x0c, b"Example, Inc"),
            (COMMON_NAME, 0x0c, b"otel"),
        ]);
        assert_eq!(name_text(&der), "CN=otel,O=Example\\, Inc,C=DE");
        assert_eq!(name_values(&der, COMMON_NAME), ["otel"]);
    }

    #[test]
    fn odd_strings_become_text() {
        let der = name(&[
            (COMMON_NAME, 0x0c, &[0xff, b'a']),
            (COMMON_NAME, 0x1e, &[0, b'b', 0x20, 0xac]),
            (COMMON_NAME, 0x14, &[0xe9]),
            (COMMON_NAME, 0x05, &[]),
            (COMMON_NAME, 0x0c, b"a\x1b[31m"),
        ]);
        assert_eq!(name_text(&der), "CN=a\u{1b}[31m,CN=#0500,CN=é,CN=b€,CN=\u{fffd}a");
        assert_eq!(name_text(b"garbage"), "");
    }
}
