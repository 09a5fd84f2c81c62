//! Exams on the real binary: setting them, what they change, what is foreseen, and what was done so
//! far.

mod optimize;

use std::fs;

use lacuna::clock::Moment;
use serde_json::{Value, json};

use super::drill::{at, sent};
use super::{Ran, User, ran};

const NOW: &str = "2026-11-22T10:00:00Z";
/// FSRS-6's default parameters.
static DEFAULTS: &[f32] = &fsrs::DEFAULT_PARAMETERS;
const DAY: i64 = 86_400_000;
/// The time of `NOW` in the log.
const THEN: i64 = 1_795_341_600_000;

impl User {
    fn when(&self, now: &str, zone: &str, args: &[&str]) -> Ran {
        ran(self.command(args).env("LACUNA_NOW", now).env("TZ", zone))
    }

    fn then(&self, args: &[&str]) -> Ran {
        self.when(NOW, "UTC", args)
    }

    fn settings(&self) -> String {
        fs::read_to_string(self.home.path().join("settings.ron")).unwrap()
    }

    /// Writes a log in which cards of the small deck were answered so many days ago.
    fn answered(&self, reviews: &[(i64, &str, &str)]) {
        let line = |(n, (days, card, rating)): (usize, &(i64, &str, &str))| {
            let at = THEN - days * DAY + n as i64 * 1000;
            format!("(\"{n:016x}\",{at},\"csc277-exam-1/{card}\",Review({rating},Shown,6000))\n")
        };
        let text: String = reviews.iter().enumerate().map(line).collect();
        fs::write(self.home.path().join("reviews.ron"), text).unwrap();
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn an_exam_is_set_changed_ended_and_removed() {
    let user = User::with_deck();
    fs::write(user.home.path().join("settings.ron"), "// mine\n(\n  new_per_day: 2, // few\n)\n")
        .unwrap();
    assert_eq!(user.then(&["exam", "--json"]).json(), json!([]));
    let args = [
        "exam",
        "set",
        "Mid",
        "term",
        "--date",
        "2026-12-09",
        "--minutes",
        "15",
        "--topic",
        "Layers and losses",
    ];
    assert_eq!(user.then(&args).code, 0);
    let all = user.then(&["exam", "--json"]).json();
    let exam = &all[0];
    assert_eq!(
        (&exam["name"], &exam["date"], &exam["minutes"]),
        (&json!("Mid term"), &json!("2026-12-09"), &json!(15))
    );
    assert_eq!(
        (&exam["topics"], &exam["decks"], &exam["days_left"]),
        (&json!(["layers"]), &json!([]), &json!(17))
    );
    assert_eq!((number(&exam["expected"]), exam["cards"].as_u64()), (0.0, Some(4)));
    assert!(
        user.settings().starts_with("// mine\n(\n  new_per_day: 2, // few\n"),
        "{}",
        user.settings()
    );
    assert_eq!(user.then(&["exam", "set", "mid term", "--minutes", "30"]).code, 0);
    let told = user.then(&["exam"]).out;
    assert!(
        told.starts_with("Mid term  Wed 9 Dec, in 17 days, 30 min a day: expected 0 %"),
        "{told}"
    );
    assert!(user.then(&["exam", "end", "Mid term"]).out.contains("ended"));
    assert_eq!(user.then(&["exam", "--json"]).json()[0]["expected"], Value::Null);
    assert_eq!(user.then(&["exam", "remove", "Mid term"]).code, 0);
    assert_eq!(user.settings(), "// mine\n(\n  new_per_day: 2, // few\n    exams: [],\n)\n");
}

#[test]
fn misuse_says_what_to_do() {
    let user = User::with_deck();
    for (args, says) in [
        (vec!["exam", "set", "A"], "--date"),
        (vec!["exam", "set", "A", "--date", "9 Dec"], "2026-12-09"),
        (vec!["exam", "set", "A", "--date", "2026-02-30"], "2026-02-30"),
        (vec!["exam", "set", "A", "--date", "2026-11-21"], "is over"),
        (vec!["exam", "set", "A", "--date", "9999-01-01"], "two years"),
        (vec!["exam", "set", "A", "--date", "2026-12-09", "--minutes", "0"], "1..=1440"),
        (
            vec!["exam", "set", "A", "--date", "2026-12-09", "--topic", "layer"],
            "did you mean `layers`?",
        ),
        (vec!["exam", "set", "A", "--date", "2026-12-09", "--guess", "2"], "from 0 to 1"),
        (vec!["exam", "end", "A"], "there is no exam `A`"),
        (vec!["forecast", "--exam", "2026-13-09"], "2026-13-09"),
        (vec!["forecast", "--exam", "Final"], "there is no exam `Final`"),
    ] {
        let ran = user.then(&args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    assert!(!user.home.path().join("settings.ron").exists());
    let none = user.then(&["forecast"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("no exam is ahead"), "{}", none.err);
}

#[test]
fn a_file_that_can_not_be_read_is_not_overwritten() {
    let user = User::with_deck();
    for text in ["(new_per_day: ", "nonsense"] {
        fs::write(user.home.path().join("settings.ron"), text).unwrap();
        let ran = user.then(&["exam", "set", "A", "--date", "2026-12-09"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("settings.ron was not changed"), "{}", ran.err);
        assert_eq!(user.settings(), text);
    }
}

#[test]
fn with_an_exam_the_drill_follows_its_plan_and_else_the_schedule() {
    let user = User::new();
    let new = |user: &User| user.then(&["due", "--json"]).json()["new"].as_u64().unwrap();
    assert_eq!(new(&user), 20);
    user.then(&["exam", "set", "A", "--date", "2026-11-24", "--minutes", "30"]);
    let planned = new(&user);
    assert!(planned > 40, "half an hour is for more than twenty cards: {planned}");
    let asked = user.then(&["drill", "--json", "--limit", "1"]).out;
    assert!(asked.starts_with("{\"type\":\"question\""), "{asked}");
    // Another topic keeps to the schedule.
    user.then(&["exam", "set", "A", "--topic", "lm", "--minutes", "1"]);
    let some = new(&user);
    assert!((21..30).contains(&some), "twenty new cards and a minute's worth: {some}");
    user.then(&["exam", "end", "A"]);
    assert_eq!(new(&user), 20);
}

#[test]
fn a_day_ends_with_its_minutes_and_more_can_be_added() {
    let user = User::new().asked_at_once();
    user.then(&["exam", "set", "A", "--date", "2026-11-24", "--minutes", "1"]);
    let mut seconds = 0;
    // The time of the sender counts: each answer takes twenty seconds.
    let mut drill = |args: &[&str]| {
        let now = format!("2026-11-22T10:{:02}:{:02}Z", seconds / 60, seconds % 60);
        let args = [&["drill", "--json"], args].concat();
        let answers = "{\"rating\":\"easy\",\"seconds\":20}\n".repeat(60);
        let out = sent(&mut at(&user, &now, &args), &answers).out;
        let last: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
        let asked = last["asked"].as_u64().unwrap();
        seconds += 20 * asked;
        asked
    };
    assert_eq!(drill(&[]), 3, "a minute");
    assert_eq!(drill(&[]), 0, "the day is over");
    assert_eq!(drill(&["--more", "10"]), 30, "ten minutes");
    let end = user.when("2026-11-22T10:20:00Z", "UTC", &["drill", "--plain"]).out;
    assert!(end.contains("Done for today.") && end.contains("--more 10"), "{end}");
    assert_eq!(user.then(&["drill", "--more", "10"]).code, 2, "the full screen has a key for it");
}

#[test]
fn the_forecast_tells_days_and_topics() {
    let user = User::with_deck();
    user.answered(&[
        (3, "layer-norm/term", "Good"),
        (3, "layer-norm/definition", "Again"),
        (1, "norms/items", "Good"),
    ]);
    user.then(&["exam", "set", "A", "--date", "2026-11-26", "--minutes", "5"]);
    let told = user.then(&["forecast", "--json"]).json();
    let (low, expected, high) =
        (number(&told["low"]), number(&told["expected"]), number(&told["high"]));
    assert!(0.0 < low && low < expected && expected < high && high < 1.0, "{told}");
    let days = told["days"].as_array().unwrap();
    assert_eq!(
        (days.len(), &days[0]["date"], &days[4]["date"]),
        (5, &json!("2026-11-22"), &json!("2026-11-26"))
    );
    assert!(
        (number(&days[4]["without"]) - expected).abs() < 1e-6,
        "without study the last day is what is expected"
    );
    assert!(
        number(&days[4]["expected"]) > 0.8 && days[0]["reviews"].as_f64() > Some(5.0),
        "{told}"
    );
    let topics = told["topics"].as_array().unwrap();
    assert_eq!((&topics[0]["topic"], topics[0]["cards"].as_u64()), (&json!("layers"), Some(4)));
    assert_eq!(topics[1]["topic"], Value::Null);
    let less = user.then(&["forecast", "--json", "--minutes", "0"]).json();
    assert!((number(&less["with_plan"]) - expected).abs() < 0.01, "no minutes, no gain");
    let text = user.then(&["forecast"]).out;
    assert!(text.contains("expected score that day") && text.contains("Thu 26 Nov"), "{text}");
}

#[test]
fn odd_days_have_sensible_words() {
    let user = User::with_deck();
    user.answered(&[(3, "layer-norm/term", "Good"), (-9, "norms/items", "Good")]);
    user.then(&["exam", "set", "A", "--date", "2026-11-23"]);
    for (now, says) in [
        ("2026-11-22T10:00:00Z", "tomorrow"),
        ("2026-11-23T09:00:00Z", "today"),
        ("2026-11-23T22:00:00Z", "today"),
        ("2026-11-24T03:00:00Z", "today"),
        ("2026-11-24T09:00:00Z", "over since yesterday"),
        ("2026-12-24T09:00:00Z", "over for 31 days"),
        ("2020-01-01T00:00:00Z", "in 2519 days"),
    ] {
        let ran = user.when(now, "UTC", &["exam"]);
        assert!(ran.code == 0 && ran.out.contains(says), "{now}: {}", ran.out);
        for args in [
            &["due"][..],
            &["stats"],
            &["stats", "--json"],
            &["forecast"],
            &["drill", "--plain", "--limit", "1"],
        ] {
            let ran = user.when(now, "UTC", args);
            let most = i32::from(says.starts_with("over") && args == ["forecast"]);
            assert!((0..=most).contains(&ran.code), "{now} {args:?}: {} {}", ran.code, ran.err);
            assert!(!ran.err.contains("panicked"), "{}", ran.err);
        }
    }
    // The clocks go back on 1 November and forward on 8 March.
    for (now, date) in
        [("2026-10-31T12:00:00-04:00", "2026-11-02"), ("2027-03-13T12:00:00-05:00", "2027-03-15")]
    {
        user.when(now, "America/New_York", &["exam", "set", "A", "--date", date]);
        let told = user.when(now, "America/New_York", &["forecast", "--json"]).json();
        let days: Vec<&Value> =
            told["days"].as_array().unwrap().iter().map(|day| &day["date"]).collect();
        assert_eq!((days.len(), days[2]), (3, &json!(date)));
    }
}

/// Clocks at which a day has an hour more or less, or where it is another day than in Greenwich: a
/// time, a zone, and the study day there.
const CLOCKS: [(&str, &str, &str); 9] = [
    ("2026-11-22T10:00:00Z", "Pacific/Kiritimati", "2026-11-22"),
    ("2026-11-22T20:00:00Z", "Pacific/Kiritimati", "2026-11-23"),
    ("2026-11-22T10:00:00Z", "Pacific/Pago_Pago", "2026-11-21"),
    // Before four in the morning it is still the day before.
    ("2026-11-22T10:00:00Z", "Asia/Kathmandu", "2026-11-22"),
    ("2026-11-21T21:00:00Z", "Asia/Kathmandu", "2026-11-21"),
    // The hour that is there twice, and the one that is left out.
    ("2026-11-01T05:30:00Z", "America/New_York", "2026-10-31"),
    ("2026-11-01T06:30:00Z", "America/New_York", "2026-10-31"),
    ("2027-03-14T06:59:59Z", "America/New_York", "2027-03-13"),
    ("2027-03-14T08:30:00Z", "America/New_York", "2027-03-14"),
];

#[test]
fn every_clock_is_borne_with_reviews_and_without() {
    for with_reviews in [false, true] {
        let user = User::with_deck();
        if with_reviews {
            user.answered(&[
                (30, "layer-norm/term", "Good"),
                (0, "norms/items", "Again"),
                (-200, "norms/items", "Good"),
            ]);
        }
        for (now, zone, today) in CLOCKS {
            let day = lacuna::clock::StudyDay::parse(today).unwrap();
            for (ahead, says) in [(0, "today"), (4, "in 4 days")] {
                let date = lacuna::clock::StudyDay(day.0 + ahead).iso();
                let set =
                    user.when(now, zone, &["exam", "set", "A", "--date", &date, "--minutes", "5"]);
                assert_eq!(set.code, 0, "{now} {zone}: {}", set.err);
                let told = user.when(now, zone, &["exam"]).out;
                assert!(told.contains(says), "{now} {zone}: {told}");
                let forecast = user.when(now, zone, &["forecast", "--json"]).json();
                let days: Vec<&str> = forecast["days"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|day| day["date"].as_str().unwrap())
                    .collect();
                let all: Vec<String> =
                    (0..=ahead).map(|more| lacuna::clock::StudyDay(day.0 + more).iso()).collect();
                assert_eq!(days, all, "{now} {zone}");
                let stats = user.when(now, zone, &["stats", "--json"]).json();
                assert_eq!(stats["today"]["date"], json!(today), "{now} {zone}");
                assert_eq!(stats["days"].as_array().unwrap().len(), days.len(), "{now} {zone}");
                let due = user.when(now, zone, &["due", "--json"]).json();
                let asked = due["due"].as_u64().unwrap() + due["new"].as_u64().unwrap();
                assert!(asked > 0, "there are five minutes for an exam: {now} {zone}: {due}");
            }
        }
    }
}

#[test]
fn an_exam_of_yesterday_leaves_the_ordinary_schedule() {
    let user = User::with_deck();
    let before = user.then(&["due", "--json"]).json();
    user.when("2026-11-20T10:00:00Z", "UTC", &["exam", "set", "A", "--date", "2026-11-21"]);
    assert!(user.then(&["exam"]).out.contains("over since yesterday"));
    assert_eq!(user.then(&["due", "--json"]).json(), before);
    let none = user.then(&["forecast"]);
    assert!(none.code == 1 && none.err.contains("no exam is ahead"), "{}", none.err);
    assert_eq!(user.then(&["stats", "--json"]).json()["days"].as_array().unwrap().len(), 1);
}

#[test]
fn figures_of_what_was_done() {
    let user = User::with_deck();
    let none = user.then(&["stats"]);
    assert!(none.code == 0 && none.err.contains("no reviews yet"), "{}{}", none.out, none.err);
    user.answered(&[
        (9, "layer-norm/term", "Good"),
        (1, "layer-norm/term", "Good"),
        (1, "norms/items", "Again"),
        (0, "norms/items", "Again"),
        (0, "norms/items", "Good"),
    ]);
    let told = user.then(&["stats", "--json"]).json();
    assert_eq!((&told["streak"], &told["longest_streak"]), (&json!(2), &json!(2)));
    assert_eq!(
        told["totals"],
        json!({"reviews": 5, "seconds": 30.0, "days": 3, "asked": 2, "recalled": 1})
    );
    assert_eq!(
        told["retention"][0],
        json!({"month": "2026-11", "reviews": 5, "asked": 2, "recalled": 1, "share": 0.5})
    );
    assert_eq!((&told["today"]["reviews"], &told["today"]["new"]), (&json!(2), &json!(0)));
    assert_eq!(
        (told["calendar"].as_array().unwrap().len(), &told["calendar"][0]["date"]),
        (3, &json!("2026-11-13"))
    );
    assert!(
        number(&told["expected"]) > 0.0 && told["days"].as_array().unwrap().len() == 1,
        "{told}"
    );
    let times = told["answer_times"].as_array().unwrap();
    assert_eq!(times[0], json!({"rating": "again", "answers": 2, "median_seconds": 6}));
    assert_eq!((&times[3]["median_seconds"], &told["quizzes"]), (&Value::Null, &json!([])));
    let text = user.then(&["stats"]).out;
    assert!(text.contains("median 6 s when right, 6 s when wrong"), "{text}");
    assert!(text.contains("streak ") && text.contains("50 % of 2 cards"), "{text}");
}

#[test]
fn a_flight_breaks_no_streak() {
    let user = User::with_deck();
    // Five days in Tokyo, early and late in turn: by London's days they are three.
    let times = [20, 21, 22, 23, 24].map(|day| {
        let hour = if day % 2 == 0 { "07:30" } else { "23:30" };
        Moment::parse(&format!("2026-11-{day}T{hour}:00+09:00")).unwrap().0
    });
    let log: Vec<String> = (0..)
        .zip(times)
        .map(|(n, at): (u64, i64)| {
            format!("(\"{n:016x}\",{at},\"csc277-exam-1/lora/term\",Review(Good,Shown,6000))\n")
        })
        .collect();
    fs::write(user.home.path().join("reviews.ron"), log.concat()).unwrap();
    let streak = |zone: &str| {
        let stats = user.when("2026-11-24T15:00:00Z", zone, &["stats", "--json"]).json();
        [stats["streak"].as_u64(), stats["longest_streak"].as_u64()]
    };
    assert_ne!(streak("Europe/London"), [Some(5); 2], "nobody knows of Tokyo yet");
    let study = |zone: &str| {
        let mut drill = at(&user, "2026-11-24T15:00:00Z", &["drill", "--json"]);
        assert_eq!(sent(drill.env("TZ", zone), "{\"stop\":true}\n").code, 0);
    };
    study("Asia/Tokyo");
    assert_eq!(streak("Asia/Tokyo"), [Some(5); 2]);
    assert_eq!(streak("Europe/London"), [Some(5); 2]);
    study("Europe/London");
    assert_eq!(streak("Europe/London"), [Some(5); 2], "the state still knows");
}
