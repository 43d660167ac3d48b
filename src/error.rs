//! What keeps otls itself from running: a bad argument, an unreadable file. Exit status 2.
//!
//! What is wrong with the *target* is never an [`Error`]; it is a finding.

/// otls could not do its job. Every variant names the thing and says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An argument that cannot be used.
    #[error("{what}: {problem}")]
    Argument {
        /// The argument as typed, secrets redacted, or the name of the flag.
        what: String,
        /// What is wrong with it.
        problem: String,
        /// What to do instead.
        help: Option<String>,
    },
    /// A file named by a flag that cannot be read or does not hold what it should.
    #[error("cannot use {path} ({flag}): {problem}")]
    File {
        /// The path as typed.
        path: String,
        /// The flag that named it.
        flag: String,
        /// What is wrong with it; never a part of its content.
        problem: String,
        /// What to do instead.
        help: Option<String>,
    },
    /// Standard output or a file could not be written.
    #[error("cannot write {what}: {source}")]
    Write {
        /// What was being written.
        what: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The machine refused something otls needs: a runtime, a loopback socket.
    #[error("cannot {what}: {source}")]
    System {
        /// What was tried, as a verb phrase.
        what: String,
        /// The system's reason.
        source: std::io::Error,
    },
}

impl Error {
    /// The `help:` line, where one is known.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Argument { help, .. } | Self::File { help, .. } => help.as_deref(),
            Self::Write { .. } | Self::System { .. } => None,
        }
    }
}
