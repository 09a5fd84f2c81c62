//! Where the stretches of a Markdown text are in which no mark means anything: code, formulas,
//! comments, links and tags.
//!
//! It finds them and changes nothing. Importers ask it before they take a sign for a separator, a
//! blank or a heading. Every text is read in linear time: a mark that was not closed is not looked
//! for again.

mod blocks;
mod scanner;

pub use blocks::Fence;

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpaqueKind {
    /// A fenced block of code with its fences; it ends with the text if nothing closes it.
    Fence,
    /// Lines of code that are indented.
    Indented,
    /// `` `code` ``, with any number of backticks.
    Code,
    /// A formula with its delimiters.
    Math,
    /// `<!-- … -->` or `%% … %%`.
    Comment,
    /// `[text](target)` or `<https://…>`.
    Link,
    /// `![text](file)`.
    Picture,
    /// `[[page|text]]`.
    WikiLink,
    /// `![[file]]`.
    Embed,
    /// `://…`: what follows the scheme of an address in the text.
    Address,
    /// A tag of HTML.
    Tag,
    /// A backslash and the sign that it escapes.
    Escape,
}

/// A stretch of a text, by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpaqueSpan {
    /// What it is.
    pub kind: OpaqueKind,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// The stretches of a text, in order; none reaches into another.
pub fn spans(text: &str) -> Vec<OpaqueSpan> {
    scanner::Scanner::new(text).scan()
}

/// The span that a byte belongs to.
pub fn span_at(spans: &[OpaqueSpan], at: usize) -> Option<&OpaqueSpan> {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).filter(|span| span.start <= at)
}

/// Whether the line that begins there is within a block that hides what lines begin with.
pub fn hides_line(spans: &[OpaqueSpan], line: usize) -> bool {
    span_at(spans, line).is_some_and(|span| {
        span.start < line || matches!(span.kind, OpaqueKind::Fence | OpaqueKind::Indented)
    })
}

/// Where a sign stands in the open.
pub fn find_outside<'t>(
    text: &'t str,
    spans: &'t [OpaqueSpan],
    sign: &'t str,
) -> impl Iterator<Item = usize> + 't {
    text.match_indices(sign).map(|(at, _)| at).filter(|&at| span_at(spans, at).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<String> {
        spans(text)
            .iter()
            .map(|span| {
                format!("{:?} {}", span.kind, text[span.start..span.end].replace('\n', "/"))
            })
            .collect()
    }

    #[test]
    fn code_is_opaque_however_it_is_fenced() {
        for (text, found) in [
            ("a `b::c` d", vec!["Code `b::c`"]),
            ("``a`b`` `", vec!["Code ``a`b``"]),
            ("```py\nx\n\n# y\n```\nz", vec!["Fence ```py/x//# y/```"]),
            ("~~~~\n```\n~~~\n~~~~\n", vec!["Fence ~~~~/```/~~~/~~~~"]),
            ("- ```\n  a\n  ```\nb", vec!["Fence - ```/  a/  ```"]),
            ("> ```\n> a\nb `c`", vec!["Fence > ```/> a", "Code `c`"]),
            ("```\nnever closed\n\n# a", vec!["Fence ```/never closed//# a"]),
            ("a\n\n    b::c\n\n\td\ne", vec!["Indented     b::c//\td"]),
            ("- a\n\n    - b::c", vec![]),
            ("`a\n\nb`", vec![]),
        ] {
            assert_eq!(shown(text), found, "{text}");
        }
    }

    #[test]
    fn formulas_are_opaque_in_every_spelling() {
        for (text, found) in [
            (r"a $x::y$ b", vec!["Math $x::y$"]),
            ("$5 and $6", vec![]),
            ("5 $ and 6 $", vec![]),
            (r"$ f: A \to B $", vec![r"Math $ f: A \to B $"]),
            ("$$\na\n\nb\n$$\nc", vec!["Math $$/a//b/$$"]),
            ("where $$ x $$ is", vec!["Math $$ x $$"]),
            (r"\(x::y\) and \$", vec![r"Math \(x::y\)", r"Escape \$"]),
            (r"\[a\] b", vec![r"Escape \[", r"Escape \]"]),
            ("\\[\na\n\\]", vec!["Math \\[/a/\\]"]),
        ] {
            assert_eq!(shown(text), found, "{text}");
        }
    }

    #[test]
    fn comments_links_and_tags_are_opaque() {
        for (text, found) in [
            ("a <!-- b\n\n# c --> d", vec!["Comment <!-- b//# c -->"]),
            ("a <!-- b", vec![]),
            ("a %%b%% 100 %%", vec!["Comment %%b%%"]),
            ("%%\na\n\nb\n%%\nc", vec!["Comment %%/a//b/%%"]),
            ("[a::b](c::d) x", vec!["Link [a::b](c::d)"]),
            ("[a](b(c)d)", vec!["Link [a](b(c)d)"]),
            ("![a](b.png)", vec!["Picture ![a](b.png)"]),
            ("[![a](b)](c)", vec!["Link [![a](b)](c)"]),
            ("[[a|b]] ![[c.png]]", vec!["WikiLink [[a|b]]", "Embed ![[c.png]]"]),
            ("see https://a.b/c::d for", vec!["Address ://a.b/c::d"]),
            ("<b class=\"a::b\">x</b>", vec!["Tag <b class=\"a::b\">", "Tag </b>"]),
            ("<https://a::b>", vec!["Link <https://a::b>"]),
            ("a < b and c > d", vec![]),
            ("[a] (b)", vec![]),
        ] {
            assert_eq!(shown(text), found, "{text}");
        }
    }

    #[test]
    fn lines_in_blocks_begin_nothing() {
        let text = "a\n```\n# b\n```\n<!-- x\n# c\n-->\n`d`";
        let spans = spans(text);
        let hidden = |words: &str| hides_line(&spans, text.find(words).unwrap());
        assert!(hidden("```") && hidden("# b") && hidden("# c"));
        assert!(!hidden("a") && !hidden("<!--") && !hidden("`d`"));
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_apart(
            text in r"([a \n>#`~$\\()\[\]!<%:-]|```\n|~~~|\$\$|<!--|-->|%%|\[\[|\]\(|    |é){0,60}"
        ) {
            let mut last = 0;
            for span in spans(&text) {
                prop_assert!(last <= span.start && span.start < span.end && span.end <= text.len());
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                last = span.end;
            }
        }
    }
}
