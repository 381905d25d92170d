//! `/budget`

use std::sync::Arc;

use poise::serenity_prelude as serenity;

use crate::core::budget::{
    self, Correct, Create, Edit, Export, List, One, Options, Spend, Typed, import,
};
use crate::core::org::{Who, suggest as org_suggest};
use crate::discord::commands::{
    Command, Context, Done, Id, actor, answer, answer_in_steps, answer_read, attached,
    attachment_of, choices, suggest,
};

/// A file of entries is no larger.
const FILE_MOST: u64 = 24 * 1024 * 1024;

choices!(Period {
    Once = "once",
    Month = "month",
    Quarter = "quarter",
    Year = "year",
});
choices!(Rollover {
    None = "none",
    Under = "under",
    Over = "over",
    Both = "both",
});
choices!(Method {
    RunRate = "run-rate",
    Blend = "blend",
});
choices!(Visibility {
    Restricted = "restricted",
    Members = "members",
});
choices!(Kind {
    Expense = "expense",
    Income = "income",
});

pub(super) fn commands() -> Vec<Command> {
    vec![group()]
}

#[poise::command(
    slash_command,
    guild_only,
    rename = "budget",
    subcommands(
        "create",
        "spend",
        "status",
        "list",
        "edit",
        "import_file",
        "correct",
        "export"
    ),
    subcommand_required
)]
async fn group(_: Context<'_>) -> Done {
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn create(
    ctx: Context<'_>,
    name: String,
    amount: String,
    #[autocomplete = "departments"] department: Option<String>,
    project: Option<String>,
    period: Option<Period>,
    currency: Option<String>,
    thresholds: Option<String>,
    approval_over: Option<String>,
    start: Option<String>,
    end: Option<String>,
    fiscal_start: Option<i64>,
    #[autocomplete = "budgets"] parent: Option<String>,
    rollover: Option<Rollover>,
    rollover_cap: Option<String>,
    curve: Option<String>,
    method: Option<Method>,
    visibility: Option<Visibility>,
    owner: Option<serenity::User>,
) -> Done {
    let options = Options {
        name: Some(name),
        amount: Some(amount),
        department,
        project,
        period: period.map(|p| p.as_str().to_owned()),
        currency,
        thresholds,
        approval_over,
        start,
        end,
        fiscal_start,
        parent,
        rollover: rollover.map(|r| r.as_str().to_owned()),
        rollover_cap,
        curve,
        method: method.map(|m| m.as_str().to_owned()),
        visibility: visibility.map(|v| v.as_str().to_owned()),
        owner: owner.as_ref().map(who),
    };
    let request = Create {
        actor: actor(ctx),
        options,
    };
    answer(ctx, budget::create, &request).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "budgets"] budget: String,
    amount: Option<String>,
    reason: Option<String>,
    name: Option<String>,
    #[autocomplete = "departments"] department: Option<String>,
    project: Option<String>,
    thresholds: Option<String>,
    approval_over: Option<String>,
    end: Option<String>,
    rollover: Option<Rollover>,
    rollover_cap: Option<String>,
    curve: Option<String>,
    method: Option<Method>,
    visibility: Option<Visibility>,
    owner: Option<serenity::User>,
) -> Done {
    let options = Options {
        end,
        name,
        amount,
        department,
        project,
        thresholds,
        approval_over,
        rollover: rollover.map(|r| r.as_str().to_owned()),
        rollover_cap,
        curve,
        method: method.map(|m| m.as_str().to_owned()),
        visibility: visibility.map(|v| v.as_str().to_owned()),
        owner: owner.as_ref().map(who),
        ..Options::default()
    };
    let request = Edit {
        actor: actor(ctx),
        budget,
        options,
        reason,
    };
    answer(ctx, budget::edit, &request).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn spend(
    ctx: Context<'_>,
    #[autocomplete = "budgets"] budget: String,
    amount: String,
    category: Option<String>,
    vendor: Option<String>,
    day: Option<String>,
    note: Option<String>,
    #[rename = "receipt"] receipt_file: Option<serenity::Attachment>,
    kind: Option<Kind>,
    one_off: Option<bool>,
    rate: Option<String>,
    reference: Option<String>,
) -> Done {
    let receipt = match &receipt_file {
        Some(file) => Some(attached(ctx, file).await?),
        None => None,
    };
    let request = Spend {
        actor: actor(ctx),
        budget,
        amount,
        category,
        vendor,
        day,
        note,
        receipt,
        kind: kind.map(|k| k.as_str().to_owned()),
        one_off: one_off.unwrap_or(false),
        rate,
        reference,
    };
    // On the heap: it is large.
    Box::pin(answer(ctx, budget::spend, &request)).await
}

#[poise::command(slash_command)]
async fn status(ctx: Context<'_>, #[autocomplete = "budgets"] budget: String) -> Done {
    let request = One {
        actor: actor(ctx),
        budget,
    };
    answer_read(ctx, budget::status, &request).await
}

#[poise::command(slash_command)]
async fn list(
    ctx: Context<'_>,
    #[autocomplete = "departments"] department: Option<String>,
) -> Done {
    let request = List {
        actor: actor(ctx),
        department,
    };
    answer_read(ctx, budget::list, &request).await
}

#[poise::command(slash_command, rename = "import")]
async fn import_file(
    ctx: Context<'_>,
    file: serenity::Attachment,
    dry_run: Option<bool>,
    #[autocomplete = "budgets"] budget: Option<String>,
) -> Done {
    let request = import::Import {
        actor: actor(ctx),
        bytes: Arc::new(attachment_of(ctx, &file, FILE_MOST).await?),
        budget,
        dry_run: dry_run.unwrap_or(false),
    };
    answer_in_steps(ctx, import::begin, import::go_on, &request).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command"
)]
#[poise::command(slash_command)]
async fn correct(
    ctx: Context<'_>,
    #[autocomplete = "entries"] entry: String,
    amount: String,
    reason: String,
    category: Option<String>,
    vendor: Option<String>,
    day: Option<String>,
) -> Done {
    let request = Correct {
        actor: actor(ctx),
        entry,
        amount,
        reason,
        category,
        vendor,
        day,
    };
    answer(ctx, budget::correct, &request).await
}

#[poise::command(slash_command)]
async fn export(
    ctx: Context<'_>,
    #[autocomplete = "budgets"] budget: String,
    from: Option<String>,
    to: Option<String>,
) -> Done {
    let request = Export {
        actor: actor(ctx),
        budget,
        from,
        to,
    };
    answer_read(ctx, budget::export, &request).await
}

fn who(user: &serenity::User) -> Who {
    Who {
        user: user.id.ours(),
        name: user.display_name().to_owned(),
    }
}

fn typed(ctx: Context<'_>, text: &str) -> Typed {
    Typed {
        actor: actor(ctx),
        text: text.to_owned(),
    }
}

async fn budgets(ctx: Context<'_>, text: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, budget::suggest, &typed(ctx, text)).await
}

async fn entries(ctx: Context<'_>, text: &str) -> serenity::CreateAutocompleteResponse {
    suggest(ctx, budget::suggest_entries, &typed(ctx, text)).await
}

async fn departments(ctx: Context<'_>, text: &str) -> serenity::CreateAutocompleteResponse {
    let typed = org_suggest::Typed {
        actor: actor(ctx),
        text: text.to_owned(),
    };
    suggest(ctx, org_suggest::departments, &typed).await
}
