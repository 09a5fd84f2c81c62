//! New cards are taught before they are asked, and what was failed comes back.

use lacuna::clock::StudyDay;
use lacuna::memory::AnswerMethod;
use lacuna::settings::Exam;
use lacuna::study::LessonStep::{Full, Gentle, Shown};
use lacuna::study::{AnswerKind, LessonStep, TimePolicy};

use super::*;

/// Notes of one set, so that a choice can be made of each, and some of another topic.
const DECK: &str = r#"(format: 1, id: "d", title: "D",
    topics: [(id: "norms", title: "Norms"), (id: "rest", title: "Rest")],
    sets: [(id: "norms", title: "Norms", foils: [(term: "Whitening", definition: "removes correlation")])],
    notes: [
        Pair(id: "batch", topic: "norms", sets: ["norms"], term: "Batch", definition: "over examples"),
        Pair(id: "layer", topic: "norms", sets: ["norms"], term: "Layer", definition: "over features"),
        Pair(id: "group", topic: "norms", sets: ["norms"], term: "Group", definition: "over channels"),
        Pair(id: "plain", topic: "rest", term: "Plain", definition: "nothing beside it"),
        Cloze(id: "gap", topic: "rest", text: "Adam keeps {{two}} moments."),
    ])"#;

fn taught() -> Settings {
    Settings { fuzz: false, ..Settings::default() }
}

/// Settings with an exam in ten days that has more minutes than cards need.
pub(super) fn examined() -> Settings {
    let exam = Exam { name: "E".into(), date: StudyDay(1010), minutes: 300, ..Exam::default() };
    Settings { exams: vec![exam], bury_siblings: false, ..taught() }
}

fn step(desk: &Desk) -> LessonStep {
    desk.drill().open_card().expect("a card is in front").step
}

#[test]
fn a_new_card_is_shown_then_asked_gently_then_in_full() {
    let mut desk = Desk::with_deck(DECK.into(), taught());
    desk.start();
    let mut course: Vec<(String, LessonStep)> = Vec::new();
    let mut left = Vec::new();
    while let Some(front) = desk.front().filter(|_| course.len() < 40) {
        let (step, reviews) = (step(&desk), desk.log.len());
        if step != LessonStep::Full {
            assert_eq!(
                desk.stage(),
                if step == LessonStep::Shown { QuestionStage::Learn } else { QuestionStage::New }
            );
        }
        course.push((front, step));
        left.push(desk.drill().left());
        desk.answer(Rating::Easy);
        assert_eq!(desk.log.len() - reviews, usize::from(step == LessonStep::Full), "{course:?}");
        desk.check();
    }
    let steps = |card: &str| -> Vec<LessonStep> {
        course.iter().filter(|(other, _)| other == card).map(|(_, step)| *step).collect()
    };
    assert_eq!(steps("d/batch/definition"), [Shown, Gentle, Full]);
    assert_eq!(steps("d/gap/c1"), [Shown, Gentle, Full], "typed only once it was thought of");
    assert_eq!(steps("d/plain/definition"), [Shown, Full], "nothing could be gentler");
    assert!(
        course.windows(2).zip(left).all(|(two, left)| two[0].0 != two[1].0 || left == 1),
        "never at once after its own note while others wait: {course:?}"
    );
    assert!(matches!(desk.drill().phase(), DrillPhase::Done));
}

#[test]
fn before_an_exam_a_new_card_is_asked_once_on_its_first_day_and_then_in_full() {
    let mut desk = Desk::with_deck(DECK.into(), examined());
    let mut course: Vec<(String, LessonStep)> = Vec::new();
    for _ in 0..2 {
        desk.start_for_exam();
        while let Some(front) = desk.front() {
            course.push((front, step(&desk)));
            desk.answer(Rating::Good);
        }
        desk.now = Moment(desk.now.0 + DAY);
    }
    let steps = |card: &str| -> Vec<LessonStep> {
        course.iter().filter(|(other, _)| other == card).map(|(_, step)| *step).collect()
    };
    assert_eq!(steps("d/batch/definition"), [Shown, Gentle, Full]);
    assert_eq!(steps("d/gap/c1"), [Shown, Gentle, Full], "typed only once it was thought of");
    assert_eq!(steps("d/plain/definition"), [Shown, Full, Full], "nothing could be gentler");
    let first_day = course.iter().rposition(|(_, step)| *step == Shown).expect("it was taught");
    assert!(
        course[first_day..].iter().any(|(card, step)| card == "d/gap/c1" && *step == Full),
        "on the next day: {course:?}"
    );
    let asked = course.iter().filter(|(_, step)| *step != Shown).count();
    assert_eq!(desk.log.len(), asked, "each question was a review");
}

#[test]
fn a_note_that_was_shown_and_not_asked_is_shown_again_after_a_restart() {
    for (settings, start) in
        [(taught(), Desk::start as fn(&mut Desk)), (examined(), Desk::start_for_exam)]
    {
        let mut desk = Desk::with_deck(DECK.into(), settings);
        start(&mut desk);
        desk.read();
        desk.read();
        assert_eq!(desk.log, [], "nothing was asked");
        // The app is closed, and opened again some days later.
        for days in [0, 3] {
            desk.now = Moment(desk.now.0 + days * DAY);
            start(&mut desk);
            let mut shown: Vec<String> = Vec::new();
            while let Some(front) = desk.front().filter(|_| shown.len() < 3) {
                let note = CardId::from(front.as_str()).note().to_string();
                if step(&desk) == Shown {
                    shown.push(note);
                } else {
                    assert!(shown.contains(&note), "{front} was asked before it was shown");
                }
                desk.answer(Rating::Good);
            }
            assert_eq!(shown.len(), 3, "{shown:?}");
            desk.log.clear();
            desk.ledger = Ledger::default();
        }
    }
}

#[test]
fn the_gentle_form_is_a_choice_among_confusable_answers_or_a_thought() {
    let mut desk = Desk::with_deck(DECK.into(), taught());
    desk.start();
    let mut kinds = Vec::new();
    while let Some(card) = desk.drill().open_card().filter(|_| kinds.len() < 5) {
        if card.step == LessonStep::Gentle {
            kinds.push((card.question.item.note.0, card.question.kind.clone()));
        }
        desk.answer(Rating::Easy);
    }
    kinds.sort_by_key(|(note, _)| *note);
    assert!(kinds[..3].iter().all(|(_, kind)| matches!(
        kind, AnswerKind::Choice { choices, right } if choices.len() >= 3 && choices[*right].text.starts_with("over")
    )), "{kinds:?}");
    assert_eq!(kinds[3].1, AnswerKind::Shown { answer: "Adam keeps two moments.".into() });
}

#[test]
fn a_choice_is_judged_and_a_wrong_one_is_a_failure() {
    let mut desk = Desk::with_deck(DECK.into(), examined());
    desk.start_for_exam();
    while !desk.drill().open_card().is_some_and(lacuna::study::OpenCard::is_choice) {
        desk.answer(Rating::Easy);
    }
    let card = desk.front();
    let mut drill = desk.drill.take().unwrap();
    let AnswerKind::Choice { choices, right } = drill.open_card().unwrap().question.kind.clone()
    else {
        panic!("it is a choice")
    };
    assert!(!drill.choose(choices.len()) && drill.choose((right + 1) % choices.len()));
    assert_eq!(drill.open_card().unwrap().suggested(), Rating::Again);
    assert!(!drill.overrule(), "nothing was typed that could be right all the same");
    desk.drill = Some(drill);
    let reviews = desk.log.len();
    desk.grade(Rating::Again);
    assert!(matches!(
        desk.log[reviews..],
        [Entry { what: EntryKind::Review(Rating::Again, AnswerMethod::Shown, _), .. }]
    ));
    while desk.front() != card {
        desk.answer(Rating::Good);
    }
    assert_eq!((desk.stage(), step(&desk)), (QuestionStage::Again, LessonStep::Full));
}

#[test]
fn the_first_review_has_the_time_of_the_whole_lesson() {
    let mut desk = Desk::new(r#"Cloze(id: "c", text: "{{one}} word")"#, taught());
    desk.start();
    desk.read();
    for seconds in [3.0, 4.0] {
        desk.act(|drill, world, scribe, now| {
            drill.grade(world, scribe, now, Rating::Good, Some(seconds))
        });
    }
    let EntryKind::Review(.., took) = desk.log[0].what else { panic!("it was reviewed") };
    assert_eq!((desk.log.len(), took), (1, 27_000), "20 s of reading, 3 s and 4 s of answers");
    assert!((desk.drill().seconds_used() - 27.0).abs() < 1e-6);
}

#[test]
fn undo_goes_back_through_a_lesson_step_by_step() {
    let mut desk = Desk::with_deck(DECK.into(), taught());
    desk.start();
    let mut seen = vec![(desk.front(), step(&desk), desk.drill().left(), desk.ledger.clone())];
    while !matches!(desk.drill().phase(), DrillPhase::Done) {
        desk.answer(Rating::Easy);
        if desk.front().is_some() {
            seen.push((desk.front(), step(&desk), desk.drill().left(), desk.ledger.clone()));
        }
    }
    for (front, step_then, left, ledger) in seen.iter().rev() {
        desk.undo();
        assert_eq!((&desk.front(), step(&desk), desk.drill().left()), (front, *step_then, *left));
        assert_eq!(&desk.ledger, ledger);
        desk.check();
    }
    for (front, step_then, ..) in &seen[1..] {
        desk.redo();
        assert_eq!((&desk.front(), step(&desk)), (front, *step_then));
    }
}

#[test]
fn what_is_needed_is_taught_first() {
    let notes = r#"
        Pair(id: "query", term: "Query vector", definition: "asks", needs: ["embedding"]),
        Pair(id: "key", term: "Key vector", definition: "answers", needs: ["query"]),
        Pair(id: "embedding", term: "Embedding", definition: "a place in space"),"#;
    let mut desk = Desk::new(notes, taught());
    desk.start();
    let mut shown = Vec::new();
    while let Some(front) = desk.front() {
        if step(&desk) == LessonStep::Shown {
            shown.push(front);
        }
        desk.answer(Rating::Easy);
    }
    assert_eq!(shown, ["d/embedding/definition", "d/query/definition", "d/key/definition"]);
}

#[test]
fn a_circle_of_needs_ends_all_the_same() {
    let notes = r#"
        Pair(id: "hen", term: "Hen", definition: "lays", needs: ["egg"]),
        Pair(id: "egg", term: "Egg", definition: "hatches", needs: ["hen"]),"#;
    let mut desk = Desk::new(notes, taught());
    desk.start();
    for _ in 0..4 {
        desk.answer(Rating::Easy);
    }
    assert!(matches!(desk.drill().phase(), DrillPhase::Done));
}

#[test]
fn a_list_is_not_followed_by_the_blanks_that_it_answered() {
    let notes = r#"
        List(id: "list", term: "Colours", items: ["red", "green"]),
        Cloze(id: "one", of: "list", text: "Stop is {{red}}."),
        Cloze(id: "two", text: "Grass is {{green}}."),
        Pair(id: "far", term: "Elsewhere", definition: "not here"),
        Pair(id: "off", term: "Away", definition: "nor there"),"#;
    let mut desk = Desk::new(notes, Settings { learn_step: false, ..examined() });
    desk.start_for_exam();
    let mut order = Vec::new();
    while let Some(front) = desk.front() {
        order.push(front);
        desk.answer(Rating::Good);
    }
    let after = order.iter().position(|card| card == "d/list/items").map(|at| &order[at + 1]);
    let after = after.expect("the list is asked first");
    assert!(!["d/one/c1", "d/two/c1"].contains(&after.as_str()), "{order:?}");
}

#[test]
fn a_failed_card_comes_back_until_it_is_recalled_and_first_on_the_next_day() {
    let mut desk = Desk::new(&pairs(12), Settings { learn_step: false, ..examined() });
    desk.start_for_exam();
    let failed = desk.front().expect("a card is planned");
    let mut tries = 0;
    let mut between = Vec::new();
    while let Some(front) = desk.front() {
        if front == failed {
            tries += 1;
            assert_eq!(desk.stage() == QuestionStage::Again, tries > 1);
            desk.grade(if tries < 4 { Rating::Again } else { Rating::Good });
            between.push(0);
        } else {
            desk.grade(Rating::Easy);
            *between.last_mut().expect("it came first") += 1;
        }
    }
    assert_eq!((tries, &between[..3]), (4, &[4, 4, 4][..]), "a few cards later each time");
    desk.now = Moment(desk.now.0 + DAY);
    let progress = desk.ledger.get(&failed.as_str().into()).expect("it was asked");
    let calendar = Calendar::utc();
    assert!(progress.failed_before(&calendar, calendar.day(desk.now)));
    let first = desk.library.item(&failed.as_str().into()).expect("it is there");
    let plan = lacuna::plan::StudyPlan {
        due: desk
            .library
            .all()
            .flat_map(|note| {
                desk.library
                    .cards(note)
                    .iter()
                    .map(|&card| LibraryCard { note, card })
                    .collect::<Vec<_>>()
            })
            .filter(|item| *item != first)
            .chain([first])
            .collect(),
        ..today::plan(
            &KnownCards::new(&desk.library, &desk.ledger),
            &desk.scheduler,
            &AnswerStats::default(),
            desk.now,
            &NoteScope::default(),
            &SessionTime::default(),
        )
    };
    desk.drill = Some(Drill::due(desk.world(), &plan, usize::MAX, 7, desk.now));
    assert_eq!(desk.front().as_deref(), Some(failed.as_str()));
    assert_eq!(desk.stage(), QuestionStage::Review);
}

#[test]
fn another_plan_keeps_what_is_under_way() {
    let mut desk = Desk::with_deck(DECK.into(), examined());
    desk.start_for_exam();
    desk.answer(Rating::Good);
    desk.answer(Rating::Good);
    let shown = desk.drill().history().map(|did| did.item).collect::<Vec<_>>();
    let open = desk.drill().open_card().map(|card| card.question.item);
    let mut drill = desk.drill.take().unwrap();
    drill.replan(desk.world(), desk.now, shown.iter().copied().chain(open));
    assert_eq!(drill.left(), 3, "the two being taught, each once, and the one in front");
    desk.drill = Some(drill);
    let mut asked = Vec::new();
    while let Some(front) = desk.front() {
        asked.push(front);
        desk.answer(Rating::Good);
    }
    for item in shown {
        let id = desk.library.card_id(item).to_string();
        assert!(asked.contains(&id), "{id} in {asked:?}");
    }
}

/// A day that has time for so many seconds.
#[derive(Debug)]
struct Seconds(f64);

impl TimePolicy for Seconds {
    fn has_time(&self, seconds_used: f64, _: LibraryCard, stage: QuestionStage) -> bool {
        seconds_used < self.0 || stage == QuestionStage::Again
    }
}

#[test]
fn a_day_ends_when_its_time_is_over_and_goes_on_when_there_is_more() {
    let mut desk = Desk::new(&pairs(8), Settings { learn_step: false, ..examined() });
    desk.start_for_exam();
    let mut drill = desk.drill.take().unwrap();
    drill.set_time_policy(Arc::new(Seconds(25.0)));
    desk.drill = Some(drill);
    let grade = |desk: &mut Desk, rating| {
        desk.act(|drill, world, scribe, now| drill.grade(world, scribe, now, rating, Some(10.0)));
    };
    for rating in [Rating::Good, Rating::Again, Rating::Good] {
        grade(&mut desk, rating);
    }
    assert_eq!(desk.stage(), QuestionStage::Again, "only what was failed is still asked");
    grade(&mut desk, Rating::Good);
    assert!(matches!(desk.drill().phase(), DrillPhase::Done));
    let mut drill = desk.drill.take().unwrap();
    drill.set_time_policy(Arc::new(Seconds(625.0)));
    drill.go_on(desk.world(), desk.now);
    assert!(drill.open_card().is_some());
    desk.drill = Some(drill);
}

#[test]
fn what_is_foretold_for_tomorrow_is_what_comes() {
    let settings = Settings { new_per_day: 12, learn_step: false, ..examined() };
    let mut desk = Desk::new(&pairs(12), settings);
    let mut rng = Rng::new(5);
    let planned = |desk: &Desk, at: Moment| {
        let known = KnownCards::new(&desk.library, &desk.ledger);
        queue::plan(&known, &desk.scheduler, at, &NoteScope::default())
    };
    let mut siblings = 0;
    for day in 1000..1008 {
        desk.now = Moment(day * DAY + DAY / 2);
        desk.start();
        while desk.front().is_some() {
            desk.answer(Rating::ALL[rng.below(4)]);
        }
        let tomorrow = Moment((day + 1) * DAY);
        let foretold = planned(&desk, tomorrow);
        let comes = planned(&desk, Moment(tomorrow.0 + DAY / 2));
        assert_eq!(foretold.len(), comes.len(), "day {day}");
        let known = KnownCards::new(&desk.library, &desk.ledger);
        let due = known.cards().filter(|(.., progress)| progress.is_due(tomorrow)).count();
        siblings += due.saturating_sub(foretold.due.len());
    }
    assert!(siblings > 0, "on some day siblings wait, and are not counted");
}
