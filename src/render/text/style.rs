//! The few colours: severity and code, the status of a stage. Words stay readable without them.

use anstyle::AnsiColor;
use anstyle::Style;

use crate::finding::Severity;

/// A style per use.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Errors, and a failed stage.
    pub bad: Style,
    /// Warnings.
    pub warning: Style,
    /// Notes.
    pub note: Style,
    /// A stage that passed.
    pub good: Style,
}

impl Palette {
    /// Colours.
    pub fn coloured() -> Self {
        Self {
            bad: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
            note: AnsiColor::Cyan.on_default().bold(),
            good: AnsiColor::Green.on_default(),
        }
    }

    /// None.
    pub fn plain() -> Self {
        Self { bad: Style::new(), warning: Style::new(), note: Style::new(), good: Style::new() }
    }

    pub(super) fn of(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.bad,
            Severity::Warning => self.warning,
            Severity::Note => self.note,
        }
    }
}
