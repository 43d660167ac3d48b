//! `address-difference`: the addresses of one name, or repeated connections, answer differently.

use crate::finding::AddressAnswer;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Severity;
use crate::observation::Attempt;
use crate::observation::Observation;
use crate::x509::Certificate;

/// What the addresses of one name answered, where it is not the same. `per_attempt` is what `classify` found
/// of each attempt, in their order.
pub fn across(observation: &Observation, per_attempt: &[Vec<Held>]) -> Option<Held> {
    let answers: Vec<AddressAnswer> =
        observation.attempts.iter().zip(per_attempt).map(|(attempt, held)| answer(attempt, held)).collect();
    let first = answers.first()?;
    let outcomes_differ = answers.iter().any(|other| other.outcome != first.outcome);
    let mut leaves = answers.iter().filter_map(|answer| answer.leaf_sha256.as_ref());
    let one = leaves.next();
    let leaves_differ = leaves.any(|other| Some(other) != one);
    if !outcomes_differ && !leaves_differ {
        return None;
    }
    let same_address = answers.iter().all(|other| other.address == first.address);
    let who = if same_address { "repeated connections" } else { "the addresses of this name" };
    let message = if outcomes_differ {
        let list: Vec<String> =
            answers.iter().map(|answer| format!("`{}` {}", answer.address, answer.outcome)).collect();
        format!("{who} answer differently: {}", list.join(", "))
    } else {
        format!("{who} present different certificates")
    };
    Some(Held::certain(Code::AddressDifference, Evidence::Addresses { answers }, message))
}

fn answer(attempt: &Attempt, held: &[Held]) -> AddressAnswer {
    // What is worth a note does not make an answer another one.
    let outcome = held.iter().find(|one| one.code.meta().severity > Severity::Note);
    let leaf = attempt.tls.seen.as_ref().and_then(|tls| tls.chain.first());
    AddressAnswer {
        address: attempt.address.clone().unwrap_or_default(),
        outcome: outcome.map_or("ok", |one| one.code.slug()).to_owned(),
        leaf_sha256: leaf.map(|der| hexadecimal(&Certificate::new(&der.0).sha256)),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::ExpiryThreshold;
    use crate::classify::classify;
    use crate::classify::scene::*;
    use crate::observation::Failure;
    use crate::observation::FailureKind;
    use crate::observation::Step;

    fn difference(seen: &Observation) -> Option<Held> {
        let all: Vec<Vec<Held>> = seen
            .attempts
            .iter()
            .map(|attempt| classify(seen, attempt, AT, &ExpiryThreshold::default()))
            .collect();
        across(seen, &all)
    }

    #[test]
    fn equal_answers_are_no_difference() {
        let mut seen = healthy();
        seen.attempts.push(seen.attempts[0].clone());
        assert_eq!(difference(&seen), None);
    }

    #[test]
    fn one_address_refuses() {
        let mut seen = healthy();
        let refused: Failure = failure(FailureKind::Refused);
        let mut other = seen.attempts[0].clone();
        other.address = Some("[::1]:4317".to_owned());
        other.tcp = Step::failed(1, refused, None);
        other.tls = Step::not_reached();
        other.otlp = Step::not_reached();
        seen.attempts.insert(0, other);
        let one = difference(&seen).unwrap();
        assert_eq!(one.code, Code::AddressDifference);
        let Evidence::Addresses { answers } = one.evidence else { panic!() };
        let outcomes: Vec<&str> = answers.iter().map(|answer| answer.outcome.as_str()).collect();
        assert_eq!(outcomes, ["connection-refused", "ok"]);
        assert_eq!(answers[0].leaf_sha256, None);
    }

    #[test]
    fn another_certificate_is_a_difference_although_both_are_good() {
        let root = ca("otel-ca");
        let (old, new) = (root.issue(&server()).unwrap(), root.issue(&server()).unwrap());
        let mut seen = presenting(&[&old], &[&root]);
        seen.attempts.push(presenting(&[&new], &[&root]).attempts.remove(0));
        let one = difference(&seen).unwrap();
        assert_eq!(one.message, "repeated connections present different certificates");
    }
}
