//! What the command takes that computes labs.

use clap::Args;

/// What `lab` takes.
#[derive(Args, Debug)]
pub struct LabArgs {
    /// The lab; without one, all are listed
    pub name: Option<String>,
    /// Set a parameter: a number, text, a list as in 1,2,3 or a matrix as in 1,2;3,4
    ///
    /// May be repeated; the last of the same key holds.
    #[arg(long, value_name = "KEY=VALUE", requires = "name")]
    pub set: Vec<String>,
    /// Print JSON: the labs, or the parameters and values of one
    #[arg(long)]
    pub json: bool,
}
