//! Cards and forms as Discord's JSON: the only place that knows Discord's sizes.
//!
//! For any card it makes a payload Discord takes. What does not fit is cut at a character with an ellipsis, and the whole
//! text goes along as a file, so that nothing is lost. Sizes: Discord's documentation of messages, embeds and components.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::chat::{Button, ButtonStyle, Card, File, Form, Menu, Text, Tone};

const CONTENT: usize = 2_000;
const EMBED_TOTAL: usize = 6_000;
const TITLE: usize = 256;
const BODY: usize = 4_096;
const FIELDS: usize = 25;
const FIELD_NAME: usize = 256;
const FIELD_VALUE: usize = 1_024;
const FOOTER: usize = 2_048;
const ROWS: usize = 5;
const BUTTONS: usize = 5;
const OPTIONS: usize = 25;
const LABEL: usize = 80;
const OPTION: usize = 100;
const PLACEHOLDER: usize = 150;
const FORM_TITLE: usize = 45;
const FORM_INPUTS: usize = 5;
const INPUT_LABEL: usize = 45;
const INPUT_PLACEHOLDER: usize = 100;
const INPUT_VALUE: usize = 4_000;
const FILES: usize = 10;
const ALT: usize = 1_024;

/// A message ready to be sent: its JSON and the files that go with it, in the order of its `attachments`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Rendered {
    pub(crate) json: Value,
    pub(crate) files: Vec<File>,
}

/// At most `most` characters (Discord counts UTF-16 units in some places: the stricter count is used), cut with an ellipsis.
fn cut(text: &str, most: usize) -> (String, bool) {
    if text.encode_utf16().count() <= most {
        return (text.to_owned(), false);
    }
    let mut kept = String::new();
    let mut length = 1;
    for c in text.chars() {
        length += c.len_utf16();
        if length > most {
            break;
        }
        kept.push(c);
    }
    // A backslash at the cut would escape the ellipsis.
    let kept = kept.trim_end_matches('\\');
    (format!("{kept}…"), true)
}

/// Room left in an embed, and whether anything was cut.
struct Room {
    left: usize,
    cut: bool,
}

impl Room {
    fn take(&mut self, text: &str, most: usize) -> Option<String> {
        let most = most.min(self.left);
        if text.trim().is_empty() || most < 2 {
            self.cut |= !text.trim().is_empty();
            return None;
        }
        let (kept, was_cut) = cut(text, most);
        self.cut |= was_cut;
        self.left -= kept.encode_utf16().count();
        Some(kept)
    }
}

/// The message for a card.
pub(crate) fn message(card: &Card) -> Rendered {
    let mut room = Room {
        left: EMBED_TOTAL,
        cut: false,
    };
    let mut files: Vec<File> = card.files.iter().take(FILES - 1).cloned().collect();
    let mut names: Vec<String> = Vec::new();
    for file in &mut files {
        file.name = file_name(&file.name, &names);
        names.push(file.name.clone());
    }
    let embed = embed(card, &files, &mut room);
    let (content, content_cut) = card
        .lead
        .as_ref()
        .map_or((String::new(), false), |lead| cut(lead.as_str(), CONTENT));
    if room.cut || content_cut {
        files.push(whole_text(card));
    }
    let attachments: Vec<Value> = files
        .iter()
        .enumerate()
        .map(|(id, file)| match &file.alt {
            Some(alt) => json!({ "id": id.to_string(), "filename": file.name, "description": cut(alt, ALT).0 }),
            None => json!({ "id": id.to_string(), "filename": file.name }),
        })
        .collect();
    let mut json = json!({
        "content": content,
        "embeds": embed.into_iter().collect::<Vec<_>>(),
        "components": components(card),
        "allowed_mentions": {
            "parse": [],
            "users": ids(card.audience.users.iter().map(|u| u.0)),
            "roles": ids(card.audience.roles.iter().map(|r| r.0)),
        },
        "attachments": attachments,
    });
    let empty = content.is_empty()
        && json["embeds"] == json!([])
        && files.is_empty()
        && json["components"] == json!([]);
    if empty {
        // Discord refuses a message that says nothing; a zero-width space says as little as possible.
        json["content"] = "\u{200B}".into();
    }
    Rendered { json, files }
}

fn ids(numbers: impl Iterator<Item = i64>) -> Vec<String> {
    let mut seen = HashSet::new();
    numbers
        .filter(|n| seen.insert(*n))
        .take(100)
        .map(|n| n.to_string())
        .collect()
}

/// ASCII, as Discord keeps it, and unique in its message: a name that is taken gets a number in front.
fn file_name(name: &str, taken: &[String]) -> String {
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        })
        .take(80)
        .collect();
    if !taken.contains(&safe) {
        return safe;
    }
    let mut numbered = (1..=taken.len()).map(|n| format!("{n}-{safe}"));
    let free = numbered.find(|name| !taken.contains(name));
    free.unwrap_or_else(|| format!("{}-{safe}", taken.len() + 1))
}

fn embed(card: &Card, files: &[File], room: &mut Room) -> Option<Value> {
    let picture = files.iter().find(|f| f.picture);
    // Short things first: they must survive when the long ones are cut.
    let title = card
        .title
        .as_ref()
        .and_then(|t| room.take(t.as_str(), TITLE));
    let footer = card
        .footer
        .as_ref()
        .and_then(|t| room.take(t.as_str(), FOOTER));
    let body = card.body.as_ref().and_then(|t| room.take(t.as_str(), BODY));
    room.cut |= card.fields.len() > FIELDS;
    let mut fields = Vec::new();
    for field in card.fields.iter().take(FIELDS) {
        let name = if field.name.as_str().trim().is_empty() {
            "\u{200B}"
        } else {
            field.name.as_str()
        };
        let value = if field.value.as_str().trim().is_empty() {
            "–"
        } else {
            field.value.as_str()
        };
        if room.left < 8 {
            room.cut = true;
            break;
        }
        let name = room
            .take(name, FIELD_NAME.min(room.left / 2))
            .unwrap_or_else(|| "…".into());
        let Some(value) = room.take(value, FIELD_VALUE) else {
            break;
        };
        fields.push(json!({ "name": name, "value": value, "inline": field.inline }));
    }
    if title.is_none()
        && body.is_none()
        && footer.is_none()
        && fields.is_empty()
        && picture.is_none()
    {
        return None;
    }
    let mut embed = json!({ "color": colour(card.tone), "fields": fields });
    for (name, text) in [("title", title), ("description", body)] {
        if let Some(text) = text {
            embed[name] = text.into();
        }
    }
    if let Some(text) = footer {
        embed["footer"] = json!({ "text": text });
    }
    if let Some(picture) = picture {
        embed["image"] = json!({ "url": format!("attachment://{}", picture.name) });
    }
    Some(embed)
}

fn colour(tone: Tone) -> u32 {
    match tone {
        Tone::Info => 0x003B_82F6,
        Tone::Good => 0x0022_A06B,
        Tone::Warn => 0x00E2_A308,
        Tone::Bad => 0x00DC_2626,
        Tone::Quiet => 0x0094_A3B8,
    }
}

/// Everything a card says, as a text file.
fn whole_text(card: &Card) -> File {
    let mut parts: Vec<String> = Vec::new();
    let heading = |t: &Text| format!("# {t}");
    parts.extend(card.lead.iter().map(ToString::to_string));
    parts.extend(card.title.iter().map(heading));
    parts.extend(card.body.iter().map(ToString::to_string));
    parts.extend(
        card.fields
            .iter()
            .map(|f| format!("## {}\n{}", f.name, f.value)),
    );
    parts.extend(card.footer.iter().map(ToString::to_string));
    File {
        name: "full-text.md".into(),
        bytes: parts.join("\n\n").into_bytes(),
        picture: false,
        alt: None,
    }
}

fn components(card: &Card) -> Vec<Value> {
    let mut seen = HashSet::new();
    let mut rows: Vec<Value> = Vec::new();
    for menu in &card.menus {
        if !menu.choices.is_empty() && seen.insert(menu.action.to_string()) {
            rows.push(row(vec![select(menu)]));
        }
    }
    for buttons in &card.buttons {
        let unique: Vec<&Button> = buttons
            .iter()
            .filter(|b| seen.insert(b.action.to_string()))
            .collect();
        rows.extend(
            unique
                .chunks(BUTTONS)
                .map(|chunk| row(chunk.iter().map(|b| button(b)).collect())),
        );
    }
    rows.truncate(ROWS);
    rows
}

fn row(components: Vec<Value>) -> Value {
    json!({ "type": 1, "components": components })
}

fn button(button: &Button) -> Value {
    let style = match button.style {
        ButtonStyle::Primary => 1,
        ButtonStyle::Secondary => 2,
        ButtonStyle::Success => 3,
        ButtonStyle::Danger => 4,
    };
    let label = if button.label.trim().is_empty() {
        "…"
    } else {
        &button.label
    };
    let mut json = json!({
        "type": 2, "style": style, "label": cut(label, LABEL).0, "custom_id": custom_id(&button.action), "disabled": button.disabled,
    });
    if let Some(emoji) = &button.emoji {
        json["emoji"] = json!({ "name": emoji });
    }
    json
}

/// An action that is too long for Discord could not be understood when it came back: it is cut, and refused when pressed.
fn custom_id(action: &crate::chat::ActionId) -> String {
    action
        .to_string()
        .chars()
        .filter(char::is_ascii)
        .take(100)
        .collect()
}

fn select(menu: &Menu) -> Value {
    let mut seen = HashSet::new();
    let text = |text: &str| {
        if text.trim().is_empty() {
            "…".to_owned()
        } else {
            cut(text, OPTION).0
        }
    };
    let options: Vec<Value> = menu
        .choices
        .iter()
        .filter(|choice| seen.insert(text(&choice.value)))
        .take(OPTIONS)
        .map(|choice| {
            let mut json = json!({ "label": text(&choice.label), "value": text(&choice.value), "default": choice.chosen });
            if let Some(description) = choice.description.as_deref().filter(|d| !d.trim().is_empty()) {
                json["description"] = cut(description, OPTION).0.into();
            }
            json
        })
        .collect();
    let most = usize::from(menu.most.max(1)).min(options.len());
    let mut json = json!({ "type": 3, "custom_id": custom_id(&menu.action), "options": options, "min_values": 1, "max_values": most });
    if !menu.placeholder.trim().is_empty() {
        json["placeholder"] = cut(&menu.placeholder, PLACEHOLDER).0.into();
    }
    json
}

/// The form, as Discord's modal.
pub(crate) fn modal(form: &Form) -> Value {
    let filled = |text: &str, most| {
        if text.trim().is_empty() {
            "…".to_owned()
        } else {
            cut(text, most).0
        }
    };
    let inputs: Vec<Value> = form
        .inputs
        .iter()
        .take(FORM_INPUTS)
        .map(|input| {
            let most = usize::from(input.most.unwrap_or(4_000)).clamp(1, INPUT_VALUE);
            let mut json = json!({
                "type": 4, "custom_id": cut(&input.id, 100).0, "label": filled(&input.label, INPUT_LABEL),
                "style": if input.long { 2 } else { 1 }, "required": input.required, "max_length": most,
            });
            if let Some(value) = input.value.as_deref().filter(|v| !v.is_empty()) {
                json["value"] = cut(value, most).0.into();
            }
            if let Some(placeholder) = input.placeholder.as_deref().filter(|p| !p.is_empty()) {
                json["placeholder"] = cut(placeholder, INPUT_PLACEHOLDER).0.into();
            }
            row(vec![json])
        })
        .collect();
    json!({ "custom_id": custom_id(&form.action), "title": filled(&form.title, FORM_TITLE), "components": inputs })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chat::{ActionId, Audience, Choice, Field, Input, UserId};

    fn units(value: &Value) -> usize {
        value.as_str().unwrap_or_default().encode_utf16().count()
    }

    fn holds(rendered: &Rendered) {
        let json = &rendered.json;
        assert!(units(&json["content"]) <= CONTENT);
        let mut total = 0;
        for embed in json["embeds"].as_array().unwrap() {
            assert!(units(&embed["title"]) <= TITLE && units(&embed["description"]) <= BODY);
            let fields = embed["fields"].as_array().unwrap();
            assert!(fields.len() <= FIELDS);
            total += units(&embed["title"])
                + units(&embed["description"])
                + units(&embed["footer"]["text"]);
            for field in fields {
                assert!((1..=FIELD_NAME).contains(&units(&field["name"])), "{field}");
                assert!(
                    (1..=FIELD_VALUE).contains(&units(&field["value"])),
                    "{field}"
                );
                total += units(&field["name"]) + units(&field["value"]);
            }
        }
        assert!(total <= EMBED_TOTAL, "{total}");
        let rows = json["components"].as_array().unwrap();
        assert!(rows.len() <= ROWS);
        let mut ids = HashSet::new();
        for component in rows
            .iter()
            .flat_map(|r| r["components"].as_array().unwrap())
        {
            assert!((1..=100).contains(&units(&component["custom_id"])));
            assert!(
                ids.insert(component["custom_id"].to_string()),
                "ids are unique in a message"
            );
        }
        assert_eq!(
            json["attachments"].as_array().unwrap().len(),
            rendered.files.len()
        );
        assert!(rendered.files.len() <= FILES);
        assert_eq!(json["allowed_mentions"]["parse"], json!([]));
    }

    prop_compose! {
        fn text(most: usize)(unit in "\\PC{1,12}", times in 0_usize..400) -> Text {
            Text::trusted(unit.repeat(times).chars().take(most).collect::<String>())
        }
    }

    prop_compose! {
        fn any_card()(
            lead in text(5_000), title in text(600), body in text(9_000),
            fields in prop::collection::vec((text(500), text(3_000), any::<bool>()), 0..40),
            buttons in prop::collection::vec(prop::collection::vec(("\\PC{0,120}", 0_i64..6), 0..9), 0..7),
            choices in prop::collection::vec("\\PC{0,150}", 0..40), files in 0_usize..14,
        ) -> Card {
            Card {
                lead: Some(lead), title: Some(title.clone()), body: Some(body), footer: Some(title),
                fields: fields.into_iter().map(|(name, value, inline)| Field { name, value, inline }).collect(),
                buttons: buttons.into_iter().map(|row| row.into_iter().map(|(label, n)| Button {
                    label, emoji: None, action: ActionId::new("a", "b", n), style: ButtonStyle::Primary, disabled: false,
                }).collect()).collect(),
                menus: vec![Menu {
                    action: ActionId::new("m", "n", 1), placeholder: String::new(), most: 200,
                    choices: choices.iter().map(|c| Choice { label: c.clone(), value: c.clone(), description: Some(c.clone()), chosen: false }).collect(),
                }],
                files: (0..files).map(|_| File { name: "图.png".into(), bytes: vec![1], picture: true, alt: None }).collect(),
                ..Card::default()
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_card_becomes_a_message_discord_takes(card in any_card()) {
            holds(&message(&card));
        }
    }

    #[test]
    fn what_is_cut_goes_along_whole() {
        let body = "数据库".repeat(3_000);
        let rendered = message(&Card {
            body: Some(Text::trusted(body.clone())),
            ..Card::default()
        });
        holds(&rendered);
        assert!(
            String::from_utf8(rendered.files[0].bytes.clone())
                .unwrap()
                .contains(&body)
        );
        assert!(
            rendered.json["embeds"][0]["description"]
                .as_str()
                .unwrap()
                .ends_with('…')
        );
    }

    #[test]
    fn only_the_audience_is_pinged() {
        let audience = Audience {
            users: vec![UserId(5), UserId(5)],
            roles: vec![],
        };
        let rendered = message(&Card {
            lead: Some(Text::trusted("<@5> <@6> @everyone")),
            audience,
            ..Card::default()
        });
        assert_eq!(
            rendered.json["allowed_mentions"],
            json!({ "parse": [], "users": ["5"], "roles": [] })
        );
    }

    #[test]
    fn a_form_keeps_to_its_sizes() {
        let input = Input {
            id: "a".into(),
            label: "标".repeat(60),
            value: Some("x".repeat(5_000)),
            placeholder: None,
            long: true,
            required: true,
            most: Some(900),
        };
        let form = Form {
            action: ActionId::new("a", "b", 1),
            title: "t".repeat(60),
            inputs: vec![input; 7],
        };
        let json = modal(&form);
        assert_eq!(units(&json["title"]), FORM_TITLE);
        assert_eq!(json["components"].as_array().unwrap().len(), FORM_INPUTS);
        let first = &json["components"][0]["components"][0];
        assert_eq!(
            (
                units(&first["label"]),
                units(&first["value"]),
                &first["max_length"]
            ),
            (INPUT_LABEL, 900, &json!(900))
        );
    }
}
