//! Keeping parameters that were fitted, and taking them back: what was in force before is kept
//! beside them.

use super::{ConfigHome, set};
use crate::fault::Fault;
use crate::memory::Settings;

/// Has the scheduler follow these parameters from now on.
pub fn keep_parameters(home: &ConfigHome, parameters: &[f32]) -> Result<Settings, Fault> {
    let (now, _) = super::settings(home);
    if now.parameters != now.earlier_parameters && now.parameters != parameters {
        set(home, "earlier_parameters", |now| Ok(now.parameters.clone()))?;
    }
    set(home, "parameters", |_| Ok(parameters.to_vec()))
}

/// Has the scheduler follow the parameters again that were in force before the last ones were kept.
/// What was in force before those is no longer known: once more leads to the defaults.
pub fn take_parameters_back(home: &ConfigHome) -> Result<Settings, Fault> {
    let after = set(home, "parameters", |now| Ok(now.earlier_parameters.clone()))?;
    if after.earlier_parameters.is_empty() {
        return Ok(after);
    }
    set(home, "earlier_parameters", |_| Ok(Vec::<f32>::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_in_force_before_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::at(folder.path());
        let own =
            |factor: f32| fsrs::DEFAULT_PARAMETERS.map(|parameter| parameter * factor).to_vec();
        let (first, second) = (own(1.01), own(1.02));
        keep_parameters(&home, &first).unwrap();
        let kept = keep_parameters(&home, &second).unwrap();
        assert_eq!((kept.parameters, kept.earlier_parameters), (second.clone(), first.clone()));
        assert_eq!(
            keep_parameters(&home, &second).unwrap().earlier_parameters,
            first,
            "the same once more is no change"
        );
        assert_eq!(take_parameters_back(&home).unwrap().parameters, first);
        let before = take_parameters_back(&home).unwrap();
        assert!(before.parameters.is_empty() && before.earlier_parameters.is_empty());
        assert!(
            take_parameters_back(&home).unwrap().parameters.is_empty(),
            "there is nothing more to take back"
        );
    }
}
