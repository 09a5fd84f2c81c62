//! What blocks look like as lines.

use super::{PageLayout, PageLine, PageRole, PictureId, PictureSpace, PictureSpaces, text};
use crate::text::math::GlyphSet;

fn lines(source: &str, columns: usize, glyphs: GlyphSet) -> Vec<String> {
    let lines = text(source, PageLayout::plain(columns, glyphs)).into_iter();
    lines.map(|line| line.into_iter().map(|(_, text)| text).collect()).collect()
}

#[test]
fn code_has_an_edge_and_goes_on_after_a_mark() {
    let source = "So:\n```\nif a:\n\n    return b + c\n```";
    assert_eq!(
        lines(source, 12, GlyphSet::Unicode),
        ["So:", "▏if a:", "▏", "▏    return ", "▏↪ b + c"]
    );
    assert_eq!(
        lines(source, 14, GlyphSet::Ascii),
        ["So:", "| if a:", "| ", "|     return b", "| >  + c"]
    );
}

#[test]
fn a_quote_looks_unlike_code() {
    assert_eq!(lines("> a\n> `b`", 20, GlyphSet::Unicode), ["│ a", "│ b"]);
    assert_eq!(lines("> a\n> `b`", 20, GlyphSet::Ascii), ["> a", "> b"]);
}

#[test]
fn a_table_without_names_begins_with_its_first_row() {
    let source = "| | |\n|---|--:|\n| a | 1 |\n| long | 22 |";
    assert_eq!(lines(source, 40, GlyphSet::Unicode), ["a    │  1", "long │ 22"]);
    assert_eq!(lines(source, 8, GlyphSet::Unicode), ["a", "1", "", "long", "22"]);
}

/// Shows every picture but `gone.png` in two rows of four columns.
#[derive(Debug)]
struct SomePictures;

impl PictureSpaces for SomePictures {
    fn space(&self, file: &str, _: &str, _: usize) -> PictureSpace {
        if file == "gone.png" {
            return PictureSpace::Words(Some("its file is not there".to_string()));
        }
        PictureSpace::Cells { picture: PictureId::new(&file), columns: 4, rows: 2 }
    }
}

#[test]
fn pictures_have_rows_of_their_own_whether_an_import_or_a_person_named_them() {
    let layout = PageLayout::plain(30, GlyphSet::Unicode).with_pictures(Some(&SomePictures));
    for source in ["See ![a cat](cat.jpg) here", "See [image: cat.jpg] here"] {
        let lines = text(source, layout);
        let words: Vec<&str> = lines.iter().map(|line| line[0].1.trim()).collect();
        assert_eq!(words, ["See", "", "", "here"], "{source}");
        let row = |line: &PageLine| match line[0].0 {
            PageRole::Picture(row) if row.picture == PictureId::new(&"cat.jpg") => Some(row.row),
            _ => None,
        };
        let rows: Vec<u16> = lines.iter().filter_map(row).collect();
        assert_eq!(rows, [0, 1], "{source}");
    }
    let shown = |source: &str| -> Vec<String> {
        let lines = text(source, layout).into_iter();
        lines.map(|line| line.into_iter().map(|(_, text)| text).collect()).collect()
    };
    assert_eq!(shown("[image: gone.png]"), ["[gone.png: its file is not", "there]"]);
    for words in ["[image: a.mp3]", "[sound: cat.jpg]", "`[image: cat.jpg]`", "[picture]"] {
        assert_eq!(shown(words), [words.trim_matches('`')]);
    }
    assert_eq!(
        lines("See [image: cat.jpg] here", 30, GlyphSet::Unicode),
        ["See [image: cat.jpg] here"]
    );
}
