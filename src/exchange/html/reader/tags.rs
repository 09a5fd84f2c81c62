//! What the tags of HTML do: marks, blocks, and what is shown or played.

use super::super::builder::{Container, LineGap};
use super::super::syntax::{alignment, attribute, language};
use super::HtmlReader;
use crate::text::markdown::Alignment;
use crate::text::media::{MediumKind, name_of};

/// The most bytes of an address that is kept: each word of a link has a copy.
const LONGEST_LINK: usize = 2000;

impl HtmlReader<'_> {
    /// Takes a tag that changes how words look; says whether it is one.
    pub(super) fn mark_tag(&mut self, name: &str, inner: &str, closes: bool) -> bool {
        match name {
            "b" | "strong" => step(&mut self.marks.strong, closes),
            "i" | "em" | "u" | "mark" | "ins" | "var" => step(&mut self.marks.emphasis, closes),
            "s" | "del" | "strike" => step(&mut self.marks.struck, closes),
            "code" | "kbd" | "tt" | "samp" => {
                step(&mut self.marks.code, closes);
                if let Some(language) = language(inner) {
                    self.blocks.name_language(language);
                }
            }
            "a" => {
                let address = attribute(inner, "href").map(html_escape::decode_html_entities);
                let leads = |address: &str| {
                    let address = address.to_ascii_lowercase();
                    !address.starts_with('#')
                        && !address.starts_with("javascript:")
                        && (1..=LONGEST_LINK).contains(&address.len())
                };
                self.marks.link = address
                    .map(|address| address.trim().to_string())
                    .filter(|address| !closes && leads(address));
            }
            _ => return false,
        }
        true
    }

    /// Takes a tag that begins or ends a block; says whether it is one.
    pub(super) fn block_tag(&mut self, name: &str, inner: &str, closes: bool) -> bool {
        let part = match name {
            "ul" | "ol" => Container::List,
            "li" => Container::Item,
            "blockquote" => Container::Quote,
            "table" => Container::Table,
            "tr" => Container::Row,
            "td" | "th" => Container::Cell,
            "hr" if self.blocks.is_code_open() => return true,
            "hr" => {
                self.blocks.rule();
                return true;
            }
            "pre" if closes => {
                self.blocks.close_code();
                return true;
            }
            "pre" => {
                self.blocks.open_code();
                if let Some(language) = language(inner) {
                    self.blocks.name_language(language);
                }
                return true;
            }
            _ => return false,
        };
        if self.blocks.is_code_open() {
            self.blocks.line_gap(LineGap::Line);
        } else if closes {
            self.blocks.close(part);
        } else if let Container::Item | Container::Row | Container::Cell = part {
            self.blocks.open_part(part, alignment(inner).unwrap_or(Alignment::Left));
            if name == "td" {
                self.blocks.plain_cell();
            }
        } else {
            let start = attribute(inner, "start").and_then(|start| start.trim().parse().ok());
            self.blocks.open(part, (name == "ol").then(|| start.unwrap_or(1)));
        }
        true
    }

    /// A picture, or what plays something: by its own address or by that of its first source.
    pub(super) fn medium_tag(&mut self, name: &str, inner: &str, closes: bool) {
        let source = attribute(inner, if name == "object" { "data" } else { "src" });
        match (name, closes) {
            ("img", false) => self.medium(MediumKind::Picture, source.unwrap_or_default()),
            ("audio" | "video", false) => {
                let kind = if name == "audio" { MediumKind::Sound } else { MediumKind::Film };
                self.player = Some(kind);
                self.play(source);
            }
            ("source", false) => self.play(source),
            ("audio" | "video", true) => self.play(Some("")),
            ("object" | "embed", false) => {
                let source = source.unwrap_or_default();
                let name = name_of(&html_escape::decode_html_entities(source)).unwrap_or_default();
                let kind = MediumKind::of_file(&name).unwrap_or(MediumKind::Picture);
                self.medium(kind, source);
            }
            ("iframe", false) => self.medium(MediumKind::Film, source.unwrap_or_default()),
            ("svg", false) => {
                self.medium(MediumKind::Picture, "");
                self.hidden = Some(name.to_string()).filter(|_| !inner.ends_with('/'));
            }
            _ => {}
        }
    }

    fn play(&mut self, source: Option<&str>) {
        if let Some(source) = source
            && let Some(kind) = self.player.take()
        {
            self.medium(kind, source);
        }
    }
}

/// Counts a tag that opens or closes.
pub(super) fn step(count: &mut usize, closes: bool) {
    *count = if closes { count.saturating_sub(1) } else { *count + 1 };
}
