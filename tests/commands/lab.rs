//! `lab`: the list, the numbers, and what is said when something is misspelt.

use lacuna::labs::LABS;
use serde_json::Value;

use super::User;

/// The values of a lab with these parameters set.
fn values(user: &User, lab: &str, set: &[&str]) -> Value {
    let set = set.iter().flat_map(|pair| ["--set", pair]);
    let args: Vec<&str> = ["lab", lab, "--json"].into_iter().chain(set).collect();
    let ran = user.run(&args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    ran.json()["values"].clone()
}

fn close(value: &Value, expected: f64) {
    let number = value.as_f64().unwrap();
    assert!((number - expected).abs() < 0.5e-4, "{number} is not {expected}");
}

#[test]
fn the_labs_are_listed() {
    let user = User::new();
    let list = user.run(&["lab", "--json"]).json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), LABS.len());
    assert_eq!(list[1]["id"], "decoder");
    assert_eq!(
        list[1]["notes"],
        serde_json::json!(["greedy", "direct-sampling", "top-k", "nucleus"])
    );
    let text = user.run(&["lab"]);
    assert_eq!(text.out.lines().count(), LABS.len());
    assert!(text.out.starts_with(" L1  bpe "), "{}", text.out);
}

#[test]
fn every_lab_belongs_to_notes_of_the_bundled_deck_and_prints_both_ways() {
    let user = User::new();
    let notes = user.run(&["list", "--json"]).json();
    let known: Vec<&str> =
        notes.as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap()).collect();
    assert!(
        notes
            .as_array()
            .unwrap()
            .iter()
            .all(|note| note["deck"] == lacuna::store::bundled::deck_id())
    );
    for lab in lacuna::labs::LABS {
        assert!(lab.notes.iter().all(|note| known.contains(note)), "{:?}", lab.notes);
        let json = user.run(&["lab", lab.id, "--json"]).json();
        assert_eq!(json["id"], lab.id);
        let keys = |of: &str| json[of].as_object().unwrap().len();
        assert_eq!(keys("parameters"), lab.parameters.len(), "{}", lab.id);
        let text = user.run(&["lab", lab.id]);
        assert_eq!(text.code, 0);
        for key in json["values"].as_object().unwrap().keys() {
            assert!(
                text.out.contains(&format!("\n  {key} ")),
                "{} does not print {key}:\n{}",
                lab.id,
                text.out
            );
        }
    }
}

#[test]
fn numbers_lists_matrices_and_text_can_be_set() {
    let user = User::new();
    let cold = values(&user, "decoder", &["temperature=0.5"]);
    close(&cold["probabilities"][0], 0.8290);
    close(&values(&user, "decoder", &[])["entropy_bits"], 1.8050);
    close(&values(&user, "L2", &["logits=2,1,0,-1", "T=2"])["probabilities"][3], 0.1015);
    close(&values(&user, "gqa", &["n_kv=32"])["bytes"], 2_147_483_648.0);
    close(&values(&user, "norms", &["x=1,2,3,6;4,0,2,2"])["batch_norm"][0][0], -1.0);
    assert_eq!(values(&user, "bpe", &["encode=slower"])["encoded"][0], "s low e r _");
    assert_eq!(values(&user, "bpe", &[])["merges"][0], "e+s");
    assert_eq!(
        values(&user, "minhash", &["k=128", "k=64"])["agreeing_ab"],
        43,
        "the last one holds"
    );
    let parameters = user.run(&["lab", "attention", "--json"]).json()["parameters"].clone();
    let expected = serde_json::json!([[1, 0], [0, 1], [1, 1]]);
    assert_eq!((&parameters["x"], &parameters["order"]), (&expected, &Value::from("given")));
}

#[test]
fn what_is_misspelt_names_its_neighbour() {
    let user = User::new();
    for (args, said) in [
        (&["lab", "decodr"][..], "there is no lab `decodr`; did you mean `decoder`?"),
        (&["lab", "zebra"], "there are bpe, decoder"),
        (&["lab", "decoder", "--set", "temprature=2"], "did you mean `temperature`?"),
        (&["lab", "decoder", "--set", "temperature=hot"], "it takes a number from 0.05 to 5"),
        (&["lab", "decoder", "--set", "temperature"], "as in `--set temperature=2`"),
        (&["lab", "norms", "--set", "x=1,2;3"], "as in 1,2;3,4"),
        (&["lab", "attention", "--set", "mask=casual"], "did you mean `causal`?"),
        (&["lab", "lora", "--set", "x=1"], "give x 2 numbers"),
        (&["lab", "--set", "k=1"], "<NAME>"),
        (&["lab", "decoder", "--sett", "k=1"], "'--set"),
    ] {
        let ran = user.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn what_is_set_can_not_act_on_the_terminal() {
    let ran = User::new().run(&["lab", "bpe", "--set", "text=a\u{1b}[31mb a\u{1b}[31mb"]);
    assert!(ran.code == 0 && !ran.out.contains('\u{1b}'), "{}", ran.out);
}
