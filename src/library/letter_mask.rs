//! Letter masks: a number with a bit for each letter of a text, which rules most texts out without
//! reading them.

/// The mask of a folded text: a bit each for a–z and 0–9, and everything else spread over the other
/// bits.
pub fn letters(folded: &str) -> u64 {
    folded.bytes().fold(0, |mask, byte| mask | BITS[byte as usize])
}

/// One bit that the mask of every text with this letter has.
pub fn letter(c: char) -> u64 {
    let mut bytes = [0; 4];
    let last = c.encode_utf8(&mut bytes).len() - 1;
    BITS[bytes[last] as usize]
}

/// The bit of each byte; blanks have none.
const BITS: [u64; 256] = {
    let (mut bits, mut byte) = ([0; 256], 0);
    while byte < 256 {
        bits[byte] = match byte as u8 {
            letter @ b'a'..=b'z' => 1 << (letter - b'a'),
            digit @ b'0'..=b'9' => 1 << (26 + digit - b'0'),
            b' ' | b'\x1f' => 0,
            other => 1 << (36 + other % 28),
        };
        byte += 1;
    }
    bits
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bag_holds_the_bag_of_each_part() {
        let whole = letters("grouped-query attention 8 größe");
        for part in ["gqa", "8", "attention", "-", "ö"] {
            assert_eq!(letters(part) & !whole, 0, "{part}");
        }
        assert_ne!(letters("z") & !whole, 0);
    }
}
