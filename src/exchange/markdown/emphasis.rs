//! Emphasis as others mark it, `_so_`, `__so__` and `==so==`, with our marks.

/// A piece of a text.
#[derive(Debug)]
pub(super) enum InlineToken {
    /// Text as it is.
    Text(String),
    /// What may be emphasis, if it has a partner.
    Mark {
        /// As it is written.
        source: String,
        /// Our mark for it.
        mark: &'static str,
        opens: bool,
        closes: bool,
    },
}

/// The text of the pieces. A mark without a partner stands for itself, and no mark
/// reaches over an empty line.
pub(super) fn joined(mut tokens: Vec<InlineToken>) -> String {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            InlineToken::Text(text) if text.contains("\n\n") => open.clear(),
            InlineToken::Text(_) => {}
            InlineToken::Mark { source, opens, closes, .. } => {
                // Only the last few may still be closed: a text of nothing but marks is no reason
                // to look at all of them again and again.
                let near = open.len().saturating_sub(4);
                let partner = open[near..].iter().rposition(|&at| {
                    matches!(&tokens[at], InlineToken::Mark { source: other, .. } if other == source)
                });
                match partner.filter(|_| *closes) {
                    Some(n) => {
                        pairs.push((open[near + n], i));
                        open.truncate(near + n);
                    }
                    None if *opens => open.push(i),
                    None => {}
                }
            }
        }
    }
    for at in pairs.into_iter().flat_map(|(one, other)| [one, other]) {
        if let InlineToken::Mark { source, mark, .. } = &mut tokens[at] {
            *source = (*mark).to_string();
        }
    }
    tokens
        .iter()
        .map(|token| match token {
            InlineToken::Text(text) => text.as_str(),
            InlineToken::Mark { source, .. } => source,
        })
        .collect()
}
