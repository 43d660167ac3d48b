//! The little DER that rcgen does not write. Only `issue` uses it, on values it made itself.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const NULL: u8 = 0x05;
pub(super) const OID: u8 = 0x06;
pub(super) const ENUMERATED: u8 = 0x0a;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;

/// One value: tag, length, content.
pub(super) fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        short @ 0..=0x7f => out.push(short as u8),
        long => {
            let bytes: Vec<u8> = long.to_be_bytes().into_iter().skip_while(|&byte| byte == 0).collect();
            out.push(0x80 | bytes.len() as u8);
            out.extend(bytes);
        }
    }
    out.extend(content);
    out
}

/// A sequence of values.
pub(super) fn sequence(values: &[Vec<u8>]) -> Vec<u8> {
    value(SEQUENCE, &values.concat())
}

/// Splits the first value off: tag, content, all of it, the rest. `None` where the length does not fit.
pub(super) fn split(input: &[u8]) -> Option<Split<'_>> {
    let (&tag, rest) = input.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let length = bytes.iter().try_fold(0_usize, |length, &byte| {
            length.checked_mul(256).and_then(|length| length.checked_add(usize::from(byte)))
        })?;
        (length, rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    let whole = input.split_at_checked(input.len() - rest.len())?.0;
    Some(Split { tag, content, whole, rest })
}

/// The first value of some input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split<'a> {
    pub(super) tag: u8,
    pub(super) content: &'a [u8],
    /// Tag and length included.
    pub(super) whole: &'a [u8],
    pub(super) rest: &'a [u8],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_each_form() {
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let content = vec![7; length];
            let mut encoded = value(OCTET_STRING, &content);
            encoded.push(9);
            let split = split(&encoded).unwrap();
            assert_eq!((split.tag, split.content, split.rest), (OCTET_STRING, &content[..], &[9][..]));
            assert_eq!(split.whole.len(), encoded.len() - 1);
        }
        assert!(split(&[0x30, 5, 1]).is_none());
        assert!(split(&[0x30, 0x82, 1]).is_none());
    }
}
