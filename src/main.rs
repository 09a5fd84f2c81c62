//! lacuna's front door.

fn main() {}
