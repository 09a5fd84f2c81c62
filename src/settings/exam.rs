//! An exam: its day, what it covers, and how many minutes a day there are for it.
//!
//! It knows decks and topics by their names only, and nothing of their notes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::StudyDay;
use crate::fault::Fault;

/// The most minutes of a day that anybody studies.
pub const MOST_MINUTES: u32 = 1440;

/// An exam of the user's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Exam {
    /// What it is called; no two have the same name.
    pub name: String,
    /// The day on which it is held.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub date: StudyDay,
    /// How many minutes a day there are for it.
    pub minutes: u32,
    /// The decks that it covers, by id; without any, and without topics, it covers all that are on.
    pub decks: Vec<String>,
    /// The topics that it covers, by id; none means all.
    pub topics: Vec<String>,
    /// The share of right answers on cards that were never asked: by guessing.
    pub guess: f32,
    /// Whether the user ended it before its day.
    pub ended: bool,
}

impl Exam {
    /// Whether it is still to come, or today.
    pub fn is_ahead(&self, today: StudyDay) -> bool {
        !self.ended && self.date >= today
    }

    /// Whether it names what it covers; one that names nothing covers every deck that is on.
    pub fn is_limited(&self) -> bool {
        !(self.decks.is_empty() && self.topics.is_empty())
    }

    /// Whether a deck's notes of a topic are among those that it names.
    pub fn names(&self, deck: &str, topic: Option<&str>) -> bool {
        let has = |names: &[String], name: &str| names.iter().any(|other| other == name);
        self.is_limited()
            && (self.decks.is_empty() || has(&self.decks, deck))
            && (self.topics.is_empty() || topic.is_some_and(|topic| has(&self.topics, topic)))
    }

    /// The exams with this one in place of the one of its name, or at the end.
    #[must_use]
    pub fn insert_into(&self, mut exams: Vec<Exam>) -> Vec<Exam> {
        match exams.iter_mut().find(|exam| exam.name.eq_ignore_ascii_case(&self.name)) {
            Some(place) => *place = self.clone(),
            None => exams.push(self.clone()),
        }
        exams
    }

    /// When it is, as seen from a day: `in 17 days`, `today`, `over since yesterday`.
    pub fn when(&self, today: StudyDay) -> String {
        match self.date.0.saturating_sub(today.0) {
            _ if self.ended => "ended".into(),
            0 => "today".into(),
            1 => "tomorrow".into(),
            -1 => "over since yesterday".into(),
            days if days > 0 => format!("in {days} days"),
            days => format!("over for {} days", days.unsigned_abs()),
        }
    }

    /// The first thing that is wrong with it, if anything is.
    pub fn check(&self) -> Result<(), Fault> {
        if self.name.trim().is_empty() || self.name.chars().any(char::is_control) {
            return Err(Fault::error("an exam has no name", "give it a name of a few words"));
        }
        if !(1..=MOST_MINUTES).contains(&self.minutes) {
            let what = format!("the exam `{}` has {} minutes a day", self.name, self.minutes);
            return Err(Fault::error(what, "give minutes from 1 to 1440"));
        }
        if !(0.0..=1.0).contains(&self.guess) {
            return Err(Fault::error(
                format!("the exam `{}` has a guess of {}", self.name, self.guess),
                "give a share from 0 to 1",
            ));
        }
        Ok(())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn write<S: Serializer>(day: &StudyDay, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&day.iso())
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StudyDay, D::Error> {
    let text = String::deserialize(deserializer)?;
    StudyDay::parse(&text).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exam_stands_in_ron_with_its_date() {
        let text = r#"(name: "Midterm", date: "2026-12-09", minutes: 20, topics: ["lm"])"#;
        let exam: Exam = ron::from_str(text).unwrap();
        assert_eq!((exam.date.iso().as_str(), exam.minutes, exam.guess), ("2026-12-09", 20, 0.0));
        assert_eq!(exam.check(), Ok(()));
        let again: Exam = ron::from_str(&ron::to_string(&exam).unwrap()).unwrap();
        assert_eq!(again, exam);
        for date in ["2026-13-01", "9 Dec", "2026-02-30", "2026-12-09T10:00", ""] {
            assert!(ron::from_str::<Exam>(&text.replace("2026-12-09", date)).is_err(), "{date}");
        }
    }

    #[test]
    fn it_is_told_when_it_is() {
        let exam = Exam { date: StudyDay(100), ..Exam::default() };
        let when = |today| exam.when(StudyDay(today));
        assert_eq!([when(83), when(99), when(100)], ["in 17 days", "tomorrow", "today"]);
        assert_eq!([when(101), when(103)], ["over since yesterday", "over for 3 days"]);
        assert!(exam.is_ahead(StudyDay(100)) && !exam.is_ahead(StudyDay(101)));
        assert!(!Exam { ended: true, ..exam }.is_ahead(StudyDay(1)));
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        let exam = Exam { name: "A".into(), minutes: 10, ..Exam::default() };
        assert_eq!(exam.check(), Ok(()));
        for wrong in [
            Exam { name: " ".into(), ..exam.clone() },
            Exam { minutes: 0, ..exam.clone() },
            Exam { minutes: 1441, ..exam.clone() },
            Exam { guess: f32::NAN, ..exam.clone() },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }
}
