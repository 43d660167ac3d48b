//! One wording as data: its literals, who prints it, what it means on either side, where it was read.

use crate::finding::Code;

/// How much a wording tells. The highest of a text wins, then the longest, then the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::messages) enum Rank {
    /// Says that something failed: `14 UNAVAILABLE`.
    Consequence,
    /// What failed looks like from far: `Socket closed`.
    Symptom,
    /// The network's own word: refused, reset, no such host.
    Network,
    /// The peer's own word: an alert, a status. It answered, whatever a second address did.
    Refusal,
    /// The cause itself.
    Cause,
    /// The cause although others are named: `proxyconnect tcp`.
    Decisive,
}

/// A pinned key or certificate that differs: no code of otls says it.
pub(in crate::messages) const PINNED: &str = "the key or certificate that the server shows is not the pinned one: it was \
    renewed with another key, or something in between answers";

/// A certificate without its key, or the reverse.
pub(in crate::messages) const ONE_HALF: &str = "only one half of the certificate and key is set";

/// Why a server's log has no alert of the client: OpenSSL's client sends it before it encrypts.
pub(in crate::messages) const MUTE_ALERT: &str =
    "often a client with OpenSSL that does not trust the server: it sends the alert unencrypted";

/// What a wording means on one side.
#[derive(Clone, Copy, Debug)]
pub(in crate::messages) struct Reading {
    /// `None`: known, and no finding of otls.
    pub(in crate::messages) code: Option<Code>,
    /// What else it may be, likeliest first.
    pub(in crate::messages) others: &'static [Code],
    /// One sentence; empty: the summary of the code.
    pub(in crate::messages) note: &'static str,
}

/// One wording.
#[derive(Clone, Copy, Debug)]
pub(in crate::messages) struct Entry {
    /// All of them, in this order, in any case. `^` begins the text, `$` ends it, `|` begins a clause: what stands
    /// before it ends with a colon, a bracket, a quote or the like.
    pub(in crate::messages) literals: &'static [&'static str],
    /// Families or exporters that print it; empty: many.
    pub(in crate::messages) by: &'static [&'static str],
    /// Of which versions; empty: of all that were looked at.
    pub(in crate::messages) versions: &'static str,
    /// How much it tells.
    pub(in crate::messages) rank: Rank,
    /// In a client's log, or where nothing tells the side.
    pub(in crate::messages) client: Reading,
    /// In a server's log; `None`: the same.
    pub(in crate::messages) server: Option<Reading>,
    /// Written by a server, whatever else the text says.
    pub(in crate::messages) always_server: bool,
    /// Where the wording was read: repository and path, or an issue.
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who check the table; a test reads it"))]
    pub(in crate::messages) source: &'static str,
    /// A line that has it; empty: the literals themselves.
    pub(in crate::messages) line: &'static str,
}

const NOTHING: Reading = Reading { code: None, others: &[], note: "" };

/// A wording of these families, read at `source`; the methods add the rest.
pub(in crate::messages) const fn says(
    literals: &'static [&'static str],
    by: &'static [&'static str],
    source: &'static str,
) -> Entry {
    Entry {
        literals,
        by,
        versions: "",
        rank: Rank::Cause,
        client: NOTHING,
        server: None,
        always_server: false,
        source,
        line: "",
    }
}

impl Entry {
    /// Means this.
    pub(in crate::messages) const fn is(mut self, code: Code) -> Self {
        self.client.code = Some(code);
        self
    }

    /// May be these instead.
    pub(in crate::messages) const fn or(mut self, others: &'static [Code]) -> Self {
        self.client.others = others;
        self
    }

    /// In other words than the code's summary.
    pub(in crate::messages) const fn note(mut self, note: &'static str) -> Self {
        self.client.note = note;
        self
    }

    /// In a server's log it means this.
    pub(in crate::messages) const fn served(
        mut self,
        code: Code,
        others: &'static [Code],
        note: &'static str,
    ) -> Self {
        self.server = Some(Reading { code: Some(code), others, note });
        self
    }

    /// Only a server writes it.
    pub(in crate::messages) const fn server_only(mut self) -> Self {
        self.always_server = true;
        self
    }

    /// Tells so much.
    pub(in crate::messages) const fn rank(mut self, rank: Rank) -> Self {
        self.rank = rank;
        self
    }

    /// Only these versions print it.
    pub(in crate::messages) const fn since(mut self, versions: &'static str) -> Self {
        self.versions = versions;
        self
    }

    /// A line that has it.
    pub(in crate::messages) const fn line(mut self, line: &'static str) -> Self {
        self.line = line;
        self
    }
}

/// A table of entries. In braces, so that one wording stays on one line.
macro_rules! entries {
    ($($entry:expr),+ $(,)?) => { &[$($entry),+] };
}
pub(in crate::messages) use entries;
