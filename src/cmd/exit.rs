//! Exit statuses, the same for every format.

use crate::report::Verdict;

/// Shown in `--help`, the manual page and, kept equal by a test, the README.
pub const TABLE: &str = "\
Exit status:
  0  tested; nothing at or above --fail-on (default: error)
  1  tested; something at or above it
  2  otls could not run: a bad argument, a file that cannot be used
  3  a target could not be tested: no address was reached";

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0.
    Clean,
    /// 1; for `explain`: no match.
    Findings,
    /// 2.
    CannotRun,
    /// 3.
    Untested,
    /// 130: ended by Ctrl-C, as a shell says it.
    Interrupted,
}

impl ExitStatus {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::CannotRun => 2,
            Self::Untested => 3,
            Self::Interrupted => 130,
        }
    }

    /// The status of several targets: 1 beats 3 beats 0.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let weight = |status: Self| match status {
            Self::Interrupted => 4,
            Self::CannotRun => 3,
            Self::Findings => 2,
            Self::Untested => 1,
            Self::Clean => 0,
        };
        if weight(other) > weight(self) { other } else { self }
    }

    /// The status of one target. An unreachable one is 3 whatever `fails` says.
    pub fn of(verdict: Verdict, fails: bool) -> Self {
        match verdict {
            Verdict::Unreachable => Self::Untested,
            _ if fails => Self::Findings,
            _ => Self::Clean,
        }
    }
}

impl From<ExitStatus> for std::process::ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.code())
    }
}
