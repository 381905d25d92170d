//! Results of tests as JUnit writes them, and after it most runners: one run in a file, as values of three measures.
//!
//! `pass-rate` is that of the tests that ran, which leaves out what was skipped; `test-failures` counts failures and errors together;
//! `test-duration` is in seconds, where the file says it. Cases are counted; a file without any is taken at its own word, from the counts
//! of its outermost suites. A document type is refused, so there is nothing to expand; nothing is kept of a file but these figures and
//! the name of the run.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::http::hooks::measure::{Reading, Readings};
use crate::http::hooks::reading::{self, NAME};
use crate::http::hooks::{BODY_CAP, Unreadable};

/// Elements within one another: a suite holds suites, a case its outcome.
const DEEPEST: usize = 64;
/// Attributes of an element that are looked at.
const ATTRIBUTES: usize = 64;
/// Nothing takes longer, in seconds: a year.
const LONGEST: f64 = 366.0 * 86_400.0;
/// No run has more tests.
const MOST: u64 = 100_000_000;

/// What a file says of a run.
#[derive(Clone, PartialEq, Debug, Default)]
struct Run {
    name: String,
    counted: Counts,
    /// In its own words, of its outermost suites.
    told: Counts,
    /// Seconds that the whole, its outermost suites or its cases took.
    whole: Option<f64>,
    suites: Option<f64>,
    cases: Option<f64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Counts {
    all: u64,
    failed: u64,
    skipped: u64,
}

/// Where in the file we are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// In the element of all suites.
    All,
    /// In a suite that is in no other.
    Suite,
    Inner,
    Case(Outcome),
    /// In what says nothing of outcomes: properties, output.
    Else,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Outcome {
    Passed,
    Skipped,
    Failed,
}

/// Reads a file.
pub(crate) fn read(body: &[u8]) -> Result<Readings, Unreadable> {
    if body.len() > BODY_CAP {
        return Err(Unreadable::TooLarge);
    }
    let text = std::str::from_utf8(body).or(Err(Unreadable::NotXml))?;
    let run = run(text.trim_start_matches('\u{feff}'))?;
    Ok((readings(&run)?.into_iter().map(Ok).collect(), 0))
}

fn run(text: &str) -> Result<Run, Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut run = Run::default();
    let mut places: Vec<Place> = Vec::new();
    let mut begun = false;
    loop {
        // The error is not passed on: it may quote the body.
        let event = reader.read_event().or(Err(Unreadable::NotXml))?;
        match event {
            Event::Start(element) => {
                if places.len() >= DEEPEST || begun && places.is_empty() {
                    return Err(Unreadable::NotXml);
                }
                let place = opened(&mut run, &mut places, &element)?;
                places.push(place);
                begun = true;
            }
            Event::Empty(element) => {
                if begun && places.is_empty() {
                    return Err(Unreadable::NotXml);
                }
                let place = opened(&mut run, &mut places, &element)?;
                closed(&mut run, place);
                begun = true;
            }
            Event::End(_) => match places.pop() {
                Some(place) => closed(&mut run, place),
                None => return Err(Unreadable::NotXml),
            },
            Event::DocType(_) => return Err(Unreadable::NotXml),
            Event::Eof => break,
            _ => {}
        }
    }
    if begun && places.is_empty() {
        Ok(run)
    } else {
        Err(Unreadable::NotXml)
    }
}

/// What an element is, where it stands; what it says is taken down.
fn opened(
    run: &mut Run,
    places: &mut [Place],
    element: &BytesStart<'_>,
) -> Result<Place, Unreadable> {
    let name = element.local_name();
    let above = places.last_mut();
    let place = match (name.as_ref(), above) {
        ("testsuites", None) => Place::All,
        ("testsuite", None | Some(Place::All)) => Place::Suite,
        (_, None) => return Err(Unreadable::NotThis),
        ("testsuite", Some(Place::Suite | Place::Inner)) => Place::Inner,
        ("testcase", Some(Place::All | Place::Suite | Place::Inner)) => {
            Place::Case(Outcome::Passed)
        }
        ("failure" | "error", Some(Place::Case(outcome))) => {
            *outcome = Outcome::Failed;
            Place::Else
        }
        ("skipped", Some(Place::Case(outcome))) => {
            *outcome = (*outcome).max(Outcome::Skipped);
            Place::Else
        }
        _ => Place::Else,
    };
    if matches!(place, Place::All | Place::Suite | Place::Case(_)) {
        attributes(run, place, element)?;
    }
    Ok(place)
}

fn attributes(run: &mut Run, place: Place, element: &BytesStart<'_>) -> Result<(), Unreadable> {
    // Whether a name stands twice is not asked: of many that takes long.
    for attribute in element.attributes().with_checks(false).take(ATTRIBUTES) {
        let attribute = attribute.or(Err(Unreadable::NotXml))?;
        let text: &str = &attribute.value;
        let count = || text.trim().parse::<u64>().unwrap_or(0).min(MOST);
        match (attribute.key.local_name().as_ref(), place) {
            ("name", Place::All | Place::Suite) if run.name.is_empty() => {
                let said = quick_xml::escape::unescape(text).or(Err(Unreadable::NotXml))?;
                run.name = reading::cut(said.trim(), NAME);
            }
            ("tests", Place::Suite) => run.told.all += count(),
            ("failures" | "errors", Place::Suite) => run.told.failed += count(),
            ("skipped" | "disabled", Place::Suite) => run.told.skipped += count(),
            ("time", _) => {
                let sum = match place {
                    Place::All => &mut run.whole,
                    Place::Suite => &mut run.suites,
                    _ => &mut run.cases,
                };
                if let Some(seconds) = seconds(text) {
                    *sum = Some((sum.unwrap_or(0.0) + seconds).min(LONGEST));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn closed(run: &mut Run, place: Place) {
    let Place::Case(outcome) = place else { return };
    run.counted.all += 1;
    match outcome {
        Outcome::Failed => run.counted.failed += 1,
        Outcome::Skipped => run.counted.skipped += 1,
        Outcome::Passed => {}
    }
}

/// `12.5`, and `1,234.5` as some write it.
fn seconds(text: &str) -> Option<f64> {
    let seconds: f64 = text.trim().replace(',', "").parse().ok()?;
    (0.0..=LONGEST).contains(&seconds).then_some(seconds)
}

/// The run as values; one without tests says nothing.
fn readings(run: &Run) -> Result<Vec<Reading>, Unreadable> {
    let counts = if run.counted.all > 0 {
        run.counted
    } else {
        run.told
    };
    let failed = counts.failed.min(counts.all);
    let skipped = counts.skipped.min(counts.all - failed);
    let passed = counts.all - failed - skipped;
    if counts.all == 0 {
        return Err(Unreadable::NotThis);
    }
    let counted = format!("{passed} passed, {failed} failed, {skipped} skipped");
    let note = if run.name.is_empty() {
        counted
    } else {
        format!("{}: {counted}", run.name)
    };
    let value = |measure: &str, value: String, unit: &str| Reading {
        measure: measure.to_owned(),
        value,
        unit: unit.to_owned(),
        at: None,
        note: note.clone(),
    };
    let mut found = Vec::new();
    let ran = passed + failed;
    if ran > 0 {
        found.push(value("pass-rate", rate(passed, ran), "%"));
    }
    found.push(value("test-failures", failed.to_string(), ""));
    if let Some(seconds) = run.whole.or(run.suites).or(run.cases) {
        found.push(value("test-duration", format!("{seconds:.3}"), "s"));
    }
    Ok(found)
}

/// In percent to hundredths, rounded down: only all of them are 100.
fn rate(passed: u64, ran: u64) -> String {
    let hundredths = passed * 10_000 / ran;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &str) -> Vec<String> {
        let (readings, over) = read(body.as_bytes()).unwrap();
        assert_eq!(over, 0);
        let said = readings.into_iter().map(|reading| {
            let reading = reading.unwrap();
            format!("{}={}{}", reading.measure, reading.value, reading.unit)
        });
        said.collect()
    }

    #[test]
    fn cases_are_counted_in_whatever_suites_they_stand() {
        let body = include_str!("../../../tests/data/hooks/junit/nightly.xml");
        assert_eq!(
            said(body),
            [
                "pass-rate=66.66%",
                "test-failures=1",
                "test-duration=12.500s"
            ]
        );
        let (readings, _) = read(body.as_bytes()).unwrap();
        assert_eq!(
            readings[0].as_ref().unwrap().note,
            "nightly & more: 2 passed, 1 failed, 1 skipped"
        );
        let one = r#"<testsuite><testcase time="1,000.25"/><testcase time="0.5"><skipped/><error/></testcase></testsuite>"#;
        assert_eq!(
            said(one),
            [
                "pass-rate=50.00%",
                "test-failures=1",
                "test-duration=1000.750s"
            ]
        );
    }

    #[test]
    fn without_cases_the_outermost_suites_are_believed() {
        let body = include_str!("../../../tests/data/hooks/junit/summary.xml");
        assert_eq!(said(body), ["pass-rate=97.50%", "test-failures=3"]);
        let skipped = r#"<testsuite tests="2" skipped="2" time="nan"/>"#;
        assert_eq!(said(skipped), ["test-failures=0"]);
    }

    #[test]
    fn what_is_no_run_is_refused() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><testsuite name="&c;"><testcase/></testsuite>"#;
        let deep = format!(
            "{}{}",
            "<testsuite>".repeat(500),
            "</testsuite>".repeat(500)
        );
        for (body, why) in [
            ("", Unreadable::NotXml),
            ("{}", Unreadable::NotXml),
            ("<testsuite><testcase>", Unreadable::NotXml),
            ("<testsuite><testcase/></testsuites>", Unreadable::NotXml),
            (
                "<testsuite><testcase/></testsuite><testsuite/>",
                Unreadable::NotXml,
            ),
            ("</testsuite>", Unreadable::NotXml),
            (
                "<testsuite tests=2><testcase/></testsuite>",
                Unreadable::NotXml,
            ),
            (
                r#"<testsuite name="&b;"><testcase/></testsuite>"#,
                Unreadable::NotXml,
            ),
            (bomb, Unreadable::NotXml),
            (&deep, Unreadable::NotXml),
            ("<html/>", Unreadable::NotThis),
            ("<testsuites/>", Unreadable::NotThis),
            (r#"<testsuite tests="-1"/>"#, Unreadable::NotThis),
        ] {
            assert_eq!(read(body.as_bytes()), Err(why), "{body}");
        }
        assert_eq!(read(b"\xff\xfe<\0"), Err(Unreadable::NotXml));
        assert_eq!(read(&vec![b' '; BODY_CAP + 1]), Err(Unreadable::TooLarge));
    }

    #[test]
    fn only_all_of_them_are_a_hundred() {
        assert_eq!(rate(99_999, 100_000), "99.99");
        assert_eq!(rate(3, 3), "100.00");
    }
}
