//! The private modes of a terminal, read off what a program sent to it.

/// Every private mode that was ever set or reset, with the last state: the emulator knows
/// only some of them.
pub(super) fn modes(raw: &[u8]) -> Vec<(u16, bool)> {
    let text = String::from_utf8_lossy(raw);
    let mut modes: Vec<(u16, bool)> = Vec::new();
    for piece in text.split("\x1b[?").skip(1) {
        let Some(end) = piece.find(|c: char| c != ';' && !c.is_ascii_digit()) else { continue };
        let on = match piece.as_bytes()[end] {
            b'h' => true,
            b'l' => false,
            _ => continue,
        };
        for mode in piece[..end].split(';').filter_map(|mode| mode.parse().ok()) {
            modes.retain(|&(known, _)| known != mode);
            modes.push((mode, on));
        }
    }
    modes
}
