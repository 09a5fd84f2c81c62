//! How synchronizers call the copy of a file that lost when two machines had changed it: known by
//! the name alone.

use std::path::{Path, PathBuf};

/// What the names of conflict copies have before what tells them apart.
const SIGNS: [&str; 2] = [".sync-conflict-", "_conflict-"];
/// How such copies are called in parentheses, in some languages.
const WORDS: [&str; 3] = ["conflict", "konflikt", "conflit"];
/// Whether the file is a conflict copy of another one that lies beside it.
pub(super) fn is_copy(path: &Path) -> bool {
    original(path).is_some_and(|original| original.is_file())
}

/// The file that this one is a conflict copy of, going by its name.
pub(super) fn original(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    // git's way where it can't merge: `reviews.ron~HEAD`.
    if let Some((file, branch)) = name.rsplit_once('~') {
        let named = file.strip_suffix(".ron").is_some_and(|stem| !stem.is_empty());
        return (named && !branch.is_empty()).then(|| path.with_file_name(file));
    }
    let stem = name.strip_suffix(".ron")?;
    let sign = SIGNS.iter().filter_map(|sign| stem.find(sign)).min();
    let words = || {
        let at = stem.rfind(" (")?;
        let inner = stem[at..].strip_suffix(')')?.to_lowercase();
        WORDS.iter().any(|word| inner.contains(word)).then_some(at)
    };
    let end = sign.or_else(words).filter(|&end| end > 0)?;
    Some(path.with_file_name(format!("{}.ron", &stem[..end])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_copy_is_known_by_its_name() {
        for (name, of) in [
            ("reviews.sync-conflict-20260101-120000-ABCDEFG.ron", "reviews.ron"),
            ("reviews (conflicted copy 2026-01-01).ron", "reviews.ron"),
            ("reviews (Ann's conflicted copy 2026-01-01).ron", "reviews.ron"),
            ("reviews (In Konflikt stehende Kopie von Ann 2026-01-01).ron", "reviews.ron"),
            ("reviews_conflict-20260101-120000.ron", "reviews.ron"),
            ("reviews.ron~HEAD", "reviews.ron"),
            ("two words.sync-conflict-20260101-120000-A.ron", "two words.ron"),
        ] {
            assert_eq!(original(Path::new(name)), Some(PathBuf::from(of)), "{name}");
        }
        for name in [
            "reviews.ron",
            "reviews.torn.ron",
            "reviews.unreadable-2026-12-09T140500Z.ron",
            "reviews.ron~",
            "reviews (1).ron",
            ".syncthing.reviews.ron.tmp",
            "~syncthing~reviews.ron.tmp",
            ".sync-conflict-20260101-120000-A.ron",
            "reviews.sync-conflict-20260101-120000-A.ron.tmp",
        ] {
            assert_eq!(original(Path::new(name)), None, "{name}");
        }
    }
}
