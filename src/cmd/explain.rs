//! `otls explain`: what a finding means.

use std::io::Write;

use super::cli::ExplainArgs;
use super::cli::Format;
use super::exit::ExitStatus;
use super::values;
use crate::error::Error;
use crate::finding::Code;
use crate::remedy;

/// Runs the command.
pub(super) fn run(args: &ExplainArgs, out: &mut dyn Write) -> Result<ExitStatus, Error> {
    let written = |source| Error::Write { what: "standard output".to_owned(), source };
    let Some(text) = &args.code else {
        list(args.output, out).map_err(written)?;
        return Ok(ExitStatus::Clean);
    };
    let Ok(code) = text.trim().parse::<Code>() else {
        return Err(unknown(text));
    };
    match args.output {
        Format::Text => one(code, args.audience.as_deref(), out).map_err(written)?,
        Format::Json => {
            serde_json::to_writer(&mut *out, &entry(code)).map_err(|error| written(error.into()))?;
            writeln!(out).map_err(written)?;
        }
    }
    Ok(ExitStatus::Clean)
}

fn unknown(text: &str) -> Error {
    let help = match values::nearest(text) {
        Some(near) => format!("did you mean `otls explain {near}`? `otls explain` lists them all"),
        None => "`otls explain` lists them all".to_owned(),
    };
    Error::Argument {
        what: format!("`{}`", text.chars().take(60).collect::<String>().escape_debug()),
        problem: "there is no finding of that name".to_owned(),
        help: Some(help),
    }
}

/// Every code with its summary, by rank.
fn list(format: Format, out: &mut dyn Write) -> std::io::Result<()> {
    for &code in Code::ALL {
        match format {
            Format::Text => writeln!(out, "{:<26}{}", code.slug(), code.meta().summary)?,
            Format::Json => {
                serde_json::to_writer(&mut *out, &entry(code))?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn entry(code: Code) -> serde_json::Value {
    let meta = code.meta();
    serde_json::json!({
        "code": meta.slug,
        "severity": meta.severity,
        "stage": meta.stage,
        "summary": meta.summary,
        "explanation": meta.explanation,
    })
}

/// The text, then every change for every audience.
fn one(code: Code, audience: Option<&str>, out: &mut dyn Write) -> std::io::Result<()> {
    if audience.is_none() {
        writeln!(out, "{}", code.meta().explanation.trim_end())?;
    }
    let remedies = remedy::remedies(code, &remedy::Context::default());
    let wanted: Vec<_> = remedies
        .iter()
        .filter(|remedy| audience.is_none_or(|audience| remedy.audience.as_str() == audience))
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n## Changes, by place\n\nWords in <ANGLE BRACKETS> are yours to fill in; `otls probe` fills in what it knows."
    )?;
    for remedy in wanted {
        writeln!(out, "\n### {}: {}\n", remedy.audience.as_str(), remedy.summary)?;
        if !remedy.snippet.is_empty() {
            writeln!(out, "```{}\n{}\n```", remedy.language, remedy.snippet.trim_end())?;
        }
    }
    Ok(())
}
