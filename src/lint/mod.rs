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

mod compose;
mod document;
mod endpoint;
mod environment;
mod excerpt;
mod file;
mod fix;
mod found;
mod hidden;
mod inner;
mod kustomize;
mod manifest;
mod sdk;
mod values;
mod variables;

pub use compose::Side;
pub use environment::{concerns, environment, environment_of};
pub use excerpt::Excerpt;
pub use file::Input;
pub use file::Refused;
pub use fix::Fix;
pub use found::Found;
pub use variables::{check_files_of, files_of};

use std::collections::BTreeSet;
use std::collections::HashMap;

use document::Kind;
use file::File;
use manifest::Object;
use manifest::Objects;

use crate::finding::Code;
use crate::finding::Severity;
use crate::runtime::Exporter;
use crate::x509::UnixSeconds;
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
}

/// What the safe changes make of files, and which they are, file by file. One change may make another one safe: they
/// are made until there is none left.
pub fn mend(inputs: &[Input], around: &Around<'_>) -> (Vec<Input>, Vec<Vec<Fix>>) {
    let mut mended = inputs.to_vec();
    let mut rounds: Vec<Vec<Vec<Fix>>> = vec![Vec::new(); inputs.len()];
    for _ in 0..MOST_ROUNDS {
        let mut any = false;
        let results = lint(&mended, around);
        for ((result, input), rounds) in results.iter().zip(&mut mended).zip(&mut rounds) {
            let Ok(linted) = result else { continue };
            let (text, made) = fix::apply(&input.text, &linted.fixes);
            if !made.is_empty() {
                any = true;
                input.text = text;
                rounds.push(made);
            }
        }
        if !any {
            break;
        }
    }
    let made = inputs.iter().zip(rounds).map(|(input, rounds)| fix::placed(&input.text, rounds));
    let made = made.collect();
    (mended, made)
}

/// Rounds of changes. Each takes away what it is about, so that two or three are the most that was seen.
const MOST_ROUNDS: usize = 20;

/// A change of a file as a unified diff; what may be a secret is masked in it. Empty: there is none.
pub fn diff(before: &Input, after: &Input) -> String {
    if before.text == after.text {
        return String::new();
    }
    let old = hidden::masked(&before.text, &file::hidden(&before.text));
    let new = hidden::masked(&after.text, &file::hidden(&after.text));
    similar::TextDiff::from_lines(&old, &new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{}", before.name), &format!("b/{}", before.name))
        .to_string()
}

/// What counts beside the files themselves.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The exporters that were asked about by name; empty: whoever reads the files.
    pub runtimes: &'a [&'static Exporter],
    /// What is in the files that [`named_files`] gives, as far as this machine has them.
    pub material: &'a collector::Files,
    /// What is in the files that [`side_files`] gives.
    pub side: &'a Side,
    /// What certificates and keys are read with: those in a Secret stand in the files themselves.
    pub read: fn(&[u8]) -> collector::Read,
    /// The time to judge certificates at.
    pub at: UnixSeconds,
}

/// The files of certificates and keys that the Collector configurations among these files name.
pub fn named_files(inputs: &[Input]) -> BTreeSet<String> {
    let files: Vec<File> = inputs.iter().filter_map(|input| file::read(input).ok()).collect();
    files.iter().flat_map(File::named_files).collect()
}

/// The files that Compose files among these read variables from.
pub fn side_files(inputs: &[Input]) -> BTreeSet<String> {
    let files: Vec<File> = inputs.iter().filter_map(|input| file::read(input).ok()).collect();
    files.iter().flat_map(File::side_files).collect()
}

/// Looks at files together. Each is a result of its own: what was found, or why it cannot be looked at.
pub fn lint(inputs: &[Input], around: &Around<'_>) -> Vec<Result<Linted, Refused>> {
    let runtimes = around.runtimes;
    let files: Vec<Result<File, Refused>> = inputs.iter().map(file::read).collect();
    let mut objects = Objects::default();
    for file in files.iter().flatten() {
        for document in &file.documents {
            if document::kind(document) == Some(Kind::Object) {
                Object::all(&file.name, &file.text, document, &mut objects.list);
            }
        }
    }
    let checked = manifest::check(&objects, around);
    // Secrets alone are for another command; beside what mounts them they are looked at here.
    let alone = objects.list.iter().all(file::holds_certificates);
    let linted = files.iter().map(|read| {
        let file = read.as_ref().map_err(Clone::clone)?;
        // By identity, not by name: standard input may be named twice.
        let is_own = |number: usize| std::ptr::eq(objects.list[number].text, file.text.as_str());
        let mut found = file.check(around)?;
        found.extend(
            checked.found.iter().filter(|(number, _)| is_own(*number)).map(|(_, found)| found.clone()),
        );
        let embedded: Vec<&manifest::Embedded> =
            checked.embedded.iter().filter(|one| is_own(one.object)).collect();
        for one in &embedded {
            found.extend(file::of_configuration(&file.name, one.kind, &one.root));
        }
        let inside = file.of_compose();
        for (kind, root) in &inside {
            found.extend(file::of_configuration(&file.name, *kind, root));
        }
        let mut of_patches = Vec::new();
        for patch in &file.patches {
            let (own, inside) = kustomize::check(&file.name, &file.text, patch, runtimes);
            found.extend(own);
            of_patches.extend(inside);
        }
        let embedded = embedded
            .iter()
            .filter(|one| !one.is_part)
            .map(|one| &one.root)
            .chain(inside.iter().map(|(_, root)| root));
        let embedded = embedded.chain(&file.patches).chain(&of_patches);
        let roots: Vec<&Node> = file.documents.iter().chain(embedded).collect();
        let own = || objects.list.iter().filter(|object| std::ptr::eq(object.text, file.text.as_str()));
        found.extend(own().flat_map(|object| variables::check_object(object, runtimes)));
        let documents = file.describe(&mut own());
        if alone {
            file.refuse_what_is_not_linted(&documents)?;
        }
        Ok(finish(file, documents, found, &roots))
    });
    let mut linted: Vec<Result<Linted, Refused>> = linted.collect();
    say_once(&mut linted);
    linted
}

/// A note on a variable that stands in many places is told at the first, with the number of the others.
fn say_once(results: &mut [Result<Linted, Refused>]) {
    let of = |found: &Found| {
        let held = &found.held;
        let place = held.location.as_ref().filter(|place| place.line.is_some())?;
        let is_variable = place.path.as_deref().is_some_and(|path| path.starts_with("OTEL_"));
        (is_variable && held.severity == Some(Severity::Note)).then(|| (held.code, held.message.clone()))
    };
    let mut left: HashMap<(Code, String), usize> = HashMap::new();
    for (found, _) in results.iter().flatten().flat_map(|linted| &linted.found) {
        if let Some(key) = of(found) {
            *left.entry(key).or_default() += 1;
        }
    }
    for linted in results.iter_mut().flatten() {
        linted.found.retain_mut(|(found, _)| {
            let Some(key) = of(found) else { return true };
            // The first takes the count, and leaves nothing to the others.
            match left.insert(key, 0) {
                Some(count @ 2..) => {
                    let words = if count == 2 { "one more place" } else { "more places" };
                    let number = if count == 2 { String::new() } else { format!("{} ", count - 1) };
                    found.held.message.push_str(&format!(" (and in {number}{words})"));
                    true
                }
                Some(1) => true,
                _ => false,
            }
        });
    }
}

fn finish(file: &File, documents: Vec<Document>, mut found: Vec<Found>, roots: &[&Node]) -> Linted {
    found.sort_by_key(|found| {
        let place = found.held.location.as_ref();
        place.map_or((0, 0), |place| (place.line.unwrap_or(0), place.column.unwrap_or(0)))
    });
    found.dedup();
    let hidden = hidden::all(&file.text, roots.iter().copied());
    // What stands in the inner tree stands in the outer one only as a text.
    let fixes = fix::all(found.iter(), &file.text, roots);
    let lines = excerpt::starts(&file.text);
    let found = found
        .into_iter()
        .map(|found| {
            let place = found.held.location.as_ref();
            let excerpt = place.and_then(|place| excerpt::of(&file.text, &lines, &hidden, place));
            (found, excerpt)
        })
        .collect();
    Linted { file: file.name.clone(), documents, found, fixes }
}

/// The known word that is most like this one, if one is.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let likeness = |known: &str| strsim::damerau_levenshtein(&word.to_ascii_lowercase(), known);
    let best = known.iter().copied().min_by_key(|known| likeness(known))?;
    (likeness(best) <= word.len().min(best.len()) / 3).then_some(best)
}

#[cfg(test)]
mod tests;
