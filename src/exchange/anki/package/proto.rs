//! As much of protobuf's wire format as Anki's metadata needs: numbers and byte strings, by field.
//!
//! What is cut off or of another shape ends the message; nothing is asked of what follows.

/// A field of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ProtoField<'a> {
    /// A number.
    Number(u64, u64),
    /// Bytes: a text, or a message.
    Bytes(u64, &'a [u8]),
    /// A number with a fraction.
    Float(u64, f32),
    /// A number of eight bytes, which nothing here needs.
    Other,
}

impl<'a> ProtoField<'a> {
    /// The number, if this is the field of that tag.
    pub(super) fn number(self, tag: u64) -> Option<u64> {
        if let ProtoField::Number(own, number) = self {
            (own == tag).then_some(number)
        } else {
            None
        }
    }

    /// The number with a fraction, if this is the field of that tag.
    pub(super) fn float(self, tag: u64) -> Option<f32> {
        if let ProtoField::Float(own, number) = self {
            (own == tag).then_some(number)
        } else {
            None
        }
    }

    /// The bytes, if this is the field of that tag.
    pub(super) fn bytes(self, tag: u64) -> Option<&'a [u8]> {
        if let ProtoField::Bytes(own, bytes) = self { (own == tag).then_some(bytes) } else { None }
    }
}

/// The fields of a message.
pub(super) fn fields(message: &[u8]) -> impl Iterator<Item = ProtoField<'_>> {
    let mut rest = message;
    std::iter::from_fn(move || {
        let key = varint(&mut rest)?;
        let tag = key >> 3;
        match key & 7 {
            0 => Some(ProtoField::Number(tag, varint(&mut rest)?)),
            1 => {
                rest = rest.split_at_checked(8)?.1;
                Some(ProtoField::Other)
            }
            2 => {
                let length = usize::try_from(varint(&mut rest)?).ok()?;
                let (bytes, after) = rest.split_at_checked(length)?;
                rest = after;
                Some(ProtoField::Bytes(tag, bytes))
            }
            5 => {
                let (bytes, after) = rest.split_first_chunk::<4>()?;
                rest = after;
                Some(ProtoField::Float(tag, f32::from_le_bytes(*bytes)))
            }
            _ => None,
        }
    })
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for i in 0..10 {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << (7 * i).min(63);
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_found_by_their_tags() {
        assert_eq!(fields(&[8, 3]).next(), Some(ProtoField::Number(1, 3)));
        let message = [0x0a, 2, b'h', b'i', 0x15, 0, 0, 0xc0, 0x3f, 0x18, 0xac, 0x02];
        let found: Vec<_> = fields(&message).collect();
        assert_eq!(
            found,
            [ProtoField::Bytes(1, b"hi"), ProtoField::Float(2, 1.5), ProtoField::Number(3, 300)]
        );
        assert_eq!(fields(&[0x0a, 9, 1]).count(), 0, "cut off");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(fields(&bytes).count() <= bytes.len());
        }
    }
}
