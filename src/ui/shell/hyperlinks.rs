//! Links in a terminal (OSC 8): words that can be clicked.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;

use crate::text::address::{AddressId, to_uri};

/// Whether the terminal is one that has links, by the environment; `FORCE_HYPERLINK` decides
/// otherwise. Where colours are unwanted, so are links.
pub fn are_supported() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    !is_dumb && !set("NO_COLOR") && supports_hyperlinks::supports_hyperlinks()
}

/// Makes links of the cells in each area. Each cell has a link of its own, since any of them may
/// be drawn without the others; the id makes one of them all.
pub fn write(buffer: &mut Buffer, links: &[(Rect, String)]) {
    for (area, address) in links {
        let id = AddressId::new(address);
        let uri = to_uri(address);
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            continue;
        }
        let mut x = area.left();
        while x < area.right() {
            let cell = &mut buffer[(x, area.y)];
            let columns = cell.cell_width().max(1);
            let symbol = format!("\x1b]8;id={id};{uri}\x1b\\{}\x1b]8;;\x1b\\", cell.symbol());
            cell.set_symbol(&symbol);
            if let Some(columns) = NonZeroU16::new(columns) {
                cell.set_diff_option(CellDiffOption::ForcedWidth(columns));
            }
            x += columns;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_of_a_link_keeps_its_width() {
        let mut buffer = Buffer::with_lines(["see 語x."]);
        let links = [(Rect::new(4, 0, 3, 1), "https://a.org/ä".to_string())];
        write(&mut buffer, &links);
        let id = AddressId::new(&links[0].1);
        let link =
            |text: &str| format!("\x1b]8;id={id};https://a.org/%C3%A4\x1b\\{text}\x1b]8;;\x1b\\");
        assert_eq!(buffer[(4, 0)].symbol(), link("語"));
        assert_eq!(buffer[(4, 0)].cell_width(), 2);
        assert_eq!(buffer[(6, 0)].symbol(), link("x"));
        assert_eq!(buffer[(7, 0)].symbol(), ".");
        let blank = Buffer::empty(buffer.area);
        let drawn: Vec<u16> = blank.diff(&buffer).into_iter().map(|(x, ..)| x).collect();
        assert_eq!(drawn, [0, 1, 2, 4, 6, 7]);
    }
}
