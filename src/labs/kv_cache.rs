//! The key-value cache: how many bytes a decoder keeps, and what fewer key-value heads save.
//!
//! Shazeer 2019, "Fast transformer decoding"; Ainslie et al. 2023, "GQA".

use super::parameter::{number, whole};
use super::show::{binary, thousands};
use super::{Lab, LabOutcome, LabTask, Parameter, Parameters};
use crate::deck::Figure;
use crate::deck::figure::{Bars, Shape};
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "kv-cache",
    title: "KV cache",
    about: "Counts the bytes of keys and values that are kept for every token while decoding.",
    notes: &["mqa", "gqa"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("kv_heads", "Key-value heads", (1, 256, 1), "8")
        .aliases(&["n_kv", "groups", "kv"])
        .about("1 is multi-query attention, as many as query heads is multi-head attention"),
    whole("query_heads", "Query heads", (1, 256, 1), "32")
        .aliases(&["heads", "n_heads"])
        .about("what the savings are compared with"),
    whole("layers", "Layers", (1, 512, 1), "32").about("how many layers keep a cache"),
    whole("head_dim", "Head size", (1, 1024, 8), "128")
        .aliases(&["d_head"])
        .about("numbers in one key or value"),
    whole("tokens", "Tokens", (1, 4_194_304, 1024), "4096")
        .aliases(&["sequence", "context"])
        .about("tokens so far"),
    whole("batch", "Batch", (1, 4096, 1), "1").about("sequences at once"),
    number("bytes", "Bytes a number", (0.5, 8.0, 0.5), "2")
        .aliases(&["bytes_per_number", "precision"])
        .about("16 bits: 2, 8 bits: 1"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Make it multi-query attention.",
        "All query heads read one key and one value, so the cache is as small as sharing can \
         make it. Quality may suffer, which is what grouped-query attention is for.",
        |_, out| out.count_at("bytes") == out.count_at("mqa_bytes"),
    ),
    LabTask::new(
        "Keep 8192 tokens in no more than 512 MiB.",
        "The cache is a product: 2 × layers × heads × head size × tokens × bytes. Halve any \
         factor, such as the heads or the bytes, and twice the tokens fit.",
        |set, out| {
            set.number("tokens") >= 8192.0 && out.number_at("bytes") <= 512.0 * 1024.0 * 1024.0
        },
    ),
    LabTask::new(
        "Let each key-value head serve 16 query heads.",
        "Grouped-query attention lies between one head for all and one for each: the cache \
         shrinks by the size of the group.",
        |set, _| {
            set.count("kv_heads") > 1 && set.count("query_heads") == 16 * set.count("kv_heads")
        },
    ),
];

#[expect(
    clippy::unnecessary_wraps,
    reason = "every lab has this shape, whether or not its parameters can clash"
)]
fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let of = |key: &str| parameters.number(key);
    let (kv, heads) = (of("kv_heads"), of("query_heads"));
    let per_head = 2.0 * of("layers") * of("head_dim") * of("bytes");
    let (per_token, held) = (per_head * kv, of("tokens") * of("batch"));
    let bytes = per_token * held;
    let says = format!(
        "Each token keeps a key and a value: 2 × {} layers × {kv} heads × {} numbers × {} bytes = \
         {} bytes. {} tokens keep {}. {}",
        of("layers"),
        of("head_dim"),
        of("bytes"),
        thousands(per_token),
        thousands(held),
        binary(bytes),
        sharing(parameters.count("query_heads"), parameters.count("kv_heads"))
    );
    let bars = bars(parameters.count("query_heads"), parameters.count("kv_heads"), per_head * held);
    Ok(LabOutcome::new(says)
        .number("bytes", "the whole cache in bytes", bytes)
        .text("size", "the whole cache", binary(bytes))
        .number("bytes_per_token", "what each token adds", per_token)
        .number("mha_bytes", "with a key-value head for each query head", per_head * heads * held)
        .number("mqa_bytes", "with one key-value head for all", per_head * held)
        .number("share", "the cache over that of multi-head attention", kv / heads)
        .unlisted(&["bytes", "mha_bytes", "mqa_bytes"])
        .figure(bars))
}

/// Draws the cache for every even sharing, and for the one that is set.
fn bars(heads: usize, kv: usize, each: f64) -> Figure {
    let mut counts: Vec<usize> =
        (1..=heads).filter(|&count| heads.is_multiple_of(count)).chain([kv]).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts.dedup();
    let name = |count: usize| {
        let kind = match count {
            _ if count == heads => " MHA",
            1 => " MQA",
            _ => "",
        };
        let mark = if count == kv { "▸ " } else { "  " };
        format!("{mark}{count} {}{kind}", if count == 1 { "head" } else { "heads" })
    };
    let bars =
        counts.iter().map(|&count| (name(count), count as f64 * each / 1024.0 / 1024.0)).collect();
    let bars = Bars { bars, digits: 1, unit: "MiB".to_string(), ..Bars::default() };
    Figure::new("Cache by key-value heads", Shape::Bars(bars))
}

/// Says how the query heads share the key-value heads.
fn sharing(heads: usize, kv: usize) -> String {
    match heads / kv {
        _ if kv > heads => {
            format!(
                "There are more key-value heads than the {heads} query heads: nobody reads them \
                 all."
            )
        }
        _ if !heads.is_multiple_of(kv) => {
            format!("{heads} query heads can't share {kv} key-value heads evenly.")
        }
        1 => "Every query head has a key-value head of its own: multi-head attention.".to_string(),
        each if kv == 1 => format!(
            "All {each} query heads share one: multi-query attention, 1/{each} of the cache."
        ),
        each => format!(
            "{each} query heads share each: grouped-query attention, 1/{each} of the cache."
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, outcome};

    #[test]
    fn sizes_come_out() {
        for (layers, kv, bytes, size) in [
            ("32", "32", "2147483648", "2 GiB"),
            ("32", "8", "536870912", "512 MiB"),
            ("32", "1", "67108864", "64 MiB"),
            ("80", "64", "10737418240", "10 GiB"),
            ("80", "8", "1342177280", "1.25 GiB"),
            ("80", "1", "167772160", "160 MiB"),
        ] {
            let out = outcome("kv-cache", &[("layers", layers), ("n_kv", kv)]);
            assert_values(&out, "bytes", bytes);
            assert_values(&out, "size", size);
        }
        assert_values(&outcome("kv-cache", &[("kv_heads", "32")]), "bytes_per_token", "524288");
    }

    #[test]
    fn the_kind_of_attention_is_named() {
        for (kv, name) in [
            ("1", "multi-query"),
            ("8", "grouped-query"),
            ("32", "multi-head"),
            ("5", "evenly"),
            ("64", "nobody"),
        ] {
            let says = outcome("kv-cache", &[("kv_heads", kv)]).explanation;
            assert!(says.contains(name), "{kv}: {says}");
        }
    }
}
