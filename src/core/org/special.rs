//! `/calendar`: holidays and extra working days of the server or of one department.

use serde_json::json;

use crate::calendar::{BadCalendar, Day, Special, day_of, preset, read_day, read_ics};
use crate::chat::{Card, Text, Tone};
use crate::core::journal::{self, Entry};
use crate::core::org::types::HolidayRow;
use crate::core::org::{Department, cards, directory, require, rules, store};
use crate::core::words::{self, TOGETHER};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::{Arg, Lang, say};
use crate::store::Tx;

/// `/calendar holiday` and `/calendar workday`
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) actor: Actor,
    pub(crate) date: String,
    pub(crate) name: Option<String>,
    /// `None`: the whole server.
    pub(crate) department: Option<String>,
    /// An extra working day rather than a holiday.
    pub(crate) works: bool,
}

/// `/calendar import`
#[derive(Clone, Debug)]
pub(crate) struct Import {
    pub(crate) actor: Actor,
    /// The contents of an `.ics` file.
    pub(crate) file: Option<Vec<u8>>,
    pub(crate) preset: Option<String>,
    pub(crate) department: Option<String>,
}

/// `/calendar remove`
#[derive(Clone, Debug)]
pub(crate) struct Remove {
    pub(crate) actor: Actor,
    pub(crate) date: String,
    pub(crate) department: Option<String>,
}

/// `/calendar list`
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) actor: Actor,
    pub(crate) department: Option<String>,
}

/// Marks a day as free, or as worked on.
pub(crate) async fn mark(tx: &mut Tx, req: &Mark) -> Result<Reply, Error> {
    let scope = scope(tx, &req.actor, req.department.as_deref()).await?;
    let day = read(tx, &req.date, scope.as_ref()).await?;
    let name = match &req.name {
        Some(text) => rules::read_name(text, rules::NAME_MOST)?,
        None => String::new(),
    };
    let row = HolidayRow {
        department: scope.as_ref().map_or(0, |d| d.id),
        day,
        name: name.clone(),
        works: req.works,
    };
    store::save_holiday(tx, &row).await?;
    let action = if req.works {
        "calendar.workday"
    } else {
        "calendar.holiday"
    };
    note(
        tx,
        &req.actor,
        scope.as_ref(),
        action,
        json!({ "day": day.to_string(), "name": name }),
    )
    .await?;
    super::calendar_changed(tx).await?;
    let id = if req.works {
        "calendar-workday-set"
    } else {
        "calendar-holiday-set"
    };
    let args = [
        ("day", written(day, req.actor.lang).into()),
        ("scope", scope_name(req.actor.lang, scope.as_ref())),
    ];
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        Tone::Good,
        id,
        &args,
    )))
}

/// Takes the days of a file or preset over.
pub(crate) async fn import(tx: &mut Tx, req: &Import) -> Result<Reply, Error> {
    let scope = scope(tx, &req.actor, req.department.as_deref()).await?;
    let today = day_of(tx.now(), super::workspace(tx).await?.zone);
    let days = contents(req, today)?;
    let department = scope.as_ref().map_or(0, |d| d.id);
    for special in &days {
        let name: String = special.name.chars().take(rules::NAME_MOST).collect();
        let row = HolidayRow {
            department,
            day: special.day,
            name,
            works: special.works,
        };
        store::save_holiday(tx, &row).await?;
    }
    let works = days.iter().filter(|d| d.works).count();
    let source = req.preset.as_deref().unwrap_or("ics");
    let facts = json!({ "from": source, "holidays": days.len() - works, "workdays": works });
    note(tx, &req.actor, scope.as_ref(), "calendar.imported", facts).await?;
    super::calendar_changed(tx).await?;
    let args = [
        ("holidays", (days.len() - works).into()),
        ("workdays", works.into()),
        ("scope", scope_name(req.actor.lang, scope.as_ref())),
    ];
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        Tone::Good,
        "calendar-imported",
        &args,
    )))
}

fn contents(req: &Import, today: Day) -> Result<Vec<Special>, Refusal> {
    match (&req.preset, &req.file) {
        (Some(name), None) => preset(name.trim())
            .ok_or_else(|| Refusal::new("refuse-preset").with("preset", rules::shown(name))),
        (None, Some(bytes)) => {
            let text = String::from_utf8_lossy(bytes);
            read_ics(&text, today).map_err(|bad| {
                Refusal::new(match bad {
                    BadCalendar::Unreadable => "refuse-ics-unreadable",
                    BadCalendar::NoDays => "refuse-ics-empty",
                    BadCalendar::TooMany => "refuse-ics-long",
                    BadCalendar::Recurrence => "refuse-ics-recurrence",
                })
            })
        }
        _ => Err(Refusal::new("refuse-import-source")),
    }
}

/// Makes a day what the working week says again.
pub(crate) async fn remove(tx: &mut Tx, req: &Remove) -> Result<Reply, Error> {
    let scope = scope(tx, &req.actor, req.department.as_deref()).await?;
    // What is past may be taken away too: it was perhaps a slip.
    let zone = super::workspace(tx).await?.zone;
    let zone = scope.as_ref().map_or(zone, |d| d.zone);
    let day =
        read_day(&req.date, tx.now(), zone).ok_or_else(|| bad_day(&req.date, tx.now(), zone))?;
    let department = scope.as_ref().map_or(0, |d| d.id);
    let args = [
        ("day", written(day, req.actor.lang).into()),
        ("scope", scope_name(req.actor.lang, scope.as_ref())),
    ];
    if !store::drop_holiday(tx, department, day).await? {
        let [(a, b), (c, d)] = args;
        return Err(Refusal {
            id: "refuse-calendar-none",
            args: vec![(a, b), (c, d)],
        }
        .into());
    }
    note(
        tx,
        &req.actor,
        scope.as_ref(),
        "calendar.removed",
        json!({ "day": day.to_string() }),
    )
    .await?;
    super::calendar_changed(tx).await?;
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        Tone::Good,
        "calendar-removed",
        &args,
    )))
}

/// The special days from today on.
pub(crate) async fn list(tx: &mut Tx, req: &List) -> Result<Reply, Error> {
    let of = match &req.department {
        Some(key) => super::department(tx, key).await?.key,
        None => String::new(),
    };
    Ok(Reply::Private(list_page(tx, &req.actor, &of, 0).await?))
}

pub(super) async fn list_page(
    tx: &mut Tx,
    actor: &Actor,
    of: &str,
    page: usize,
) -> Result<Card, Error> {
    let departments = super::departments(tx).await?;
    let only = departments.iter().find(|d| d.key == of).map(|d| d.id);
    let today = day_of(tx.now(), super::workspace(tx).await?.zone);
    let mut lines = Vec::new();
    for row in directory::directory(tx)
        .await?
        .holidays
        .iter()
        .filter(|r| r.day >= today)
        .cloned()
    {
        if only.is_some_and(|id| row.department != 0 && row.department != id) {
            continue;
        }
        let scope = departments.iter().find(|d| d.id == row.department);
        let id = match (row.works, row.name.is_empty()) {
            (true, true) => "calendar-line-workday",
            (false, true) => "calendar-line-holiday",
            (true, false) => "calendar-line-workday-named",
            (false, false) => "calendar-line-holiday-named",
        };
        let mut args = vec![
            ("day", Arg::from(written(row.day, actor.lang))),
            ("scope", scope_name(actor.lang, scope)),
        ];
        if !row.name.is_empty() {
            args.push(("name", Text::user(&row.name).into()));
        }
        lines.push(cards::text(actor.lang, id, &args));
    }
    Ok(cards::listing(
        actor.lang,
        "calendar-list-title",
        "calendar-list-empty",
        &lines,
        page,
        &format!("calendar.{of}"),
    ))
}

/// A day with its weekday, as the calendar has it.
pub(crate) fn written(day: Day, lang: Lang) -> String {
    let weekday = say(
        lang,
        match day.format("%u").to_string().as_str() {
            "1" => "weekday-mon",
            "2" => "weekday-tue",
            "3" => "weekday-wed",
            "4" => "weekday-thu",
            "5" => "weekday-fri",
            "6" => "weekday-sat",
            _ => "weekday-sun",
        },
        &[],
    );
    match lang {
        Lang::En => format!("{weekday}{TOGETHER}{}", words::day(day)),
        Lang::Zh => format!("{}（{weekday}）", words::day(day)),
    }
}

fn scope_name(lang: Lang, scope: Option<&Department>) -> Arg {
    scope.map_or_else(
        || say(lang, "calendar-everywhere", &[]).into(),
        |d| Text::user(d.name_in(lang)).into(),
    )
}

async fn scope(
    tx: &mut Tx,
    actor: &Actor,
    department: Option<&str>,
) -> Result<Option<Department>, Error> {
    let Some(key) = department else {
        require(tx, actor, "calendar-workspace", None).await?;
        return Ok(None);
    };
    let department = super::department(tx, key).await?;
    require(tx, actor, "calendar-department", Some(&department)).await?;
    Ok(Some(department))
}

pub(super) fn bad_day(text: &str, now: crate::clock::At, zone: crate::calendar::Zone) -> Refusal {
    Refusal::new("refuse-day")
        .with("day", rules::shown(text))
        .with("example", day_of(now, zone).to_string())
}

async fn read(tx: &mut Tx, text: &str, scope: Option<&Department>) -> Result<Day, Error> {
    let zone = super::workspace(tx).await?.zone;
    let zone = scope.map_or(zone, |d| d.zone);
    let day = read_day(text, tx.now(), zone).ok_or_else(|| bad_day(text, tx.now(), zone))?;
    let today = day_of(tx.now(), zone);
    if day < today {
        return Err(Refusal::new("refuse-day-past")
            .with("day", day.to_string())
            .with("today", today.to_string())
            .into());
    }
    Ok(day)
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    scope: Option<&Department>,
    action: &'static str,
    after: serde_json::Value,
) -> anyhow::Result<()> {
    let subject = scope.map_or_else(
        || "calendar".to_owned(),
        |d| format!("department/{}", d.key),
    );
    let entry = Entry {
        by: Some(actor.user),
        subject,
        action,
        before: json!(null),
        after,
    };
    journal::append(tx, &entry).await
}
