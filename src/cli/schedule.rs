//! `liaison schedule`: when a schedule fires.

use std::process::ExitCode;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::Args;

use crate::calendar::{self, BadSchedule};
use crate::cli::{complain, say};
use crate::clock::{At, Clock as _, SystemClock};

#[derive(Args)]
pub(super) struct Line {
    /// Five-field cron, or words such as "weekdays 09:30" and "工作日 09:30"
    expr: String,
    /// The time zone its local times are in
    #[arg(long, default_value = "UTC", value_name = "TZ")]
    timezone: String,
    /// Moments after this one; now unless given
    #[arg(long, value_name = "RFC3339")]
    from: Option<DateTime<Utc>>,
    /// How many moments
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=10_000))]
    count: u16,
}

impl Line {
    /// Prints the moments; what is wrong goes to standard error.
    pub(super) fn run(self) -> ExitCode {
        match self.moments() {
            Ok(moments) => {
                for at in moments {
                    say(&at.utc().to_rfc3339_opts(SecondsFormat::Secs, true));
                }
                ExitCode::SUCCESS
            }
            Err(sentence) => {
                complain(&sentence);
                ExitCode::FAILURE
            }
        }
    }

    fn moments(&self) -> Result<Vec<At>, String> {
        let Some(zone) = calendar::read_zone(&self.timezone) else {
            let near = calendar::zones_like(&self.timezone, 3).join(" or ");
            let hint = if near.is_empty() {
                "one that works: Asia/Shanghai".to_owned()
            } else {
                format!("perhaps {near}")
            };
            return Err(format!("there is no time zone {}; {hint}", self.timezone));
        };
        let from = self.from.map_or_else(|| SystemClock::new().now(), At::from);
        calendar::fires(&self.expr, zone, from, usize::from(self.count)).map_err(|bad| match bad {
            BadSchedule::NeverFires => format!(
                "“{}” never fires: no day in the calendar matches it",
                self.expr
            ),
            BadSchedule::Unreadable(part) => format!(
                "“{part}” is not understood; write five-field cron such as “30 9 * * 1-5”, or words such as “weekdays 09:30”"
            ),
        })
    }
}
