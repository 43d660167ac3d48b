//! An explanation for a ticket.

use std::io::Write;

use super::Shown;
use super::probe;
use crate::render::visible;

/// Every problem with all its readings and changes.
pub fn markdown(out: &mut dyn Write, problems: &[Shown]) -> std::io::Result<()> {
    super::each(out, problems, one)
}

fn one(out: &mut dyn Write, shown: &Shown) -> std::io::Result<()> {
    let problem = &shown.explanation;
    for (at, (found, remedies)) in problem.matches.iter().zip(&shown.remedies).enumerate() {
        let code = found.code.map_or_else(|| "not a finding of otls".to_owned(), |code| format!("`{code}`"));
        let deeper = if at == 0 { "##" } else { "###" };
        writeln!(out, "{deeper} {code}: {}\n", visible(&found.meaning))?;
        writeln!(out, "```text\n{}\n```\n", visible(&found.matched).replace("```", "'''"))?;
        if at == 0 && problem.count > 1 {
            writeln!(out, "Seen {} times, first on line {}.\n", problem.count, problem.line)?;
        }
        if let Some(runtime) = found.runtime {
            writeln!(out, "Printed by {runtime}.\n")?;
        }
        if !found.alternatives.is_empty() {
            writeln!(out, "It may also be, likeliest first:\n")?;
            for other in &found.alternatives {
                writeln!(out, "- `{}`: {}", other.code, other.why)?;
            }
            writeln!(out)?;
        }
        for remedy in remedies {
            writeln!(out, "**{}**: {}\n", remedy.audience.as_str(), remedy.summary)?;
            if !remedy.snippet.is_empty() {
                writeln!(out, "```{}\n{}\n```\n", remedy.language, remedy.snippet.trim_end())?;
            }
        }
    }
    writeln!(out, "To prove it:\n\n```sh\n{}\n```", probe(problem))
}
