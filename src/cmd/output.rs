//! Where reports go: standard output or a file, text or JSON, with or without colour.

use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;

use super::cli::ColorArg;
use super::cli::Format;
use super::cli::OutputArgs;
use crate::error::Error;
use crate::render::json;
use crate::render::text;
use crate::report::Report;
use crate::report::configuration::Configuration;

/// An open place to write to.
pub(super) struct Output {
    out: Box<dyn Write>,
    what: String,
    format: Format,
    text: text::Options,
    written: usize,
}

impl Output {
    /// Opens it; before the first packet, so that a bad path loses nothing.
    pub(super) fn open(args: &OutputArgs) -> Result<Self, Error> {
        let stdout_is_terminal = args.output_file.is_none() && std::io::stdout().is_terminal();
        let (out, what): (Box<dyn Write>, String) = match &args.output_file {
            Some(path) => {
                let file = std::fs::File::create(path)
                    .map_err(|source| Error::Write { what: path.display().to_string(), source })?;
                (Box::new(file), path.display().to_string())
            }
            None => (Box::new(std::io::stdout()), "standard output".to_owned()),
        };
        let coloured = match args.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => {
                stdout_is_terminal
                    && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
            }
        };
        let width = if stdout_is_terminal { terminal_width() } else { 80 };
        let detail = match (args.quiet, args.verbose) {
            (true, _) => text::Detail::Quiet,
            (_, 0) => text::Detail::Normal,
            _ => text::Detail::More,
        };
        let palette = if coloured { text::Palette::coloured() } else { text::Palette::plain() };
        Ok(Self {
            out,
            what,
            format: super::probe::format(args),
            text: text::Options { palette, detail, width },
            written: 0,
        })
    }

    /// Writes the results of configuration files, and one line for all of them.
    pub(super) fn configurations(&mut self, all: &[Configuration]) -> Result<(), Error> {
        let mut bytes = Vec::new();
        let mut rendered = Ok(());
        for one in all {
            rendered = rendered.and_then(|()| match self.format {
                Format::Json => json::lint::write(&mut bytes, one),
                Format::Text => text::lint::write(&mut bytes, one, &self.text),
            });
        }
        if self.format == Format::Text && self.text.detail != text::Detail::Quiet && !all.is_empty() {
            let all: Vec<&Configuration> = all.iter().collect();
            bytes.extend(text::lint::last_line(&all).bytes());
            bytes.push(b'\n');
        }
        rendered
            .and_then(|()| self.out.write_all(&bytes))
            .and_then(|()| self.out.flush())
            .map_err(|source| Error::Write { what: self.what.clone(), source })
    }

    /// Writes text as it is.
    pub(super) fn raw(&mut self, text: &str) -> Result<(), Error> {
        self.out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush())
            .map_err(|source| Error::Write { what: self.what.clone(), source })
    }

    /// Writes one report at once, so that results are streamed.
    pub(super) fn report(&mut self, report: &Report) -> Result<(), Error> {
        let mut bytes = Vec::new();
        let rendered = match self.format {
            Format::Json => json::write(&mut bytes, report),
            Format::Text => {
                if self.written > 0 && self.text.detail != text::Detail::Quiet {
                    bytes.push(b'\n');
                }
                text::write(&mut bytes, report, &self.text)
            }
        };
        self.written += 1;
        rendered
            .and_then(|()| self.out.write_all(&bytes))
            .and_then(|()| self.out.flush())
            .map_err(|source| Error::Write { what: self.what.clone(), source })
    }
}

/// Columns of the terminal: 60 to 100; prose is hard to read beyond.
fn terminal_width() -> usize {
    textwrap::termwidth().clamp(60, 100)
}

/// Creates a file that only its owner may read.
pub(super) fn private_file(path: &Path) -> Result<(std::fs::File, std::path::PathBuf), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let failed = |source| Error::Write { what: path.display().to_string(), source };
    let file = options.open(path).map_err(failed)?;
    // The mode above is that of a new file; one that was there keeps its own.
    #[cfg(unix)]
    if file.metadata().map_err(failed)?.is_file() {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o600)).map_err(failed)?;
    }
    Ok((file, path.to_owned()))
}

/// Creates a file that must not be there yet; a private one may be read by its owner alone.
pub(super) fn new_file(path: &Path, private: bool) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    options.open(path)
}
