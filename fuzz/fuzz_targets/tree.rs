#![no_main]

#[path = "../../tests/support/targets.rs"]
#[expect(dead_code, reason = "the other targets have files of their own")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::tree(bytes));
