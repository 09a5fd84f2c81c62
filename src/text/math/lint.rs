//! Finds what a formula says that isn't known.
//!
//! It looks at names alone: whether the formula is well-formed is for `parse` to say.
use super::token::{TokenKind, tokens};
use super::{accent, atom, command, delimiter, table};

/// The commands of a formula that aren't known, each once, in order.
pub(super) fn unknown(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens(source) {
        if let TokenKind::Command(name) = token.kind {
            let command = format!("\\{name}");
            if !is_known(name) && !found.contains(&command) {
                found.push(command);
            }
        }
    }
    let environments = source.split("\\begin{").skip(1).filter_map(|rest| rest.split_once('}'));
    for (name, _) in environments.filter(|(name, _)| table::named(name).is_none()) {
        let command = format!("\\begin{{{name}}}");
        if !found.contains(&command) {
            found.push(command);
        }
    }
    found
}

fn is_known(name: &str) -> bool {
    command::named(name).is_some()
        || accent::named(name).is_some()
        || atom::command(name).is_some()
        || delimiter::named(&format!("\\{name}")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_commands_are_named_once() {
        assert_eq!(
            unknown(r"\foo{x} + \frac{a}{\bar b} + \foo + \S \left\{ \+ ~"),
            [r"\foo", r"\+"]
        );
        assert_eq!(unknown(r"\begin{tikzpicture}\end{tikzpicture}"), [r"\begin{tikzpicture}"]);
    }
}
