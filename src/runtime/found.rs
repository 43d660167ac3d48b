//! What is known so far of one exporter's verdict.

use super::negotiation::Negotiation;
use crate::finding::Code;
use crate::finding::Held;

/// Something that stops an exporter.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) held: Held,
    /// The code whose text is printed: `intercepted` has no text of its own.
    pub(super) text: Code,
}

impl From<Held> for Stop {
    fn from(held: Held) -> Self {
        Self { text: held.code, held }
    }
}

/// What is known so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) stops: Vec<Stop>,
    /// Why the verdict is unknown unless something stops it anyway.
    pub(super) unknown: Vec<String>,
    /// What else there is to say.
    pub(super) notes: Vec<String>,
    /// It takes what stops it for success, and prints nothing.
    pub(super) silent: bool,
}

impl Findings {
    pub(super) fn add(&mut self, negotiation: Negotiation) {
        match negotiation {
            Negotiation::Agreed => {}
            Negotiation::Stopped(held) => self.stops.push((*held).into()),
            Negotiation::Unknown(reason) => self.unknown.push(reason.to_owned()),
        }
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.stops.extend(other.stops);
        self.unknown.extend(other.unknown);
        self.notes.extend(other.notes);
        self.silent |= other.silent;
    }

    pub(super) fn has(&self, code: Code) -> bool {
        self.stops.iter().any(|stop| stop.held.code == code)
    }
}
