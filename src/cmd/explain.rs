//! `otls explain`: what a finding, a pasted error text, a log, an exporter or a topic means.

use std::io::Read;
use std::io::Write;

use super::cli::ExplainArgs;
use super::cli::ExplainFormat as Format;
use super::cli::SideArg;
use super::exit::ExitStatus;
use super::values;
use crate::error::Error;
use crate::finding::Code;
use crate::messages;
use crate::messages::Explanation;
use crate::messages::Side;
use crate::messages::topics;
use crate::remedy;
use crate::render::explanation;
use crate::render::explanation::Shown;
use crate::runtime;

/// Runs the command.
pub(super) fn run(args: &ExplainArgs, out: &mut dyn Write) -> Result<ExitStatus, Error> {
    let written = |source| Error::Write { what: "standard output".to_owned(), source };
    let format = if args.json { Format::Json } else { args.output };
    let text = match args.what.as_slice() {
        [] => {
            list(format, out).map_err(written)?;
            return Ok(ExitStatus::Clean);
        }
        [dash] if dash == "-" => return log(args, format, &mut std::io::stdin().lock(), out),
        [one] => one.trim(),
        _ => "",
    };
    if let Ok(code) = text.parse::<Code>() {
        match format {
            Format::Text | Format::Markdown => one(code, args.audience.as_deref(), out).map_err(written)?,
            Format::Json => line(&entry(code), out).map_err(written)?,
        }
        return Ok(ExitStatus::Clean);
    }
    if let Some(topic) = topics::topic(text) {
        let json = serde_json::json!({"topic": topic.name, "summary": topic.summary, "text": topic.text});
        match format {
            Format::Text | Format::Markdown => out.write_all(topic.text.as_bytes()).map_err(written)?,
            Format::Json => line(&json, out).map_err(written)?,
        }
        return Ok(ExitStatus::Clean);
    }
    if let Some(rows) = runtime::named(text) {
        for (at, row) in rows.into_iter().enumerate() {
            match format {
                Format::Text | Format::Markdown => {
                    if at > 0 {
                        writeln!(out).map_err(written)?;
                    }
                    explanation::exporter::text(out, row)
                }
                Format::Json => line(&explanation::exporter::json(row), out),
            }
            .map_err(written)?;
        }
        return Ok(ExitStatus::Clean);
    }
    if looks_like_a_code(text) && messages::explain(text, None).is_none() {
        return Err(unknown(text));
    }
    // Quoted messages are one problem each; an unquoted paste comes in words.
    let texts = if args.what.iter().all(|part| part.trim().contains(char::is_whitespace)) {
        args.what.clone()
    } else {
        vec![args.what.join(" ")]
    };
    let problems = texts.iter().filter_map(|text| messages::explain(text, side(args))).collect();
    write(problems, args, format, out).map_err(written)
}

fn side(args: &ExplainArgs) -> Option<Side> {
    args.side.map(|side| match side {
        SideArg::Client => Side::Client,
        SideArg::Server => Side::Server,
    })
}

/// A whole log: each distinct problem once.
fn log(
    args: &ExplainArgs,
    format: Format,
    input: &mut dyn Read,
    out: &mut dyn Write,
) -> Result<ExitStatus, Error> {
    let log = messages::scan(input, side(args))
        .map_err(|source| Error::System { what: "read standard input".to_owned(), source })?;
    write(log.problems, args, format, out)
        .map_err(|source| Error::Write { what: "standard output".to_owned(), source })
}

fn write(
    problems: Vec<Explanation>,
    args: &ExplainArgs,
    format: Format,
    out: &mut dyn Write,
) -> std::io::Result<ExitStatus> {
    let found = !problems.is_empty();
    let shown: Vec<Shown> = problems.into_iter().map(|problem| with_remedies(problem, args)).collect();
    match format {
        Format::Text => explanation::text(out, &shown)?,
        Format::Json => explanation::json(out, &shown)?,
        Format::Markdown => explanation::markdown(out, &shown)?,
    }
    Ok(if found { ExitStatus::Clean } else { ExitStatus::Findings })
}

fn with_remedies(explanation: Explanation, args: &ExplainArgs) -> Shown {
    let remedies = explanation
        .matches
        .iter()
        .map(|found| {
            let mut context = remedy::Context { runtimes: found.exporters(), ..remedy::Context::default() };
            // Where it is the client's: its issuer is not at fault.
            if found.code == Some(Code::WrongKeyUsage) {
                context.client_cert_misfits.push("usage".to_owned());
            }
            let all = found.mended_as().map(|code| remedy::remedies(code, &context)).unwrap_or_default();
            let wanted = args.audience.as_deref();
            all.into_iter()
                .filter(|one| wanted.is_none_or(|wanted| one.audience.as_str() == wanted))
                .collect()
        })
        .collect();
    Shown { explanation, remedies }
}

fn looks_like_a_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
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

fn line(value: &serde_json::Value, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// Every code with its summary, by rank; then the exporters and topics.
fn list(format: Format, out: &mut dyn Write) -> std::io::Result<()> {
    for &code in Code::ALL {
        match format {
            Format::Text | Format::Markdown => writeln!(out, "{:<26}{}", code.slug(), code.meta().summary)?,
            Format::Json => line(&entry(code), out)?,
        }
    }
    if format == Format::Json {
        return Ok(());
    }
    writeln!(out, "\nTopics:\n")?;
    for topic in topics::TOPICS {
        writeln!(out, "{:<26}{}", topic.name, topic.summary)?;
    }
    writeln!(out, "\nExporters:\n")?;
    for row in runtime::exporters() {
        writeln!(out, "{:<26}{}", row.name, explanation::exporter::summary(row))?;
    }
    writeln!(out, "\nAn error text, quoted, is explained as well; `-` reads a whole log.")
}

fn entry(code: Code) -> serde_json::Value {
    let meta = code.meta();
    serde_json::json!({
        "code": meta.slug,
        "severity": meta.severity,
        "stage": meta.stage,
        "summary": meta.summary,
        "explanation": meta.explanation,
        "probe": explanation::proof(code),
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
    if !wanted.is_empty() {
        writeln!(
            out,
            "\n## Changes, by place\n\nWords in <ANGLE BRACKETS> are yours to fill in; `otls probe` fills in what it knows."
        )?;
    }
    for remedy in wanted {
        writeln!(out, "\n### {}: {}\n", remedy.audience.as_str(), remedy.summary)?;
        if !remedy.snippet.is_empty() {
            writeln!(out, "```{}\n{}\n```", remedy.language, remedy.snippet.trim_end())?;
        }
    }
    writeln!(out, "\nTo prove it:\n\n    {}", explanation::proof(code))
}
