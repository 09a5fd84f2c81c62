//! What a collection keeps in one cell: notetypes, decks and groups of settings, as JSON or as
//! protobuf, right or nearly.

use lacuna::rng::Rng;
use serde_json::{Value, json};

use super::values::{bytes, once_in, pick, template, text};

/// The notetypes, decks and groups of settings have these ids.
pub(super) const IDS: [i64; 3] = [1, 2, 3];

/// The most fields of a notetype, or cards of it.
const MOST: [usize; 5] = [1, 2, 2, 5, 3000];

/// The names of a notetype's fields.
pub(super) fn field_names(rng: &mut Rng) -> Vec<String> {
    let count = pick(rng, &MOST);
    let known = ["Front", "Back", "Lacuna"].map(str::to_string).into_iter().take(2 + rng.below(2));
    let others = (0..count).map(|i| if once_in(rng, 20) { text(rng) } else { format!("F{i}") });
    known.chain(others).collect()
}

/// The notetypes of schema 11.
pub(super) fn notetypes_json(rng: &mut Rng) -> String {
    let all = IDS.map(|id| {
        let fields: Vec<Value> =
            field_names(rng).into_iter().map(|name| json!({ "name": name })).collect();
        let cards: Vec<Value> = (0..pick(rng, &MOST).min(300))
            .map(|_| json!({"name": "Card", "qfmt": template(rng), "afmt": template(rng)}))
            .collect();
        let name = pick(rng, &["Basic", "Cloze", "Image Occlusion", ""]);
        let kind = i32::from(once_in(rng, 3));
        (id, json!({"name": name, "type": kind, "flds": fields, "tmpls": cards}))
    });
    nearly(rng, all)
}

/// The decks of schema 11.
pub(super) fn decks_json(rng: &mut Rng) -> String {
    let all = IDS.map(|id| (id, json!({"name": deck_name(rng), "conf": pick(rng, &IDS)})));
    nearly(rng, all)
}

/// The groups of settings of schema 11.
pub(super) fn presets_json(rng: &mut Rng) -> String {
    let retention = pick(rng, &[0.9, 0.97, -1.0, 1e300]);
    let all = IDS.map(|id| {
        (id, json!({"name": text(rng), "desiredRetention": retention, "fsrsWeights": [1.0]}))
    });
    nearly(rng, all)
}

/// The name of a deck, with its levels.
pub(super) fn deck_name(rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => text(rng),
        1 => "A::".repeat(rng.below(400)),
        _ => pick(rng, &["Default", "A::B", "A\u{1f}B", "::"]).to_string(),
    }
}

/// The JSON of several things by their ids, often a little wrong.
fn nearly(rng: &mut Rng, all: [(i64, Value); 3]) -> String {
    let all: serde_json::Map<String, Value> =
        all.into_iter().map(|(id, value)| (id.to_string(), value)).collect();
    let json = Value::Object(all).to_string();
    match rng.below(20) {
        0 => json.replacen(':', "", 1),
        1 => format!("{}1{}", "[".repeat(5000), "]".repeat(5000)),
        2 => format!("{{\"1\":{}}}", "{\"flds\":[".repeat(300)),
        3 => format!("{{{}\"1\":{{}}}}", "\"1\":{},".repeat(rng.below(50_000))),
        4 => format!(
            "{{\"1\":{{\"flds\":[{0}],\"tmpls\":[{0}]}}}}",
            vec!["{}"; 1 + rng.below(50_000)].join(",")
        ),
        _ => json,
    }
}

/// A message of protobuf: fields with their tags, often a little wrong.
pub(super) fn message(rng: &mut Rng, fields: &[(u64, Vec<u8>)], numbers: &[(u64, u64)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (tag, number) in numbers {
        varint(&mut out, tag << 3);
        varint(&mut out, *number);
    }
    for (tag, bytes) in fields {
        varint(&mut out, (tag << 3) | 2);
        let lie = if once_in(rng, 40) { 1 << rng.below(63) } else { 0 };
        varint(&mut out, bytes.len() as u64 + lie);
        out.extend(bytes);
    }
    match rng.below(20) {
        0 => out.extend(bytes(rng)),
        1 => out.truncate(rng.below(out.len() + 1)),
        2 => out.extend([0xff; 12]),
        _ => {}
    }
    out
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
