//! Fields as a form, and what was typed into it as answers. Pure.

use crate::chat::Input;
use crate::clock::Span;
use crate::core::Refusal;
use crate::core::catalogue::field::{Field, FieldKind, Reading, figure};
use crate::core::catalogue::value::{Value, Values};
use crate::i18n::{Lang, say};

/// Full-width forms as ASCII, lower case, one blank between words.
pub(super) fn plain(text: &str) -> String {
    let narrow: String = text
        .chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect();
    narrow.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The inputs of a form that asks for these fields, filled with what is known already. A catalogue has at most five fields to
/// a form, which is what the platform takes.
pub(crate) fn form(fields: &[Field], lang: Lang, known: &Values) -> Vec<Input> {
    fields
        .iter()
        .map(|field| Input {
            id: field.key.clone(),
            label: field.name(lang).to_owned(),
            value: known.get(&field.key).and_then(|v| typed(field, v, lang)),
            placeholder: example(field, lang),
            long: field.kind == FieldKind::Long,
            required: field.required,
            most: Some(match field.kind {
                FieldKind::Long => 1_500,
                FieldKind::Link | FieldKind::File => 500,
                _ => 200,
            }),
        })
        .collect()
}

/// Reads what was typed into such a form (input id, text). What was left empty and is not required is not there.
pub(crate) fn read_form(
    fields: &[Field],
    typed: &[(String, String)],
    lang: Lang,
    with: &Reading<'_>,
) -> Result<Values, Refusal> {
    let mut said = Values::default();
    for field in fields {
        let text = typed.iter().find(|t| t.0 == field.key);
        let text = text.map_or("", |t| t.1.trim());
        if text.is_empty() && !field.required {
            continue;
        }
        said.put(&field.key, field.read(text, lang, with)?);
    }
    ordered(fields, &said, lang)?;
    Ok(said)
}

/// What begins does not end before it.
fn ordered(fields: &[Field], said: &Values, lang: Lang) -> Result<(), Refusal> {
    let backwards = match (said.get("from"), said.get("until")) {
        (Some(Value::Date(from)), Some(Value::Date(until))) => until < from,
        (Some(Value::Moment(from)), Some(Value::Moment(until))) => until <= from,
        _ => false,
    };
    if !backwards {
        return Ok(());
    }
    let name = |key: &str| {
        let field = fields.iter().find(|f| f.key == key);
        field.map_or_else(String::new, |f| f.name(lang).to_owned())
    };
    Err(Refusal::new("refuse-field-order")
        .with("from", name("from"))
        .with("until", name("until")))
}

/// An answer as it could be typed again.
fn typed(field: &Field, value: &Value, lang: Lang) -> Option<String> {
    Some(match value {
        Value::Number(n) | Value::Percent(n) => figure(*n),
        Value::Rating(n) => n.to_string(),
        Value::Choice(key) => {
            let FieldKind::Choice(choices) = &field.kind else {
                return None;
            };
            let known = choices.iter().find(|c| c.key == *key)?;
            known.names.in_(lang).to_owned()
        }
        Value::Link(url) | Value::File { url, .. } => url.clone(),
        Value::Person(user) => user.0.to_string(),
        Value::Text(text) => text.clone(),
        Value::Date(day) => day.format("%Y-%m-%d").to_string(),
        Value::Moment(at) => at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Value::Money(amount) => format!("{} {}", amount.currency.code(), amount.exact()),
        Value::Duration(Span(ms)) => format!("{}m", ms / 60_000),
    })
}

/// What an answer looks like, within the 100 characters of a placeholder.
fn example(field: &Field, lang: Lang) -> Option<String> {
    let id = match &field.kind {
        FieldKind::Choice(choices) => {
            let names: Vec<&str> = choices.iter().map(|c| c.names.in_(lang)).collect();
            let line = names.join(" / ");
            return Some(if line.chars().count() > 100 {
                line.chars().take(99).chain(['…']).collect()
            } else {
                line
            });
        }
        FieldKind::Number { least, most, whole } => {
            if *most < 1e15 {
                return Some(format!("{}–{}", figure(*least), figure(*most)));
            }
            if *whole {
                "field-example-whole"
            } else {
                "field-example-number"
            }
        }
        FieldKind::Percent => "field-example-percent",
        FieldKind::Money => "field-example-money",
        FieldKind::Rating => "field-example-rating",
        FieldKind::Link | FieldKind::File => "field-example-link",
        FieldKind::Person => "field-example-person",
        FieldKind::Text | FieldKind::Long => return None,
        FieldKind::Date => "field-example-date",
        FieldKind::Moment => "field-example-moment",
        FieldKind::Duration => "field-example-duration",
    };
    Some(say(lang, id, &[]))
}
