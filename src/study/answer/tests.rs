//! Single rules; what students type to whole decks is in `tests/grading`.

use super::*;
use crate::library::WordFrequency;

fn judged(typed: &str, accepted: &[&str], setting: &AnswerSetting) -> AnswerVerdict {
    let (others, frequency) = (OtherTerms::named(["Bath norm"]), WordFrequency::default());
    let key = AnswerKey { accepted, setting, others: &others, frequency: &frequency };
    judge(typed, &key)
}

fn plainly(typed: &str, accepted: &str) -> AnswerVerdict {
    judged(typed, &[accepted], &AnswerSetting::default())
}

#[test]
fn spelling_does_not_matter() {
    for (typed, accepted) in [
        ("LAYER-NORM", "layer norm"),
        ("the values", "value"),
        ("normalisation", "Normalization"),
        ("1/2", "0.5"),
        ("65536", "65,536"),
        ("sigma^2", "σ²"),
        ("naive", "naïve"),
        ("5 x 5", "5×5"),
        ("batch normalization.", "batch normalization"),
        ("The", "the"),
        ("!=", "!="),
        ("(2k+1)", "2k+1"),
        ("ln(10)", "ln 10"),
        ("Hund", "Hund [sound: hund.mp3]"),
        ("hund", "[sound:hund.mp3] Hund ![dog](dog.png)"),
        ("5", "5 [image: five.png]"),
        ("NLP", "natural language processing (NLP)"),
        ("いぬ", "犬（いぬ）"),
        ("it is the softmax function", "softmax"),
    ] {
        assert_eq!(plainly(typed, accepted), AnswerVerdict::Right, "{typed} for {accepted}");
    }
}

#[test]
fn fingers_may_slip() {
    for (typed, accepted) in [
        ("layer nrom", "layer norm"),
        ("perplxity", "perplexity"),
        ("kuberntes", "Kubernetes"),
        ("equivariannt", "equivariant"),
        ("layernrom", "layer norm"),
        ("コンピュータ", "コンピューター"),
    ] {
        let meant = AnswerVerdict::Slip(accepted.to_string());
        assert_eq!(plainly(typed, accepted), meant, "{typed} for {accepted}");
    }
}

#[test]
fn what_changes_the_meaning_is_wrong() {
    for (typed, accepted) in [
        ("244", "224"),
        ("0.51", "0.5"),
        ("はし", "はじ"),
        ("unsupervised", "supervised"),
        ("supervised", "self-supervised"),
        ("semi-supervised", "self-supervised"),
        ("invariant", "equivariant"),
        ("overfitting", "underfitting"),
        ("type II error", "type I error"),
        ("recurrence", "no recurrence"),
        ("asymmetric", "symmetric"),
        ("can plan", "can't plan"),
        ("with replacement", "without replacement"),
        ("vitamin D", "vitamin C"),
        ("vitamin", "vitamin C"),
        ("die Hund", "der Hund"),
        ("MQA", "GQA"),
        ("BERT", "BART"),
        ("hund.mp3", "Hund [sound: hund.mp3]"),
        ("", "values"),
        ("the", "values"),
        ("2k", "2k+1"),
        ("decoder", "encoder"),
        ("look for", "look after"),
    ] {
        assert_eq!(plainly(typed, accepted), AnswerVerdict::Wrong(None), "{typed} for {accepted}");
    }
}

#[test]
fn a_part_and_more_than_asked_are_close() {
    for (typed, accepted, why) in [
        ("residual", "residual connection", "missing: connection"),
        ("leaky ReLU", "ReLU", "more than asked: leaky"),
        ("walk", "walked", "another form of the word"),
        ("schön", "schon", "the accents differ"),
        ("Hund", "der Hund", "missing: der"),
        ("GD", "gradient descent", "write it out"),
        ("dog bites man", "man bites dog", "the words stand in another order"),
    ] {
        let close = AnswerVerdict::Close { meant: accepted.to_string(), why: why.to_string() };
        assert_eq!(plainly(typed, accepted), close, "{typed} for {accepted}");
    }
}

#[test]
fn another_notes_term_is_no_slip() {
    let slip = AnswerVerdict::Slip("batch norm".into());
    assert_eq!(plainly("btach norm", "batch norm"), slip);
    assert_eq!(
        plainly("bath norm", "batch norm"),
        AnswerVerdict::Wrong(Some("Bath norm".to_string()))
    );
}

#[test]
fn the_text_around_a_blank_may_be_repeated() {
    let setting = AnswerSetting {
        before: "An MLP has no".to_string(),
        after: "of earlier inputs.".to_string(),
        around: "An MLP has no of earlier inputs.".to_string(),
        ..AnswerSetting::default()
    };
    for typed in ["memory", "no memory", "no memory of earlier inputs"] {
        assert_eq!(judged(typed, &["memory"], &setting), AnswerVerdict::Right, "{typed}");
    }
    let item = AnswerSetting { role: AnswerRole::Item, ..setting };
    for typed in ["lack of memory", "cannot use memory well", "memories of the past"] {
        assert_eq!(judged(typed, &["memory"], &item), AnswerVerdict::Right, "{typed}");
    }
}
