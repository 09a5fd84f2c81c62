//! An exam: its day, what it covers, and how many minutes a day there are for it.
//!
//! It knows decks and topics by their names only, and nothing of their notes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::StudyDay;
use crate::fault::Fault;

/// The most minutes of a day that anybody studies.
pub const MOST_MINUTES: u32 = 1440;
/// The minutes a day of an exam for which none were named.
pub const USUAL_MINUTES: u32 = 20;
/// An exam that is more days away than this is taken for a typing error.
const FURTHEST: i32 = 730;

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

    /// The exams with this one in place of the one that is called `before`, or at the end. Another
    /// of its own name gives way.
    #[must_use]
    pub fn insert_into(&self, exams: Vec<Exam>, before: &str) -> Vec<Exam> {
        let is_called = |exam: &Exam, name: &str| exam.name.eq_ignore_ascii_case(name);
        let at = exams.iter().position(|exam| is_called(exam, before));
        let mut kept = Vec::new();
        for (place, exam) in exams.into_iter().enumerate() {
            if Some(place) == at {
                kept.push(self.clone());
            } else if !is_called(&exam, &self.name) {
                kept.push(exam);
            }
        }
        if at.is_none() {
            kept.push(self.clone());
        }
        kept
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

    /// Checks that a day is one to study for.
    pub fn check_date(date: StudyDay, today: StudyDay) -> Result<(), Fault> {
        if date < today {
            return Err(Fault::error(
                format!("{} is over", date.iso()),
                "choose today or a later date",
            ));
        }
        if date.0 - today.0 > FURTHEST {
            let what = format!("{} is more than two years away", date.iso());
            return Err(Fault::error(what, "choose a date within two years"));
        }
        Ok(())
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
    fn an_exam_takes_the_place_of_the_one_that_it_was() {
        let named = |name: &str| Exam { name: name.into(), ..Exam::default() };
        let all = vec![named("A"), named("B"), named("C")];
        let names = |exams: Vec<Exam>| exams.into_iter().map(|exam| exam.name).collect::<Vec<_>>();
        assert_eq!(names(named("D").insert_into(all.clone(), "D")), ["A", "B", "C", "D"]);
        assert_eq!(names(named("D").insert_into(all.clone(), "b")), ["A", "D", "C"]);
        assert_eq!(names(named("c").insert_into(all, "A")), ["c", "B"]);
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
