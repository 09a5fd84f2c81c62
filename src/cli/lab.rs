//! `lab`: a lab's numbers and figures, or the list of labs.

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::args::LabArgs as Args;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use crate::fault::Fault;
use crate::labs::show::{rows, scalar};
use crate::labs::{
    LABS, Lab, LabOutcome, LabValue, NamedValue, NumberMatrix, ParameterValue, Parameters, find,
};
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The widest that sentences are set.
const PROSE: usize = 100;

/// Lists the labs, or computes one.
pub(super) fn run(args: &Args, printer: &mut Printer<'_>) -> Result<ExitStatus, CommandEnd> {
    let Some(name) = &args.name else {
        list(args.json, printer)?;
        return Ok(ExitStatus::Yes);
    };
    let lab = find(name)?;
    let mut parameters = lab.default_parameters();
    for pair in &args.set {
        let (key, text) = pair.split_once('=').ok_or_else(|| no_pair(lab, pair))?;
        parameters.set(key, text)?;
    }
    let outcome = (lab.compute)(&parameters)?;
    if args.json {
        let values = ValuesJson(&outcome.values);
        let (parameters, explanation) = (ParametersJson(&parameters), &outcome.explanation);
        printer.json(&LabResultJson {
            id: lab.id,
            title: lab.title,
            parameters,
            values,
            explanation,
        })?;
    } else {
        page(lab, &parameters, &outcome, printer)?;
    }
    Ok(ExitStatus::Yes)
}

fn no_pair(lab: &Lab, text: &str) -> Fault {
    let first = lab.parameters.first().map_or("key", |parameter| parameter.key);
    Fault::error(
        format!("can't read `--set {text}`"),
        format!("write a key and a value, as in `--set {first}=2`"),
    )
}

fn list(json: bool, printer: &mut Printer<'_>) -> io::Result<()> {
    if json {
        return printer.json_rows(LABS.iter().map(|lab| LabListJson {
            id: lab.id,
            title: lab.title,
            notes: lab.notes,
        }));
    }
    let widest = |text: fn(&Lab) -> usize| LABS.iter().map(text).max().unwrap_or(0);
    let (id, title) = (widest(|lab| lab.id.len()), widest(|lab| width(lab.title)));
    for (i, lab) in LABS.iter().enumerate() {
        printer.text(style::DIM, &format!("{:>3}  ", format!("L{}", i + 1)))?;
        printer.text(style::BOLD, &format!("{:<id$}", lab.id))?;
        printer.text(style::PLAIN, &format!("  {:<title$}", lab.title))?;
        printer.text(style::DIM, &format!("  {}", lab.notes.join(", ")))?;
        printer.end_line()?;
    }
    Ok(())
}

fn page(
    lab: &Lab,
    parameters: &Parameters,
    outcome: &LabOutcome,
    printer: &mut Printer<'_>,
) -> io::Result<()> {
    printer.text(style::BOLD, lab.title)?;
    printer.end_line()?;
    prose(lab.about, printer)?;
    heading("Parameters, with --set KEY=VALUE", printer)?;
    settings(lab, parameters, printer)?;
    heading("Values", printer)?;
    values(outcome, printer)?;
    heading("This step", printer)?;
    prose(&outcome.explanation, printer)?;
    for figure in &outcome.figures {
        let mut lines = figure.lines().into_iter();
        heading(&lines.next().unwrap_or_default(), printer)?;
        for line in lines {
            printer.text(style::PLAIN, &format!("  {line}"))?;
            printer.end_line()?;
        }
    }
    Ok(())
}

fn heading(text: &str, printer: &mut Printer<'_>) -> io::Result<()> {
    printer.end_line()?;
    printer.text(style::BOLD, text)?;
    printer.end_line()
}

fn prose(text: &str, printer: &mut Printer<'_>) -> io::Result<()> {
    let columns = printer.look().columns.map_or(PROSE, |columns| columns.clamp(20, PROSE));
    for line in wrap(&[((), text.to_string())], columns) {
        let line: String = line.into_iter().map(|((), text)| text).collect();
        printer.text(style::PLAIN, &line)?;
        printer.end_line()?;
    }
    Ok(())
}

fn settings(lab: &Lab, parameters: &Parameters, printer: &mut Printer<'_>) -> io::Result<()> {
    let written: Vec<String> = (0..lab.parameters.len()).map(|at| parameters.text_at(at)).collect();
    let key = lab.parameters.iter().map(|parameter| parameter.key.len()).max().unwrap_or(0);
    let value =
        written.iter().map(|text| width(text)).filter(|&columns| columns <= 16).max().unwrap_or(0);
    for (parameter, text) in lab.parameters.iter().zip(&written) {
        printer.text(style::PLAIN, &format!("  {:<key$}  ", parameter.key))?;
        printer.text(style::BOLD, text)?;
        printer.blanks(value.saturating_sub(width(text)) + 2)?;
        printer.text(style::DIM, &format!("{} ({})", parameter.about, parameter.allowed()))?;
        printer.end_line()?;
    }
    Ok(())
}

fn values(outcome: &LabOutcome, printer: &mut Printer<'_>) -> io::Result<()> {
    let key = outcome.values.iter().map(|named| named.key.len()).max().unwrap_or(0);
    let texts = || outcome.values.iter().filter_map(|named| scalar(&named.datum, outcome.places));
    let widest = texts().map(|text| width(&text)).max().unwrap_or(0);
    let columns = printer.look().columns.map(|columns| columns.saturating_sub(4));
    for named in &outcome.values {
        printer.text(style::PLAIN, &format!("  {:<key$}  ", named.key))?;
        let text = scalar(&named.datum, outcome.places).unwrap_or_default();
        printer.blanks(widest.saturating_sub(width(&text)))?;
        printer.text(style::BOLD, &text)?;
        printer.text(style::DIM, &format!("  {}", named.about))?;
        printer.end_line()?;
        for line in rows(&named.datum, outcome.places, columns) {
            printer.text(style::BOLD, &format!("    {line}"))?;
            printer.end_line()?;
        }
    }
    Ok(())
}

/// A lab in the list.
#[derive(Serialize)]
struct LabListJson {
    id: &'static str,
    title: &'static str,
    notes: &'static [&'static str],
}

/// A lab with its results.
#[derive(Serialize)]
struct LabResultJson<'a> {
    id: &'static str,
    title: &'static str,
    parameters: ParametersJson<'a>,
    values: ValuesJson<'a>,
    explanation: &'a str,
}

/// The parameters as an object.
struct ParametersJson<'a>(&'a Parameters);

impl Serialize for ParametersJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (at, parameter) in self.0.table().iter().enumerate() {
            match self.0.value_at(at) {
                ParameterValue::Auto => {
                    map.serialize_entry(parameter.key, parameter.auto.unwrap_or_default())?;
                }
                ParameterValue::Number(v) => {
                    map.serialize_entry(parameter.key, &PlainNumber(*v))?;
                }
                ParameterValue::Text(text) => map.serialize_entry(parameter.key, text)?,
                ParameterValue::List(list) => map.serialize_entry(parameter.key, &plain(list))?,
                ParameterValue::Matrix(rows) => {
                    map.serialize_entry(parameter.key, &plain_rows(rows))?;
                }
            }
        }
        map.end()
    }
}

/// The values as an object.
struct ValuesJson<'a>(&'a [NamedValue]);

impl Serialize for ValuesJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for named in self.0 {
            match &named.datum {
                LabValue::Number(v) => map.serialize_entry(named.key, &PlainNumber(*v))?,
                LabValue::Text(text) => map.serialize_entry(named.key, text)?,
                LabValue::Numbers(list) => map.serialize_entry(named.key, &plain(list))?,
                LabValue::Texts(texts) => map.serialize_entry(named.key, texts)?,
                LabValue::Matrix(rows) => map.serialize_entry(named.key, &plain_rows(rows))?,
            }
        }
        map.end()
    }
}

/// A number that is written without a point if it is whole.
struct PlainNumber(f64);

impl Serialize for PlainNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers below 2^53 are exact.
        if self.0.fract() == 0.0 && self.0.abs() < 9e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

fn plain(list: &[f64]) -> Vec<PlainNumber> {
    list.iter().map(|&v| PlainNumber(v)).collect()
}

fn plain_rows(rows: &NumberMatrix) -> Vec<Vec<PlainNumber>> {
    rows.iter().map(|row| plain(row)).collect()
}
