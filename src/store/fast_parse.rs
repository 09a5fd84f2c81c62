//! The two shapes of line that files have by the hundred thousand, read without a general reader.
//!
//! What is read here is what `ron` would read; anything unusual is left to `ron`, which also says
//! what is wrong.

use crate::clock::{Moment, StudyDay};
use crate::memory::{AnswerMethod, CardId, CardStage, Entry, EntryId, EntryKind, Progress, Rating};

/// The rest of a line.
struct LineCursor<'a>(&'a str);

impl<'a> LineCursor<'a> {
    fn tag(&mut self, tag: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(tag)?;
        Some(())
    }

    /// Takes a text in quotes that has no escape in it.
    fn text(&mut self) -> Option<&'a str> {
        self.tag("\"")?;
        let end = memchr::memchr2(b'"', b'\\', self.0.as_bytes())?;
        let (text, rest) = self.0.split_at(end);
        self.0 = rest.strip_prefix('"')?;
        Some(text)
    }

    /// Takes a word or a number up to what can't belong to it.
    fn word(&mut self) -> Option<&'a str> {
        let belongs = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        let end = self.0.bytes().position(|byte| !belongs(&byte)).filter(|&end| end > 0)?;
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(word)
    }

    fn number<T: std::str::FromStr>(&mut self) -> Option<T> {
        self.word()?.parse().ok()
    }

    /// Takes a comma and a number.
    fn next<T: std::str::FromStr>(&mut self) -> Option<T> {
        self.tag(",")?;
        self.number()
    }

    /// Takes a comma and a number, from which a value is made, or `None`.
    fn next_option<T: std::str::FromStr, V>(
        &mut self,
        make: fn(T) -> V,
        into: &mut Option<V>,
    ) -> Option<()> {
        self.tag(",")?;
        *into = match self.word()? {
            "None" => None,
            word => Some(make(word.parse().ok()?)),
        };
        Some(())
    }

    fn next_bool(&mut self) -> Option<bool> {
        self.tag(",")?;
        match self.word()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    fn id(&mut self) -> Option<EntryId> {
        let text = self.text()?;
        let plain = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        plain.then(|| u64::from_str_radix(text, 16).ok().map(EntryId)).flatten()
    }

    fn end(&self) -> Option<()> {
        self.0.trim_end().is_empty().then_some(())
    }
}

/// Reads a line of the log that is a review.
pub(super) fn review(line: &str) -> Option<Entry> {
    let mut line = LineCursor(line);
    line.tag("(")?;
    let id = line.id()?;
    let at = Moment(line.next()?);
    line.tag(",")?;
    let card = CardId::from(line.text()?);
    line.tag(",Review(")?;
    let rating = match line.word()? {
        "Again" => Rating::Again,
        "Hard" => Rating::Hard,
        "Good" => Rating::Good,
        "Easy" => Rating::Easy,
        _ => return None,
    };
    line.tag(",")?;
    let how = match line.word()? {
        "Shown" => AnswerMethod::Shown,
        "Typed" => AnswerMethod::Typed,
        "Overruled" => AnswerMethod::Overruled,
        "Ordered" => AnswerMethod::Ordered,
        "Quiz" => AnswerMethod::Quiz,
        _ => return None,
    };
    let took = line.next()?;
    line.tag("))")?;
    line.end()?;
    Some(Entry { id, at, card, what: EntryKind::Review(rating, how, took) })
}

/// Reads a card's line of the state file.
pub(super) fn card(line: &str) -> Option<(CardId, Progress)> {
    let mut line = LineCursor(line);
    let card = CardId::from(line.text()?);
    line.tag(":(")?;
    let at = Moment(line.number()?);
    line.tag(",")?;
    let id = if line.tag("None").is_some() { None } else { Some(line.id()?) };
    line.tag(",")?;
    let stage = match line.word()? {
        "New" => CardStage::New,
        "Review" => CardStage::Review,
        word @ ("Learning" | "Relearning") => {
            line.tag("(")?;
            let step = line.number()?;
            line.tag(")")?;
            if word == "Learning" { CardStage::Learning(step) } else { CardStage::Relearning(step) }
        }
        _ => return None,
    };
    let mut progress = Progress {
        last: (at, id),
        stage,
        stability: line.next()?,
        difficulty: line.next()?,
        due: Moment(line.next()?),
        interval: line.next()?,
        reps: line.next()?,
        lapses: line.next()?,
        ..Progress::default()
    };
    line.next_option(Moment, &mut progress.introduced)?;
    line.next_option(Moment, &mut progress.reviewed)?;
    progress.suspended = line.next_bool()?;
    progress.flagged = line.next_bool()?;
    line.next_option(StudyDay, &mut progress.buried)?;
    // Older versions end the line here.
    if line.tag("),").is_none() {
        line.next_option(Moment, &mut progress.failed)?;
        line.tag("),")?;
    }
    line.end()?;
    Some((card, progress))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_read_as_ron_reads_it() {
        for rating in Rating::ALL {
            for how in [
                AnswerMethod::Shown,
                AnswerMethod::Typed,
                AnswerMethod::Overruled,
                AnswerMethod::Ordered,
                AnswerMethod::Quiz,
            ] {
                let what = EntryKind::Review(rating, how, 4200);
                let entry =
                    Entry { id: EntryId(0xab), at: Moment(-5), card: "d/ü/c".into(), what };
                let line = ron::to_string(&entry).unwrap();
                assert_eq!(review(&line).as_ref(), Some(&entry), "{line}");
                assert_eq!(ron::from_str::<Entry>(&line).unwrap(), entry);
            }
        }
    }

    #[test]
    fn what_is_unusual_is_left_to_ron() {
        for line in [
            r#"("+0000000000000ab",1,"d/n/c",Review(Good,Shown,1))"#,
            r#"("00000000000000ab", 1,"d/n/c",Review(Good,Shown,1))"#,
            r#"("00000000000000ab",1,"d/\"n/c",Review(Good,Shown,1))"#,
            r#"("00000000000000ab",1,"d/n/c",Review(Good,Shown,1)"#,
            r#"("00000000000000ab",1,"d/n/c",Review(Good,Shown,1))x"#,
            r#"("00000000000000ab",1,"d/n/c",Suspend)"#,
            "",
        ] {
            assert_eq!(review(line), None, "{line}");
        }
    }
}
