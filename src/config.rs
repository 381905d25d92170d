//! Settings: one table of all of them, read from the environment and a TOML file.
//!
//! The environment wins. A secret may also stand in a file of its own (`DISCORD_TOKEN_FILE`). What is unknown or malformed
//! stops the start with a sentence that names it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The bot's token; empty where none was given.
    pub discord_token: Secret,
    /// REST base: Discord, a proxy, or a local server.
    pub discord_api_url: String,
    /// `sqlite://path` or `postgres://…`.
    pub database_url: Secret,
    /// Where health and metrics are served; none is off.
    pub http_addr: Option<SocketAddr>,
    /// What the addresses that others call start with; where they are served, if nothing else is said.
    pub public_url: Option<String>,
    /// A TOML file that extends the built-in departments.
    pub catalogue: Option<PathBuf>,
    /// Called every minute while the bot is healthy.
    pub watchdog_url: Option<String>,
    /// How often the bot sends itself a page; none is off.
    pub drill: Option<Duration>,
    /// Where mail goes out, `smtp://` or `smtps://`; empty is no mail.
    pub smtp_url: Secret,
    /// From whom mail is.
    pub smtp_from: String,
    /// A tracing filter.
    pub log: String,
    /// Log lines as JSON.
    pub log_json: bool,
    /// Settings that were given and have no effect in this version, by name.
    pub without_effect: Vec<&'static str>,
}

/// A text that no log line shows.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(text.to_owned())
    }
}
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() {
            "none"
        } else {
            "•••"
        })
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            discord_token: Secret::default(),
            discord_api_url: "https://discord.com".to_owned(),
            database_url: "sqlite://liaison.db".into(),
            http_addr: Some(SocketAddr::from(([127, 0, 0, 1], 8475))),
            public_url: None,
            catalogue: None,
            watchdog_url: None,
            drill: None,
            smtp_url: Secret::default(),
            smtp_from: "Liaison <liaison@localhost>".to_owned(),
            log: "info".to_owned(),
            log_json: false,
            without_effect: Vec::new(),
        }
    }
}

/// One row of the table.
struct Setting {
    name: &'static str,
    /// May stand in a file that `NAME_FILE` names.
    secret: bool,
    /// Says what would be right if the text is not.
    set: fn(&mut Settings, &str) -> Result<(), &'static str>,
}

/// All settings, by the names of `deploy/operations.md`.
const SETTINGS: &[Setting] = &[
    Setting {
        name: "DISCORD_TOKEN",
        secret: true,
        set: |s, text| {
            s.discord_token = Secret::from(text.trim().trim_start_matches("Bot "));
            require(
                !text.trim().contains(char::is_whitespace) || text.trim().starts_with("Bot "),
                "is not a token; copy it from the Bot page of the developer portal",
            )
        },
    },
    Setting {
        name: "DISCORD_API_URL",
        secret: false,
        set: |s, text| {
            s.discord_api_url = text.trim_end_matches('/').to_owned();
            web_address(text)
        },
    },
    Setting {
        name: "DATABASE_URL",
        secret: true,
        set: |s, text| {
            s.database_url = text.trim().into();
            require(
                ["sqlite:", "postgres://", "postgresql://"]
                    .iter()
                    .any(|scheme| text.trim().starts_with(scheme)),
                "starts with sqlite:// or postgres://",
            )
        },
    },
    Setting {
        name: "LIAISON_HTTP_ADDR",
        secret: false,
        set: |s, text| {
            s.http_addr = match text {
                "off" => None,
                _ => Some(text.parse().map_err(
                    |_not_one| "is an address with a port such as 127.0.0.1:8475, or off",
                )?),
            };
            Ok(())
        },
    },
    Setting {
        name: "LIAISON_CATALOGUE",
        secret: false,
        set: |s, text| {
            s.catalogue = Some(PathBuf::from(text));
            Ok(())
        },
    },
    Setting {
        name: "LIAISON_WATCHDOG_URL",
        secret: true,
        set: |s, text| {
            s.watchdog_url = Some(text.to_owned());
            web_address(text)
        },
    },
    Setting {
        name: "LIAISON_DRILL",
        secret: false,
        set: |s, text| {
            s.drill = match text.trim() {
                "off" => None,
                text => Some(period(text)?),
            };
            Ok(())
        },
    },
    Setting {
        name: "LIAISON_LOG",
        secret: false,
        set: |s, text| {
            s.log = text.to_owned();
            require(
                tracing_subscriber::EnvFilter::try_new(text).is_ok(),
                "is a filter such as info or info,liaison=debug",
            )
        },
    },
    Setting {
        name: "LIAISON_LOG_FORMAT",
        secret: false,
        set: |s, text| {
            s.log_json = text == "json";
            require(matches!(text, "json" | "text"), "is text or json")
        },
    },
    Setting {
        name: "LIAISON_PUBLIC_URL",
        secret: false,
        set: |s, text| {
            s.public_url = Some(text.trim().trim_end_matches('/').to_owned());
            web_address(text.trim())
        },
    },
    // A name that belongs to what is built next: known, so that one file of settings serves several versions.
    Setting {
        name: "DISCORD_PUBLIC_KEY",
        secret: false,
        set: |s, _| idle(s, "DISCORD_PUBLIC_KEY"),
    },
    Setting {
        name: "LIAISON_SMTP_URL",
        secret: true,
        set: |s, text| {
            s.smtp_url = text.trim().into();
            require(
                ["smtp://", "smtps://"]
                    .iter()
                    .any(|scheme| text.trim().starts_with(scheme)),
                "starts with smtp:// or smtps://",
            )
        },
    },
    Setting {
        name: "LIAISON_SMTP_FROM",
        secret: false,
        set: |s, text| {
            s.smtp_from = text.trim().to_owned();
            require(
                text.contains('@'),
                "is a mail address such as Liaison <liaison@example.org>",
            )
        },
    },
];

/// Environment variables with our prefix that are not settings of the bot.
const NOT_OURS: &[&str] = &["LIAISON_CONFIG", "LIAISON_TEST_"];

fn require(right: bool, otherwise: &'static str) -> Result<(), &'static str> {
    if right { Ok(()) } else { Err(otherwise) }
}

/// How often something is done: `15m`, `1h`.
fn period(text: &str) -> Result<Duration, &'static str> {
    let units = [("m", 60), ("h", 3_600)];
    let read = units.iter().find_map(|(unit, seconds)| {
        let number: u64 = text.strip_suffix(unit)?.trim().parse().ok()?;
        number.checked_mul(*seconds).map(Duration::from_secs)
    });
    let (least, most) = (Duration::from_secs(60), Duration::from_secs(24 * 3_600));
    read.filter(|period| (least..=most).contains(period))
        .ok_or("is how often, such as 15m or 1h (from 1m to 24h), or off")
}

fn web_address(text: &str) -> Result<(), &'static str> {
    require(
        reqwest::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some()),
        "is an address that starts with https:// or http://",
    )
}

fn idle(settings: &mut Settings, name: &'static str) -> Result<(), &'static str> {
    settings.without_effect.push(name);
    Ok(())
}

impl Settings {
    /// Reads the environment, and the TOML file named by `file` or by `LIAISON_CONFIG`.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Settings> {
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let named = environment.get("LIAISON_CONFIG").map(PathBuf::from);
        let text = match file.map(Path::to_owned).or(named) {
            Some(path) => Some(
                std::fs::read_to_string(&path)
                    .with_context(|| format!("the settings file {}", path.display()))?,
            ),
            None => None,
        };
        Settings::from_both(&environment, text.as_deref(), &read_secret)
    }

    /// What a bot beside a local server uses: health and metrics on any free port.
    pub fn local(api_url: &str, token: &str, database_url: &str) -> Settings {
        Settings {
            discord_token: token.into(),
            discord_api_url: api_url.to_owned(),
            database_url: database_url.into(),
            http_addr: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
            ..Settings::default()
        }
    }

    fn from_both(
        environment: &BTreeMap<String, String>,
        file: Option<&str>,
        secret: &dyn Fn(&str) -> anyhow::Result<String>,
    ) -> anyhow::Result<Settings> {
        let mut given = from_file(file.unwrap_or_default())?;
        for (name, value) in environment {
            let ours = name.starts_with("LIAISON_")
                && !NOT_OURS.iter().any(|known| name.starts_with(known));
            let (setting, from_a_file) = split(name);
            if known(setting).is_some_and(|s| s.secret || !from_a_file) {
                given.remove(&format!("{setting}_FILE"));
                if from_a_file && environment.contains_key(setting) {
                    bail!("{setting} and {name} are both set; set one of them");
                }
                if from_a_file {
                    given.remove(setting);
                }
                // An empty variable is how containers say "not set".
                if !value.is_empty() {
                    given.insert(name.clone(), value.clone());
                }
            } else if ours {
                return Err(unknown(name));
            }
        }
        let mut settings = Settings::default();
        for (name, value) in &given {
            let (setting, from_a_file) = split(name);
            let Some(row) = known(setting) else {
                return Err(unknown(name));
            };
            let value = if from_a_file {
                secret(value).with_context(|| format!("{name} names a file"))?
            } else {
                value.clone()
            };
            let shown = if row.secret {
                "•••"
            } else {
                value.as_str()
            };
            (row.set)(&mut settings, &value).map_err(|right| {
                anyhow::anyhow!("{setting} is “{shown}”, but {setting} {right}")
            })?;
        }
        Ok(settings)
    }
}

fn read_secret(path: &str) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.to_owned())?;
    Ok(text.trim().to_owned())
}

/// The setting a name is about, and whether it names a file with its value.
fn split(name: &str) -> (&str, bool) {
    match name.strip_suffix("_FILE") {
        Some(setting) if known(setting).is_some_and(|s| s.secret) => (setting, true),
        _ => (name, false),
    }
}

fn known(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.name == name)
}

fn unknown(name: &str) -> anyhow::Error {
    let near = SETTINGS
        .iter()
        .map(|s| (strsim::jaro_winkler(s.name, name), s.name))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((close, near)) if close > 0.85 => {
            anyhow::anyhow!("there is no setting {name}; did you mean {near}?")
        }
        _ => anyhow::anyhow!("there is no setting {name}"),
    }
}

/// The settings of a TOML file: the same names, in lower case.
fn from_file(text: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let table: toml::Table = text.parse().context("the settings file is not TOML")?;
    let mut given = BTreeMap::new();
    for (name, value) in table {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Table(_) | toml::Value::Array(_) => {
                bail!("the setting {name} is one text, in quotation marks")
            }
            other => other.to_string(),
        };
        given.insert(name.to_uppercase(), value);
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(environment: &[(&str, &str)], file: &str) -> anyhow::Result<Settings> {
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Settings::from_both(&environment, Some(file), &|path| {
            anyhow::ensure!(path == "/secret", "{path}: no such file");
            Ok("from a file".replace(' ', "-"))
        })
    }

    fn refusal(environment: &[(&str, &str)], file: &str) -> String {
        format!("{:#}", read(environment, file).unwrap_err())
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let file = "discord_token = \"one\"\nliaison_log = \"debug\"\n";
        let settings = read(&[("DISCORD_TOKEN", "two"), ("HOME", "/")], file).unwrap();
        assert_eq!(settings.discord_token.reveal(), "two");
        assert_eq!(settings.log, "debug");
        assert_eq!(settings.database_url.reveal(), "sqlite://liaison.db");
    }

    #[test]
    fn a_secret_may_stand_in_a_file_and_is_never_shown() {
        let settings = read(
            &[("DISCORD_TOKEN_FILE", "/secret")],
            "discord_token = \"x\"",
        )
        .unwrap();
        assert_eq!(settings.discord_token.reveal(), "from-a-file");
        assert!(!format!("{settings:?}").contains("from-a-file"));
        assert!(refusal(&[("DISCORD_TOKEN_FILE", "/nothing")], "").contains("/nothing"));
        let both = [("DISCORD_TOKEN", "a"), ("DISCORD_TOKEN_FILE", "/secret")];
        assert!(refusal(&both, "").contains("both set"));
    }

    #[test]
    fn each_setting_refuses_what_it_cannot_be_and_says_what_it_is() {
        for (name, wrong) in [
            ("DISCORD_TOKEN", "two words"),
            ("DISCORD_API_URL", "discord.com"),
            ("DATABASE_URL", "mysql://x"),
            ("LIAISON_HTTP_ADDR", "8475"),
            ("LIAISON_WATCHDOG_URL", "ftp://x"),
            ("LIAISON_PUBLIC_URL", "liaison.example"),
            ("LIAISON_DRILL", "30s"),
            ("LIAISON_DRILL", "25h"),
            ("LIAISON_LOG", "liaison=loudest"),
            ("LIAISON_LOG_FORMAT", "xml"),
        ] {
            let said = refusal(&[(name, wrong)], "");
            assert!(said.contains(name), "{said}");
            let secret = known(name).unwrap().secret;
            assert_eq!(said.contains(wrong), !secret, "{said}");
        }
    }

    #[test]
    fn an_unknown_setting_is_named_with_the_nearest_one() {
        let said = refusal(&[("LIAISON_HTTP_ADDRESS", "x")], "");
        assert!(said.contains("LIAISON_HTTP_ADDR?"), "{said}");
        assert!(refusal(&[], "colour = \"red\"").contains("COLOUR"));
        assert!(refusal(&[], "[discord]\ntoken = 1").contains("discord"));
        assert!(
            read(
                &[("LIAISON_TEST_POSTGRES", "x"), ("LIAISON_CONFIG", "y")],
                ""
            )
            .is_ok()
        );
    }

    #[test]
    fn off_and_empty_are_understood() {
        assert_eq!(
            read(&[("LIAISON_HTTP_ADDR", "off")], "").unwrap().http_addr,
            None
        );
        assert!(
            read(&[("LIAISON_CATALOGUE", "")], "")
                .unwrap()
                .catalogue
                .is_none()
        );
        let drill = |text| read(&[("LIAISON_DRILL", text)], "").unwrap().drill;
        assert_eq!(drill("off"), None);
        assert_eq!(drill("15m"), Some(Duration::from_secs(900)));
        assert_eq!(drill("1h"), drill("60m"));
        let later = read(&[("DISCORD_PUBLIC_KEY", "x")], "").unwrap();
        assert_eq!(later.without_effect, ["DISCORD_PUBLIC_KEY"]);
    }

    #[test]
    fn the_operations_document_has_every_setting() {
        let document = include_str!("../deploy/operations.md");
        for setting in SETTINGS {
            assert!(
                document.contains(&format!("`{}`", setting.name)),
                "{}",
                setting.name
            );
        }
    }
}
