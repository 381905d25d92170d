//! The two Fluent bundles, parsed once.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::i18n::{Arg, Args, Lang};

static EN: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(Lang::En, include_str!("locales/en-US.ftl")));
static ZH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(Lang::Zh, include_str!("locales/zh-CN.ftl")));

fn bundle(lang: Lang, source: &str) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = lang
        .tag()
        .parse()
        .expect("our own language tags are well-formed");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolation marks would show as boxes in some clients, and both languages run left to right.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(whole) => whole,
        Err((readable, errors)) => {
            tracing::error!(
                ?errors,
                lang = lang.tag(),
                "messages that do not parse are left out"
            );
            readable
        }
    };
    bundle.add_resource_overriding(resource);
    bundle
}

pub(super) fn format(lang: Lang, id: &str, args: Args<'_>) -> Option<String> {
    let bundle = match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    };
    let (message, attribute) = id.split_once('.').map_or((id, None), |(m, a)| (m, Some(a)));
    let message = bundle.get_message(message)?;
    let pattern = match attribute {
        Some(a) => message.get_attribute(a)?.value(),
        None => message.value()?,
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        values.set(
            *name,
            match value {
                Arg::Text(t) => FluentValue::from(t.as_str()),
                Arg::Number(n) => FluentValue::from(*n),
            },
        );
    }
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(pattern, Some(&values), &mut errors)
        .into_owned();
    if !errors.is_empty() {
        tracing::error!(
            id,
            lang = lang.tag(),
            ?errors,
            "a message misses an argument"
        );
    }
    Some(text)
}
