//! Tests across all kinds of figures: curves run where they should, and no label is lost or covers
//! another.

use proptest::prelude::*;

use super::*;
use crate::deck::figure::*;
use crate::text::width::width;

fn rows(figure: &Figure, columns: usize, glyphs: CurveGlyphs) -> Vec<String> {
    draw(figure, columns, glyphs)
        .into_iter()
        .map(|line| line.into_iter().map(|(_, text)| text).collect::<String>())
        .collect()
}

/// A drawn plot, to be read back.
struct Drawn {
    rows: Vec<Vec<char>>,
    left: usize,
    bottom: usize,
    columns: usize,
}

impl Drawn {
    fn new(figure: &Figure, columns: usize, glyphs: CurveGlyphs) -> Drawn {
        let rows: Vec<Vec<char>> =
            rows(figure, columns, glyphs).iter().map(|row| row.chars().collect()).collect();
        let corner = |row: &Vec<char>| row.iter().position(|c| *c == '└');
        let bottom = rows.iter().position(|row| corner(row).is_some()).expect("there is a corner");
        let left = corner(&rows[bottom]).expect("there is a corner") + 1;
        Drawn { left, bottom, columns: columns - left, rows }
    }

    /// Whether the braille dot of that number across and up is set.
    fn dot(&self, across: usize, up: usize) -> bool {
        let (row, column) = (self.bottom - 1 - up / 4, self.left + across / 2);
        let sign = self.rows[row].get(column).map_or(0, |c| (*c as u32).wrapping_sub(0x2800));
        // Braille numbers its upper six dots by columns, and the lowest two after them.
        let bit = match (across % 2, 3 - up % 4) {
            (0, 3) => 6,
            (1, 3) => 7,
            (0, down) => down,
            (_, down) => down + 3,
        };
        sign < 256 && sign >> bit & 1 == 1
    }

    /// Whether a dot is set at a value, or right above or below: a dot is a rounded place.
    fn passes(&self, x: (f64, f64, f64), y: (f64, f64, f64), rows: usize) -> bool {
        let share = |(at, from, to): (f64, f64, f64)| (at - from) / (to - from);
        let across = (share(x) * (self.columns * 2 - 1) as f64).round() as usize;
        let up = (share(y) * (rows * 4 - 1) as f64).round() as usize;
        (up.saturating_sub(1)..=up + 1).any(|up| up < rows * 4 && self.dot(across, up))
    }
}

fn formula(source: &str, x: (f64, f64), y: (f64, f64)) -> Figure {
    let path = CurvePath::Formula(Formula::parse(source).unwrap());
    let plot = Plot {
        x: Axis::range("", x.0, x.1),
        y: Axis::range("", y.0, y.1),
        curves: vec![Curve { label: String::new(), path }],
        ..Plot::default()
    };
    Figure::new("", Shape::Plot(plot))
}

#[test]
fn curves_pass_through_the_points_they_should() {
    let cases = [
        ("1 / (1 + exp(-x))", (-4.0, 4.0), (0.0, 1.0), [-2.0, -1.0, 0.0, 1.0, 2.0]),
        (
            "x / 2 * (1 + erf(x / sqrt(2)))",
            (-4.0, 4.0),
            (-0.5, 4.0),
            [-2.0, -0.7518, 0.5, 1.0, 2.0],
        ),
        ("-ln(x)", (0.0, 1.0), (0.0, 4.0), [0.9, 0.7, 0.5, 0.3, 0.1]),
    ];
    for (source, x, y, places) in cases {
        let figure = formula(source, x, y);
        let value = Formula::parse(source).unwrap();
        let drawn = Drawn::new(&figure, 72, CurveGlyphs::Braille);
        for at in places {
            let y_at = value.at(at).unwrap();
            assert!(
                drawn.passes((at, x.0, x.1), (y_at, y.0, y.1), drawn.bottom),
                "{source} at {at}"
            );
            let off = if y_at > f64::midpoint(y.0, y.1) { y.0 + 0.1 } else { y.1 - 0.1 };
            assert!(
                !drawn.passes((at, x.0, x.1), (off, y.0, y.1), drawn.bottom),
                "{source} at {at} is a fill"
            );
        }
    }
}

#[test]
fn straight_lines_join_their_points() {
    let points = vec![(0.0, 0.0), (5.0, 10.0), (10.0, 0.0)];
    let mut figure = Figure::plot("", "", "", vec![Curve::line("", points)]);
    let Shape::Plot(plot) = &mut figure.shape else { unreachable!() };
    (plot.x, plot.y) = (Axis::range("", 0.0, 10.0), Axis::range("", 0.0, 10.0));
    let drawn = Drawn::new(&figure, 60, CurveGlyphs::Braille);
    for (x, y) in [(0.0, 0.0), (2.5, 5.0), (5.0, 10.0), (7.5, 5.0), (10.0, 0.0)] {
        assert!(drawn.passes((x, 0.0, 10.0), (y, 0.0, 10.0), drawn.bottom), "({x}, {y})");
    }
}

#[test]
fn a_mark_stands_on_its_point_with_its_label_beside() {
    let mut figure = formula("x", (0.0, 10.0), (0.0, 10.0));
    let Shape::Plot(plot) = &mut figure.shape else { unreachable!() };
    plot.marks = vec![PlotPoint { at: (5.0, 5.0), label: "here".into() }];
    let drawn = rows(&figure, 60, CurveGlyphs::Braille);
    let row = drawn.iter().find(|row| row.contains('●')).unwrap();
    assert!(row.contains("● here") || row.contains("here ●"), "{drawn:#?}");
}

#[test]
fn without_braille_there_is_none() {
    let figure = formula("sin(x)", (0.0, 6.0), (-1.0, 1.0));
    let braille = |c: char| ('\u{2800}'..='\u{28ff}').contains(&c);
    assert!(rows(&figure, 60, CurveGlyphs::Braille).concat().chars().any(braille));
    for glyphs in [CurveGlyphs::Block, CurveGlyphs::Ascii] {
        assert!(!rows(&figure, 60, glyphs).concat().chars().any(braille), "{glyphs:?}");
    }
    let curve = rows(&figure, 60, CurveGlyphs::Ascii).concat().matches('*').count();
    assert!(curve > 40, "{curve}");
}

#[test]
fn curves_differ_without_colour() {
    let lines = (0..4)
        .map(|i| Curve::line(format!("c{i}"), vec![(0.0, f64::from(i)), (1.0, f64::from(i))]));
    let figure = Figure::plot("", "", "", lines.collect());
    for glyphs in [CurveGlyphs::Braille, CurveGlyphs::Ascii] {
        let drawn = rows(&figure, 60, glyphs);
        let legend = drawn.iter().find(|row| row.contains("c0")).unwrap();
        let samples: Vec<&str> =
            legend.split("   ").map(|entry| entry.rsplit_once(' ').unwrap().0.trim()).collect();
        let distinct: std::collections::HashSet<_> = samples.iter().collect();
        assert_eq!((samples.len(), distinct.len()), (4, 4), "{legend}");
    }
}

#[test]
fn shaded_cells_and_shades_read_without_colour() {
    let rows_of = |rows: &[&str]| {
        rows.iter().map(|row| row.split(' ').map(str::to_string).collect()).collect()
    };
    let matrix =
        rows(&Figure::matrix("", rows_of(&["1 2", "3 4"]), vec![(0, 1)]), 40, CurveGlyphs::Braille);
    assert_eq!(matrix, ["│ 1 [2]│", "│ 3  4 │"]);
    let map = rows(&Figure::heat_map("", 1, vec![vec![0.0, 0.5, 1.0]]), 40, CurveGlyphs::Braille);
    assert_eq!(map, [" 0.0 ▒0.5 █1.0"]);
}

#[test]
fn a_figure_that_cannot_be_drawn_has_a_message() {
    let figure = Figure::bars("Bad", 0, vec![("a".into(), f64::NAN)]);
    let says = ["Bad", "This figure can't be drawn: it has a number that is not finite."];
    assert_eq!(rows(&figure, 80, CurveGlyphs::Braille), says);
}

/// Labels unlike each other and unlike anything drawn.
fn labels(count: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-z]{1,4}", count).prop_map(|words| {
        words.into_iter().enumerate().map(|(i, word)| format!("{word}{i}q")).collect()
    })
}

fn marked_plots() -> impl Strategy<Value = (Figure, Vec<String>)> {
    let points = prop::collection::vec((0.0..10.0, 0.0..10.0), 8);
    (points, labels(8), labels(3)).prop_map(|(points, names, cuts)| {
        let marks = points
            .iter()
            .zip(&names)
            .map(|(&at, label)| PlotPoint { at, label: label.clone() })
            .collect();
        let cuts: Vec<String> = cuts.into_iter().map(|label| format!("{label}z")).collect();
        let plot = Plot {
            curves: vec![Curve::line("curve", points)],
            marks,
            cuts: vec![
                PlotCut::X(3.0, cuts[0].clone()),
                PlotCut::Y(7.0, cuts[1].clone()),
                PlotCut::Y(6.5, cuts[2].clone()),
            ],
            x: Axis::range("across", 0.0, 10.0),
            y: Axis::range("up", 0.0, 10.0),
        };
        (
            Figure::new("", Shape::Plot(plot)),
            names.into_iter().chain(cuts).chain(["curve".into()]).collect(),
        )
    })
}

fn graphs() -> impl Strategy<Value = (Figure, Vec<String>)> {
    let places = prop::collection::vec((0.0..6.0, 0.0..3.0), 7);
    (places, labels(7), prop::collection::vec((0_usize..7, 0_usize..7), 0..12)).prop_map(
        |(places, names, edges)| {
            let note = |i: usize| format!("n{i}w");
            let nodes = places
                .into_iter()
                .zip(&names)
                .enumerate()
                .map(|(i, ((x, y), label))| GraphNode {
                    note: note(i),
                    ..GraphNode::new(label.clone(), x, y)
                })
                .collect();
            let all = (0..7).map(note).chain(names.clone()).collect();
            (Figure::graph("", nodes, edges), all)
        },
    )
}

fn bars() -> impl Strategy<Value = (Figure, Vec<String>)> {
    (labels(6), prop::collection::vec(-5.0..20.0, 6), 0_usize..6).prop_map(
        |(names, values, cut)| {
            let bars = Bars {
                bars: names.iter().cloned().zip(values.iter().copied()).collect(),
                digits: 2,
                cuts: vec![(cut + 1, "cut here".into())],
                level: Some((values[0].abs(), "level".into())),
                ..Bars::default()
            };
            let numbers = values.iter().map(|v| shape::number(*v, 2).replace('-', "−"));
            let all = names
                .into_iter()
                .chain(numbers)
                .chain(["cut here".into(), "level".into()])
                .collect();
            (Figure::new("", Shape::Bars(bars)), all)
        },
    )
}

fn flows() -> impl Strategy<Value = (Figure, Vec<String>)> {
    labels(15).prop_map(|names| {
        let flow = Flow {
            steps: names
                .chunks(3)
                .map(|three| FlowStep {
                    label: three[0].clone(),
                    above: three[1].clone(),
                    below: three[2].clone(),
                })
                .collect(),
            back: Vec::new(),
        };
        (Figure::new("", Shape::Flow(flow)), names)
    })
}

fn dials() -> impl Strategy<Value = (Figure, Vec<String>)> {
    (labels(6), prop::collection::vec(-7.0..7.0, 4)).prop_map(|(names, angles)| {
        let hands =
            |i: usize| vec![(names[i].clone(), angles[i]), (names[i + 1].clone(), angles[i + 1])];
        let dial = |i: usize, j: usize| Dial { label: names[j].clone(), hands: hands(i) };
        let dials = Dials { dials: vec![dial(0, 4), dial(2, 5)] };
        (Figure::new("", Shape::Dials(dials)), names)
    })
}

fn figures() -> impl Strategy<Value = (Figure, Vec<String>)> {
    let one = prop_oneof![marked_plots(), graphs(), bars(), flows(), dials()].boxed();
    let panels = prop::collection::vec(prop_oneof![bars(), flows()], 2..4).prop_map(|parts| {
        let (parts, names): (Vec<Figure>, Vec<Vec<String>>) = parts.into_iter().unzip();
        (Figure::panels("", parts), names.concat())
    });
    prop_oneof![4 => one, 1 => panels]
}

proptest! {
    #[test]
    fn no_label_is_lost_and_no_line_is_too_long(
        (figure, names) in figures(),
        columns in 40_usize..100,
    ) {
        for glyphs in [CurveGlyphs::Braille, CurveGlyphs::Block, CurveGlyphs::Ascii] {
            let drawn = rows(&figure, columns, glyphs);
            for row in &drawn {
                prop_assert!(width(row) <= columns, "{:#?}", drawn);
            }
            for name in &names {
                let is_kept = drawn.iter().any(|row| row.contains(name.as_str()));
                prop_assert!(is_kept, "{} is lost: {:#?}", name, drawn);
            }
        }
    }

    #[test]
    fn any_width_will_do((figure, _) in figures(), columns in 0_usize..45) {
        for row in rows(&figure, columns, CurveGlyphs::Braille) {
            prop_assert!(width(&row) <= columns.max(20));
        }
    }
}
