//! Lists that somebody typed line by line: `- one`, `- two`; `1. one`, `2. two`.

use crate::text::markdown::{Block, BlockKind, Inline, InlineStyle};

/// What begins the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemMark {
    Bullet(char),
    Number(u64, char),
}

impl ItemMark {
    /// The mark of a line, and how many bytes it has.
    fn read(line: &[Inline]) -> Option<(ItemMark, usize)> {
        let Some(Inline::Text { text, style }) = line.first() else { return None };
        if *style != InlineStyle::default() {
            return None;
        }
        let sign = text.chars().next()?;
        if "-*+•".contains(sign) {
            let length = sign.len_utf8();
            return text[length..].starts_with(' ').then_some((ItemMark::Bullet(sign), length));
        }
        let digits = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
        let number = text[..digits].parse().ok()?;
        let sign = text[digits..].chars().next().filter(|c| ".)".contains(*c))?;
        let is_mark = text[digits + 1..].starts_with(' ');
        is_mark.then_some((ItemMark::Number(number, sign), digits + 1))
    }

    /// Whether an item with the other mark comes next.
    fn goes_on(self, next: ItemMark) -> bool {
        match (self, next) {
            (ItemMark::Bullet(one), ItemMark::Bullet(other)) => one == other,
            (ItemMark::Number(one, sign), ItemMark::Number(other, next)) => {
                other == one + 1 && sign == next
            }
            _ => false,
        }
    }
}

/// Blocks in which two lines and more that are marked as a list's items are a list.
pub(super) fn with_lists(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::new();
    for block in blocks {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            out.push(block);
            continue;
        };
        let lines: Vec<&[Inline]> = inlines.split(|inline| *inline == Inline::Break).collect();
        let marks: Vec<Option<(ItemMark, usize)>> =
            lines.iter().map(|line| ItemMark::read(line)).collect();
        if !marks.windows(2).any(follows) {
            out.push(block);
            continue;
        }
        let (mut at, mut apart) = (0, block.apart);
        while at < lines.len() {
            let items = 1 + marks[at..].windows(2).take_while(|two| follows(two)).count();
            let kind = match marks[at] {
                Some((mark, _)) if items > 1 => {
                    let items = lines[at..at + items].iter().zip(&marks[at..]).map(item).collect();
                    let start = match mark {
                        ItemMark::Bullet(_) => None,
                        ItemMark::Number(number, _) => Some(number),
                    };
                    BlockKind::List { start, items }
                }
                _ => BlockKind::Paragraph(lines[at].to_vec()),
            };
            let is_empty = kind == BlockKind::Paragraph(vec![]);
            if !is_empty {
                out.push(Block { kind, apart });
            }
            apart = is_empty;
            at += items;
        }
    }
    out
}

fn follows(two: &[Option<(ItemMark, usize)>]) -> bool {
    matches!(two, [Some((one, _)), Some((other, _))] if one.goes_on(*other))
}

/// An item without its mark.
fn item((line, mark): (&&[Inline], &Option<(ItemMark, usize)>)) -> Vec<Block> {
    let mut line = line.to_vec();
    if let (Some(Inline::Text { text, .. }), Some((_, length))) = (line.first_mut(), mark) {
        *text = text[*length..].trim_start().to_string();
    }
    vec![Block { kind: BlockKind::Paragraph(line), apart: false }]
}
