//! What a Collector's configuration says of the target that was taken from it.

use super::view::View;
use crate::finding::Code;
use crate::finding::Evidence;
use crate::finding::Held;
use crate::finding::Location;
use crate::finding::Severity;
use crate::target::SettingPlace;
use crate::target::Unusable;
use crate::target::UnusableFile;

/// What holds by the configuration alone.
pub(super) fn held(view: &View<'_>) -> Vec<Held> {
    let Some(seen) = &view.observation.target.collector else { return Vec::new() };
    let mut held: Vec<Held> = seen.unusable.iter().map(unusable).collect();
    if let Some(refused) = &seen.refused {
        let problem = refused.problem.clone();
        held.push(setting(Code::UnsupportedSetting, &refused.setting, refused.instead.as_deref(), problem));
    }
    if let Some(place) = &seen.skip_verify {
        let message = "the Collector does not verify the certificate: whoever stands in the way can read and change \
                       what is sent";
        held.push(setting(Code::VerificationDisabled, place, Some("false"), message.to_owned()));
    }
    if seen.unused {
        let message = "no pipeline uses this exporter; the Collector does not start it".to_owned();
        let unused = setting(Code::IgnoredSetting, &seen.component, None, message);
        held.push(unused.weighing(Severity::Note));
    }
    held
}

fn unusable(file: &UnusableFile) -> Held {
    let place = location(&file.setting);
    let path = &file.path;
    if file.reason == Unusable::Mismatch {
        let evidence = Evidence::ClientCertificate {
            acceptable_issuers: Vec::new(),
            subject: None,
            issuer: None,
            alert: None,
            does_not_fit: Vec::new(),
        };
        let message = format!("`{path}`: {}; the Collector does not start", file.problem);
        return Held::certain(Code::ClientKeyMismatch, evidence, message).at(place);
    }
    let evidence = Evidence::File {
        path: path.clone(),
        source: format!(
            "config:{}:{}:{} {}",
            file.setting.file, file.setting.line, file.setting.column, file.setting.path
        ),
        problem: file.problem.clone(),
    };
    let message = format!("`{path}`: {}; the Collector does not start", file.problem);
    Held::certain(Code::UnreadableFile, evidence, message).at(place)
}

fn setting(code: Code, place: &SettingPlace, instead: Option<&str>, message: String) -> Held {
    let evidence = Evidence::Setting {
        setting: place.path.clone(),
        value: None,
        others: Vec::new(),
        instead: instead.map(str::to_owned),
    };
    Held::certain(code, evidence, message).at(location(place))
}

fn location(place: &SettingPlace) -> Location {
    Location {
        file: Some(place.file.clone()),
        line: Some(place.line),
        column: Some(place.column),
        length: None,
        path: Some(place.path.clone()),
    }
}
