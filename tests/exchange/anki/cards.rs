//! What the cards of a note ask: its templates, rendered.

use super::package::{NotetypeSpec, PackageBuilder, zipped};
use super::{apkg, case, notes, read, warnings};

#[test]
fn the_question_is_all_that_the_front_shows() {
    let imported = apkg(case!("04-question-is-the-first-field/chapter.apkg"));
    assert_eq!(
        notes(&imported),
        [
            "Chapter 1; What is a cell? = Unit of life",
            "Chapter 1; What is DNA? = A molecule",
            "dog = perro | Hint: an animal",
            "cat = gato",
        ]
    );
    assert_eq!((imported.skipped, warnings(&imported).len()), (0, 0));
    let guids: Vec<_> =
        imported.items.iter().filter_map(|item| item.note.details.guid.clone()).collect();
    assert_eq!(guids, ["yh:Au5MWv7", "yp5#%we6c0", "Bp<s7a:k?6", "N{v,6E68^u"]);
}

#[test]
fn each_template_is_a_question_of_its_own() {
    let imported = apkg(case!("06-templates-merged/elements.apkg"));
    assert_eq!(
        notes(&imported)[..4],
        [
            "Symbol of Hydrogen? = H",
            "Number of Hydrogen? = 1",
            "Which is H? = Hydrogen",
            "Which has 1? = Hydrogen",
        ]
    );
    assert_eq!(imported.items.len(), 12);
    for (i, item) in imported.items.iter().take(4).enumerate() {
        assert_eq!(item.history.len(), 1, "one review each");
        let marks: Vec<&str> = item.marks.iter().map(|mark| mark.what.name()).collect();
        let expected: &[&str] = match i {
            1 => &["suspend"],
            3 => &["flag"],
            _ => &[],
        };
        assert_eq!(marks, expected, "{i}");
    }
    let guids: Vec<_> =
        imported.items.iter().take(3).filter_map(|item| item.note.details.guid.clone()).collect();
    assert_eq!(guids, ["AL=;XrgU<]", "AL=;XrgU<]#1", "AL=;XrgU<]#2"]);
}

#[test]
fn a_note_makes_the_cards_that_anki_made_of_it() {
    let imported = apkg(case!("07-conditional-fields/places.apkg"));
    assert_eq!(
        notes(&imported),
        [
            "County of Ely? = Cambridgeshire",
            "County of Truro? = Cornwall",
            "Where is Irish Sea? = Irish Sea",
        ]
    );
    assert_eq!((imported.skipped, warnings(&imported).len()), (0, 0));
}

#[test]
fn white_space_of_code_and_lists_is_kept() {
    assert_eq!(
        notes(&apkg(case!("09-pre-loses-lines/code.apkg"))),
        [
            "Define a function = ```; def f(x):;     return x; ; print(f(1)); ```",
            "```; for i in {{c1::range(3)}}:;     print(i); ```",
        ]
    );
    assert_eq!(
        notes(&apkg(case!("12-nested-lists/nested.apkg"))),
        ["Scope = - Are keys integers?;   - Yes; - Collisions?;   - Chaining; ; 3. third"]
    );
    assert_eq!(
        notes(&read("list.txt", case!("10-html-white-space/list.txt"))),
        ["Group = - closed; - associative; ; One; ; Two"]
    );
}

#[test]
fn what_only_shows_pictures_is_counted() {
    let imported = apkg(case!("30-cards-that-only-show-pictures/pics.apkg"));
    assert_eq!(notes(&imported), ["[image: cat.jpg] is {{c2::a cat}}"]);
    assert_eq!(
        warnings(&imported),
        [
            "3 pictures and sounds are left out: `brain.jpg`, `hola.mp3`, `cat.jpg`",
            "3 cards only show pictures or play sounds, and are left out",
            "1 note asks for parts of a picture, and is left out",
        ]
    );
}

#[test]
fn a_side_that_is_a_picture_of_the_package_is_asked() {
    let mut package = PackageBuilder::new();
    let flags = package.notetype(&NotetypeSpec {
        name: "Flags",
        cloze: false,
        fields: &["Country", "Flag"],
        cards: &[
            ("Which country? {{Flag}}", "{{Country}}"),
            ("{{Flag}}", "{{Country}}"),
            ("{{Country}}", "{{Flag}}"),
        ],
    });
    package.note(flags, &["France", "<img src=\"fr.png\">"], &[0, 1, 2]);
    package.note(flags, &["Chad", "<img src=\"gone.png\">"], &[0, 1, 2]);
    package.note(flags, &["Peru", "<img src=\"pe.svg\">"], &[1]);
    package.note(flags, &["Togo", "[sound:togo.mp3]"], &[2]);
    let collection = package.collection();
    let list = br#"{"0": "fr.png", "1": "pe.svg", "2": "togo.mp3"}"#;
    let entries = [("collection.anki21", &collection[..]), ("media", list)];
    let files = ["0", "1", "2"].map(|name| (name, &b"a file"[..]));
    let imported = apkg(&zipped(&[&entries[..], &files].concat()));
    assert_eq!(
        notes(&imported),
        ["Which country? [image: fr.png] = France", "France <> [image: fr.png]"],
        "a pair is called by its words"
    );
    assert_eq!(
        warnings(&imported),
        [
            "1 picture or sound is left out: `gone.png`",
            "5 cards only show pictures or play sounds, and are left out",
        ]
    );
}

#[test]
fn readings_are_shown_in_brackets() {
    assert_eq!(
        notes(&apkg(case!("35-furigana/jap.apkg"))),
        ["話す = 話す (はなす); to speak", "漢字 (かんじ) = kanji"]
    );
    let package = NotetypeSpec {
        name: "Words",
        cloze: false,
        fields: &["Word", "Meaning"],
        cards: &[("{{furigana:Word}}", "{{Meaning}}"), ("{{Meaning}}", "{{furigana:Word}}")],
    };
    let imported = apkg(&PackageBuilder::with_notes(&package, &[&["話[はな]す", "to speak"]]));
    assert_eq!(notes(&imported), ["話す (はなす) <> to speak"]);
    assert_eq!(imported.items[0].note.details.aliases, ["話す", "はなす"]);
}

#[test]
fn media_have_short_names() {
    let imported = apkg(case!("39-data-uris/data.apkg"));
    assert_eq!(notes(&imported), ["Inline = [picture] shows a heart"]);
    assert_eq!(
        warnings(&imported),
        [
            "2 pictures and sounds are left out: `v.mp4`",
            "1 card only shows pictures or plays sounds, and is left out",
        ]
    );
}

#[test]
fn a_spreadsheet_may_have_saved_a_text_file() {
    let imported = read("3853.csv", case!("31-spreadsheet-padded-headers/3853.csv"));
    assert_eq!(notes(&imported), ["One? = First.", "Two? = Second, x"]);
    let imported = read("4205.csv", case!("31-spreadsheet-padded-headers/4205.csv"));
    assert_eq!(notes(&imported), ["{{c1::Paris}} is big. | extra"]);
    assert_eq!(imported.title.as_deref(), Some("Geo"));
}

#[test]
fn two_cards_that_ask_each_others_answers_are_a_pair() {
    let fields = ["Word", "Meaning", "Audio", "Example"];
    let both = |back: (&'static str, &'static str)| {
        let package = NotetypeSpec {
            name: "Words",
            cloze: false,
            fields: &fields,
            cards: &[
                ("{{Word}}", back.0),
                ("{{Meaning}}", back.1),
                ("Say {{Word}}", "{{Meaning}}"),
            ],
        };
        let note = ["Hund", "dog", "", "Der Hund bellt"];
        notes(&apkg(&PackageBuilder::with_notes(&package, &[&note])))
    };
    let front_side =
        ("{{FrontSide}}<hr id=answer>{{Meaning}}", "{{FrontSide}}<hr id=answer>{{Word}}");
    assert_eq!(both(front_side), ["Hund <> dog", "Say Hund = dog"]);
    let example =
        ("{{Word}}<hr>{{Meaning}}<br>{{Example}}", "{{Meaning}}<hr>{{Word}}<br>{{Example}}");
    assert_eq!(both(example), ["Hund <> dog | Der Hund bellt", "Say Hund = dog"]);
    let one_sided = ("{{Meaning}}<br>{{Example}}", "{{Word}}");
    assert_eq!(both(one_sided), ["Hund = dog; Der Hund bellt", "dog = Hund", "Say Hund = dog"]);
}

#[test]
fn a_term_of_several_lines_makes_two_questions() {
    let package = NotetypeSpec {
        name: "Reversed",
        cloze: false,
        fields: &["Front", "Back"],
        cards: &[("{{Front}}", "{{Back}}"), ("{{Back}}", "{{Front}}")],
    };
    let imported =
        apkg(&PackageBuilder::with_notes(&package, &[&["a<br>b", "c"], &["d", "e<br>f"]]));
    assert_eq!(notes(&imported), ["a; b = c", "c = a; b", "d <> e; f"]);
}

#[test]
fn what_no_card_shows_is_counted_by_name() {
    let mut package = PackageBuilder::new();
    let id = package.notetype(&NotetypeSpec {
        name: "Deep",
        cloze: false,
        fields: &["Front", "Back", "Reverse", "Source", "Id", "Copy"],
        cards: &[
            ("{{Front}}{{#Source}} ({{Source}}){{/Source}}", "{{Back}}"),
            ("{{#Reverse}}{{Back}}{{/Reverse}}", "{{Front}}"),
            ("{{Front}}", "{{Front}} {{Missing}}"),
            ("{{Copy}}", "{{Back}}"),
        ],
    });
    package.note(id, &["a", "b", "y", "", "17", "a"], &[0]);
    package.note(id, &["c", "d", "y", "book", "18", "c"], &[0, 1, 3]);
    package.note(id, &["e", "f", "", "", "", "e"], &[0, 3]);
    package.note(id, &["g", "", "", "", "", ""], &[0]);
    package.note(id, &["h", "i", "", "", "", ""], &[]);
    let imported = apkg(&package.bytes());
    assert_eq!(notes(&imported), ["a = b", "c (book) = d", "d <> c", "e = f"]);
    assert_eq!(imported.skipped, 2);
    assert_eq!(
        warnings(&imported),
        [
            "1 field that no card shows is left out: `Id`",
            "1 card has an empty side, and is left out",
            "1 card asks the same as another of its note, and is left out",
            "1 note has no card, and is left out",
        ]
    );
}

#[test]
fn a_fill_in_is_what_its_front_shows() {
    let mut package = PackageBuilder::new();
    let id = package.notetype(&NotetypeSpec {
        name: "Gaps",
        cloze: true,
        fields: &["Title", "Text", "Extra", "Source", "Hint", "Hidden"],
        cards: &[(
            "<h1>{{Title}}</h1>{{cloze:Text}}<br>{{hint:Hint}}",
            "<h1>{{Title}}</h1>{{cloze:Text}}<br>{{Extra}}<hr>from {{Source}}",
        )],
    });
    let text = "The {{c1::Elbe}} flows to {{c2::Hamburg::city}}";
    package.note(id, &["Rivers", text, "It is long.", "Atlas", "north", "x"], &[0, 1]);
    package.note(id, &["", text, "", "", "", ""], &[1]);
    package.note(id, &["", "{{c1::a {{c2::b}}}} c", "", "", "", ""], &[0, 1]);
    package.note(id, &["", "{{c1::a}} and {{c2::b", "", "", "", ""], &[0]);
    package.note(id, &["", "{{c1::image-occlusion:rect:left=.1}}", "", "", "", ""], &[0]);
    let imported = apkg(&package.bytes());
    assert_eq!(
        notes(&imported),
        [
            "**Rivers**; The {{c1::Elbe}} flows to {{c2::Hamburg::city}} | Hint: north | It is long. | Source: Atlas",
            "The Elbe flows to {{c2::Hamburg::city}}",
            "{{c1::a b}} c",
            "a {{c2::b}} c",
            r"{{c1::a}} and \{\{c2::b",
        ]
    );
    let guids: Vec<_> =
        imported.items.iter().filter_map(|item| item.note.details.guid.clone()).collect();
    assert_eq!(guids, ["g1/", "g2/", "g3/", "g3/#c2", "g4/"]);
    assert_eq!(
        warnings(&imported),
        [
            "1 field that no card shows is left out: `Hidden`",
            "1 note asks for parts of a picture, and is left out",
            "1 blank is never closed, and is no blank",
        ]
    );
}

#[test]
fn what_is_typed_is_the_answer_and_no_question() {
    let package = NotetypeSpec {
        name: "Typed",
        cloze: false,
        fields: &["Front", "Back"],
        cards: &[("{{Front}}\n\n{{type:Back}}", "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}")],
    };
    let imported = apkg(&PackageBuilder::with_notes(&package, &[&["Capital of France?", "Paris"]]));
    assert_eq!(notes(&imported), ["Capital of France? = Paris"]);
}

#[test]
fn a_gap_that_the_answer_fills_is_a_fill_in_with_one_card() {
    let package = NotetypeSpec {
        name: "Basic",
        cloze: false,
        fields: &["Front", "Back"],
        cards: &[("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")],
    };
    let rows: [&[&str]; 3] =
        [&["____ is in France", "Paris"], &["____ and ____", "a, b"], &["France", "____ is here"]];
    let imported = apkg(&PackageBuilder::with_notes(&package, &rows));
    assert_eq!(
        notes(&imported),
        ["{{Paris}} is in France", "____ and ____ = a, b", "France = ____ is here"]
    );
    assert!(imported.items.iter().all(|item| item.note.cards().len() == 1));
}
