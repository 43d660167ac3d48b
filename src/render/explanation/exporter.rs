//! How one exporter behaves, from its row.

use std::io::Write;

use crate::runtime::Exporter;
use crate::runtime::GivesUp;

/// One line.
pub fn summary(row: &Exporter) -> String {
    let platform = row.platform.map(|platform| format!(", {platform}")).unwrap_or_default();
    format!("{} {}{platform}", row.protocol.as_str(), row.version)
}

/// What it is, for people.
pub fn text(out: &mut dyn Write, row: &Exporter) -> std::io::Result<()> {
    let about = row.about();
    writeln!(out, "{}: the {} exporter over {}\n", row.name, row.family, row.protocol.as_str())?;
    let mut fact = |name: &str, value: &str| {
        let options = textwrap::Options::new(80).subsequent_indent("                ").break_words(false);
        writeln!(out, "{}", textwrap::fill(&format!("  {name:<14}{value}"), options))
    };
    fact("version", &format!("{} (the version that is modelled)", row.version))?;
    fact("platform", row.platform.unwrap_or("not bound to one"))?;
    fact("TLS stack", about.stack)?;
    fact("trusts", about.trust)?;
    fact("ALPN", about.alpn)?;
    fact("client cert", about.identity)?;
    match (row.printed(), row.show_with()) {
        (true, None) => fact("prints", "its errors by default")?,
        (true, Some(switch)) => {
            fact("prints", &format!("its errors by default; the cause only with {switch}"))?
        }
        (false, Some(switch)) => fact("prints", &format!("nothing by default; {switch} makes it speak"))?,
        (false, None) => fact("prints", "nothing by default")?,
    }
    let [refused, closed, silent] = row.gives_up();
    fact(
        "gives up",
        &format!(
            "{} when refused, {} when the port is closed, {} when the server is silent",
            time(refused),
            time(closed),
            time(silent)
        ),
    )?;
    for variant in row.variants() {
        fact("differs", &format!("{variant}: another rule for certificates"))?;
    }
    let port = if row.name.ends_with("-http") { 4318 } else { 4317 };
    writeln!(out, "\nto see whether it connects:\n    otls probe --runtime {} <HOST>:{port}", row.name)
}

/// The same as JSON.
pub fn json(row: &Exporter) -> serde_json::Value {
    let about = row.about();
    let [refused, closed, silent] = row.gives_up().map(|gives_up| match gives_up {
        GivesUp::After(seconds) => serde_json::json!(seconds),
        GivesUp::Never => serde_json::json!("never"),
        GivesUp::Unknown => serde_json::Value::Null,
    });
    serde_json::json!({
        "runtime": row.name,
        "family": row.family,
        "protocol": row.protocol,
        "version": row.version,
        "platform": row.platform,
        "stack": about.stack,
        "trust": about.trust,
        "alpn": about.alpn,
        "client_certificate": about.identity,
        "printed_by_default": row.printed(),
        "show_with": row.show_with(),
        "gives_up_after_s": {"refused": refused, "closed": closed, "silent": silent},
    })
}

fn time(gives_up: GivesUp) -> String {
    match gives_up {
        GivesUp::After(seconds) => format!("after {seconds} s"),
        GivesUp::Never => "never".to_owned(),
        GivesUp::Unknown => "at a time that was not measured".to_owned(),
    }
}
