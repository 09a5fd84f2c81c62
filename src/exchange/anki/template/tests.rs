//! Templates, by examples and by whatever may stand in one.

use proptest::prelude::*;

use super::*;

const NAMES: [&str; 4] = ["Front", "Back", "Hint", "Empty"];

fn rendered(template: &str, values: [&str; 4], side: CardSide) -> RenderedSide {
    let fields: FieldIndex<'_> = NAMES.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let filled = values.map(is_filled);
    let values = CardValues {
        fields: &values,
        filled: &filled,
        marks_blanks: false,
        tags: "a b",
        notetype: "Basic",
        deck: "Geo::Rivers",
        card: "Card 1",
        flag: "flag2",
    };
    Template::parse(template, &fields).render(&values, side, 10_000)
}

fn back(template: &str) -> String {
    let values = ["dog", "the <b>animal</b>", "four legs", " <br> "];
    rendered(template, values, CardSide::Back).html
}

#[test]
fn fields_conditions_and_words_are_what_anki_shows() {
    for (template, html) in [
        ("What is a {{Front}}?", "What is a dog?"),
        ("{{ Front }}{{FrontSide}}<hr id=answer>{{Back}}", "dog<hr id=answer>the <b>animal</b>"),
        ("{{#Front}}yes{{/Front}}{{^Front}}no{{/Front}}", "yes"),
        ("{{#Empty}}yes{{/Empty}}{{^Empty}}no{{/Empty}}", "no"),
        ("{{#Front}}a{{#Empty}}b{{/Empty}}c{{/Front}}d", "acd"),
        ("{{#Empty}}a{{#Front}}b{{/Front}}c{{/Empty}}d", "d"),
        ("{{#Nobody}}a{{/Nobody}}{{Nobody}}b", "b"),
        ("{{#Empty}}never closed {{Front}}", ""),
        ("a{{/Front}}b", "ab"),
        (
            "{{Tags}}, {{Type}}, {{Deck}}, {{Subdeck}}, {{Card}}, {{CardFlag}}",
            "a b, Basic, Geo::Rivers, Rivers, Card 1, flag2",
        ),
        ("a<!-- {{Front}} -->b<SCRIPT>if (a < b) {{Back}}</Script>c<style>x", "abc"),
        ("a{{! a comment }}b{{never closed", "ab{{never closed"),
        ("{{=<% %>=}}<%Front%> {{x}} <%#Empty%>no<%/Empty%>", "dog {{x}} "),
        ("{{text:Back}}", "the animal"),
        ("{{tts en_US voices=X:Front}}{{unknown:Front}}{{edit:text:Back}}", "dogthe animal"),
        ("{{type:Front}}", "dog"),
    ] {
        assert_eq!(back(template), html, "{template}");
    }
}

#[test]
fn what_is_typed_or_asked_for_is_not_in_front() {
    let front =
        rendered("{{Front}}{{type:Back}}{{hint:Hint}}", ["q", "a", "h", ""], CardSide::Front);
    assert_eq!((front.html.as_str(), &front.hints[..]), ("q", &[2][..]));
    assert_eq!(front.fields, [ShownField { field: 0, range: 0..1 }]);
}

#[test]
fn readings_are_above_below_or_alone() {
    let read = |filter: &str, text| {
        rendered(&format!("{{{{{filter}:Front}}}}"), [text, "", "", ""], CardSide::Back).html
    };
    let text = "彼[かれ]は 話[はな]す";
    assert_eq!(read("kanji", text), "彼は話す");
    assert_eq!(read("kana", text), "かれははなす");
    assert_eq!(read("furigana", "<b>話[はな]</b>"), "<b><ruby>話<rt>はな</rt></ruby></b>");
    for kept in ["x [sound:a.mp3]", "never [closed", "[alone]", "a[]"] {
        assert_eq!(read("kana", kept), kept);
    }
}

#[test]
fn blanks_outside_a_fill_in_are_filled() {
    let text = "The {{c1::Elbe::river}} and {{c2::Main}}";
    let read = |template| rendered(template, [text, "", "", ""], CardSide::Back).html;
    assert_eq!(read("{{cloze:Front}}"), "The Elbe and Main");
    assert_eq!(read("{{cloze-only:Front}}"), "Elbe, Main");
}

#[test]
fn a_side_stops_growing_at_its_limit() {
    let long = "x".repeat(1_000);
    let template = "{{Front}}".repeat(1_000);
    let html = rendered(&template, [&long, "", "", ""], CardSide::Back).html;
    assert!((10_000..=11_000).contains(&html.len()), "{}", html.len());
}

proptest! {
    #[test]
    fn any_template_is_rendered(
        template in r"(\{\{|\}\}|\{\{#Front\}\}|\{\{\^Empty\}\}|\{\{/Front\}\}|<%|%>|<!--|-->|<script|hint:|cloze:|kana:|Front|[a:é\[\] ]){0,24}",
        text in r"(\{\{c1::|\}\}|::|[a\[\]é <>]){0,8}",
    ) {
        for side in [CardSide::Front, CardSide::Back] {
            let out = rendered(&template, [&text, "b", "c", ""], side);
            for shown in &out.fields {
                prop_assert!(out.html.get(shown.range.clone()).is_some());
            }
        }
    }
}
