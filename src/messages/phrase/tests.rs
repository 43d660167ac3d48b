use super::*;
use crate::messages::explain;
use crate::messages::fold;

fn codes(text: &str) -> Vec<Code> {
    find(&fold::fold(text).text).iter().filter_map(|found| found.client.code).collect()
}

#[test]
fn a_subject_and_its_fault_in_either_order() {
    for text in [
        "the certificate has expired",
        "expired on 2026-01-01: certificate 'CN=a'",
        "Error: Certificate for <a> is expired",
        "bad: expired certificate",
    ] {
        assert_eq!(codes(text), [Code::Expired], "{text}");
    }
    assert_eq!(codes("unable to verify the server's certificate"), [Code::UnknownCa]);
    assert_eq!(codes("the certificate could not be verified"), [Code::UnknownCa]);
}

#[test]
fn not_in_another_sentence_nor_far_away_nor_inside_a_word() {
    for text in [
        "loaded certificate. The session has expired",
        "certificate loaded from the store of the machine at 10:15, the old session has expired",
        "certificate_has expired",
        "proxyserver failed",
        "certificate expires in 30 days",
        "hostname mismatch",
    ] {
        assert_eq!(codes(text), [], "{text}");
    }
}

#[test]
fn every_phrase_can_be_found() {
    for phrase in PHRASES {
        let subject = each(phrase.subject).next().unwrap_or_default();
        for fault in each(phrase.fault) {
            let beside = each(phrase.beside).next().unwrap_or_default();
            let text = format!("{beside}: {subject} {fault}");
            assert!(codes(&text).contains(&phrase.code), "{text}");
        }
    }
}

/// Sentences that were written down before there was a phrase: 58 of 147 were read right then, 9 of 10 are now.
#[test]
#[expect(clippy::disallowed_methods, reason = "tests read fixtures")]
fn what_people_and_programs_say() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/messages/plain.tsv");
    let lines = std::fs::read_to_string(path).unwrap();
    let rows: Vec<(&str, &str)> = lines.lines().filter_map(|line| line.split_once('\t')).collect();
    let wrong: Vec<_> = rows
        .iter()
        .filter_map(|(code, text)| {
            let first = explain(text, None).and_then(|found| found.matches[0].code).map(Code::slug);
            (first != Some(code)).then_some((code, text, first))
        })
        .collect();
    assert!(wrong.len() * 10 <= rows.len(), "{wrong:#?}");
}

#[test]
fn the_longest_subject_is_within_reach() {
    let longest = PHRASES.iter().flat_map(|phrase| each(phrase.subject)).map(str::len).max();
    assert!(longest.is_some_and(|longest| longest <= 64), "{longest:?}");
}
