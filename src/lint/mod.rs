//! Configurations and manifests: what will go wrong, before anything runs.
//!
//! Pure: texts in, findings with places out. What a document is, its content says. All files are looked at together,
//! since a Certificate in one may be what a workload in another mounts. What the files do not say is not guessed.
//!
//! `collector` has the rules of the Collector's configuration, `sdk` those of declarative configurations, `environment`
//! those of variables, `manifest` those of Kubernetes objects. `inner` reads a
//! configuration inside of a manifest, `fix` makes the safe changes, `hidden` and `excerpt` say what of a file may be
//! shown.

pub mod collector;

mod document;
mod endpoint;
mod environment;
mod excerpt;
mod file;
mod fix;
mod found;
mod hidden;
mod inner;
mod manifest;
mod sdk;
mod variables;

pub use environment::{concerns, environment, environment_of};
pub use excerpt::Excerpt;
pub use file::Input;
pub use file::Refused;
pub use fix::Fix;
pub use found::Found;

use document::Kind;
use file::File;
use hidden::Hidden;
use manifest::Object;
use manifest::Objects;

use crate::runtime::Exporter;
use crate::yaml::Node;

/// A document of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// `Collector configuration`, `SDK configuration`, or the kind of the object: `Deployment`.
    pub kind: String,
    /// Name of the object.
    pub name: Option<String>,
    /// Its namespace, if it is written.
    pub namespace: Option<String>,
    /// Where it begins, from 1.
    pub line: u32,
    /// What is better asked another way.
    pub note: Option<String>,
}

/// A file that was looked at.
#[derive(Clone, Debug)]
pub struct Linted {
    /// The file as it was named.
    pub file: String,
    /// What is in it.
    pub documents: Vec<Document>,
    /// What was found, in the order of the file, each with its line.
    pub found: Vec<(Found, Option<Excerpt>)>,
    /// The safe changes.
    pub fixes: Vec<Fix>,
    text: String,
    hidden: Vec<Hidden>,
}

impl Linted {
    /// The text with the safe changes made, and those that were.
    pub fn fixed(&self) -> (String, Vec<Fix>) {
        fix::apply(&self.text, &self.fixes)
    }

    /// The changes as a unified diff; what may be a secret is masked in it. Empty: there are none.
    pub fn diff(&self) -> String {
        let (new, made) = self.fixed();
        if made.is_empty() {
            return String::new();
        }
        let old = hidden::masked(&self.text, &self.hidden);
        let new = hidden::masked(&new, &file::hidden(&new));
        similar::TextDiff::from_lines(&old, &new)
            .unified_diff()
            .context_radius(3)
            .header(&format!("a/{}", self.file), &format!("b/{}", self.file))
            .to_string()
    }
}

/// Looks at files together. Each is a result of its own: what was found, or why it cannot be looked at. `runtimes`:
/// the exporters that were asked about by name; empty: whoever reads the files.
pub fn lint(inputs: &[Input], runtimes: &[&'static Exporter]) -> Vec<Result<Linted, Refused>> {
    let files: Vec<Result<File, Refused>> = inputs.iter().map(file::read).collect();
    let mut objects = Objects::default();
    for file in files.iter().flatten() {
        for document in &file.documents {
            if document::kind(document) == Some(Kind::Object) {
                Object::all(&file.name, &file.text, document, &mut objects.list);
            }
        }
    }
    let checked = manifest::check(&objects, runtimes);
    let linted = files.iter().map(|read| {
        let file = read.as_ref().map_err(Clone::clone)?;
        // By identity, not by name: standard input may be named twice.
        let is_own = |number: usize| std::ptr::eq(objects.list[number].text, file.text.as_str());
        let mut found = file.check(runtimes)?;
        found.extend(
            checked.found.iter().filter(|(number, _)| is_own(*number)).map(|(_, found)| found.clone()),
        );
        let embedded: Vec<&manifest::Embedded> =
            checked.embedded.iter().filter(|one| is_own(one.object)).collect();
        for one in &embedded {
            found.extend(file::of_configuration(&file.name, one.kind, &one.root));
        }
        let roots: Vec<&Node> = file.documents.iter().chain(embedded.iter().map(|one| &one.root)).collect();
        let own = || objects.list.iter().filter(|object| std::ptr::eq(object.text, file.text.as_str()));
        found.extend(own().flat_map(|object| variables::check_object(object, runtimes)));
        let documents = file.describe(&mut own());
        file.refuse_what_is_not_linted(&documents)?;
        Ok(finish(file, documents, found, &roots))
    });
    linted.collect()
}

fn finish(file: &File, documents: Vec<Document>, mut found: Vec<Found>, roots: &[&Node]) -> Linted {
    found.sort_by_key(|found| {
        let place = found.held.location.as_ref();
        place.map_or((0, 0), |place| (place.line.unwrap_or(0), place.column.unwrap_or(0)))
    });
    found.dedup();
    let hidden = hidden::all(&file.text, roots.iter().copied());
    // What stands in the inner tree stands in the outer one only as a text.
    let fixes = found.iter().filter_map(|found| fix::of(found, &file.text, roots)).collect();
    let found = found
        .into_iter()
        .map(|found| {
            let place = found.held.location.as_ref();
            let excerpt = place.and_then(|place| excerpt::of(&file.text, &hidden, place));
            (found, excerpt)
        })
        .collect();
    Linted { file: file.name.clone(), documents, found, fixes, text: file.text.clone(), hidden }
}

/// The known word that is most like this one, if one is.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let likeness = |known: &str| strsim::damerau_levenshtein(&word.to_ascii_lowercase(), known);
    let best = known.iter().copied().min_by_key(|known| likeness(known))?;
    (likeness(best) <= word.len().min(best.len()) / 3).then_some(best)
}

#[cfg(test)]
mod tests;
