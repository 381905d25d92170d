//! What is counted and measured: one table of names, as `deploy/operations.md` documents them.

use std::sync::LazyLock;

use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder,
};

/// All metrics of the process.
pub static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

/// The table.
pub struct Metrics {
    registry: Registry,
    /// Commands by name and outcome (`ok`, `refused`, `fault`).
    pub commands_total: IntCounterVec,
    /// Seconds from receiving a command to its answer, by command.
    pub command_seconds: HistogramVec,
    /// Seconds from receiving an interaction to its first answer.
    pub interaction_ack_seconds: HistogramVec,
    /// Posts waiting, by priority.
    pub outbox_depth: IntGaugeVec,
    /// Age of the oldest waiting post in seconds, by priority.
    pub outbox_oldest_seconds: IntGaugeVec,
    /// Attempts at delivery, by outcome (`done`, `again`, `never`).
    pub deliveries_total: IntCounterVec,
    /// Refusals by Discord's rate limits.
    pub discord_429_total: IntCounterVec,
    /// Timers past their due moment.
    pub timers_due: IntGaugeVec,
    /// Seconds between a timer's due moment and its run.
    pub timer_lag_seconds: HistogramVec,
    /// 1 while the gateway is connected.
    pub gateway_connected: IntGaugeVec,
    /// Inbound events, by the kind of their sender and what they came to.
    pub events_total: IntCounterVec,
    /// Incidents that are not over, by severity.
    pub incidents_open: IntGaugeVec,
    /// Seconds from the first page of an incident to somebody's acknowledgement.
    pub page_ack_seconds: HistogramVec,
    /// Drills that ended, by outcome (`passed`, `late`, `lost`).
    pub drills_total: IntCounterVec,
    /// Seconds from sending a drill to its acknowledgement.
    pub drill_seconds: HistogramVec,
    /// Seconds a database operation took (`run`, `read`, `commit`).
    pub db_seconds: HistogramVec,
}

const SECONDS: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0,
    300.0,
];
/// People are slower than machines.
const WAITING: &[f64] = &[
    5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 14_400.0,
];

impl Metrics {
    fn new() -> Self {
        let registry = Registry::new();
        let counter = |name: &str, help: &str, labels: &[&str]| {
            let made = IntCounterVec::new(Opts::new(format!("liaison_{name}"), help), labels)
                .expect("metric names in this table are well-formed");
            registry
                .register(Box::new(made.clone()))
                .expect("metric names in this table are unique");
            made
        };
        let gauge = |name: &str, help: &str, labels: &[&str]| {
            let made = IntGaugeVec::new(Opts::new(format!("liaison_{name}"), help), labels)
                .expect("metric names in this table are well-formed");
            registry
                .register(Box::new(made.clone()))
                .expect("metric names in this table are unique");
            made
        };
        let histogram = |name: &str, help: &str, labels: &[&str], buckets: &[f64]| {
            let options =
                HistogramOpts::new(format!("liaison_{name}"), help).buckets(buckets.to_vec());
            let made = HistogramVec::new(options, labels)
                .expect("metric names in this table are well-formed");
            registry
                .register(Box::new(made.clone()))
                .expect("metric names in this table are unique");
            made
        };
        let seconds =
            |name: &str, help: &str, labels: &[&str]| histogram(name, help, labels, SECONDS);
        Metrics {
            commands_total: counter(
                "commands_total",
                "Commands by outcome",
                &["command", "outcome"],
            ),
            command_seconds: seconds("command_seconds", "From command to answer", &["command"]),
            interaction_ack_seconds: seconds("interaction_ack_seconds", "To the first answer", &[]),
            outbox_depth: gauge("outbox_depth", "Posts waiting", &["priority"]),
            outbox_oldest_seconds: gauge(
                "outbox_oldest_seconds",
                "Age of the oldest post",
                &["priority"],
            ),
            deliveries_total: counter("deliveries_total", "Delivery attempts", &["outcome"]),
            discord_429_total: counter("discord_429_total", "Refused by rate limits", &[]),
            timers_due: gauge("timers_due", "Timers past their due moment", &[]),
            timer_lag_seconds: seconds("timer_lag_seconds", "From due to run", &[]),
            gateway_connected: gauge("gateway_connected", "1 while connected", &[]),
            events_total: counter(
                "events_total",
                "Inbound events by outcome",
                &["kind", "outcome"],
            ),
            incidents_open: gauge("incidents_open", "Incidents not over", &["severity"]),
            page_ack_seconds: histogram(
                "page_ack_seconds",
                "From the first page to the acknowledgement",
                &[],
                WAITING,
            ),
            drills_total: counter("drills_total", "Drills by outcome", &["outcome"]),
            drill_seconds: seconds("drill_seconds", "From sending to acknowledgement", &[]),
            db_seconds: seconds("db_seconds", "Database operations", &["operation"]),
            registry,
        }
    }

    /// Everything in Prometheus' text format.
    pub fn render(&self) -> String {
        let mut out = Vec::new();
        match TextEncoder::new().encode(&self.registry.gather(), &mut out) {
            Ok(()) => String::from_utf8_lossy(&out).into_owned(),
            Err(error) => {
                tracing::error!(%error, "metrics could not be written");
                String::new()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn the_alert_rules_and_the_operations_document_name_only_metrics_there_are() {
        let table = include_str!("metrics.rs");
        let mut all = 0;
        for document in [
            include_str!("../deploy/alert-rules.yml"),
            include_str!("../deploy/operations.md"),
        ] {
            let words = document.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let named: BTreeSet<&str> = words
                .filter_map(|word| word.strip_prefix("liaison_"))
                .map(|name| name.trim_end_matches("_bucket"))
                .collect();
            all += named.len();
            for name in named {
                assert!(table.contains(&format!("\"{name}\"")), "{name}");
            }
        }
        assert!(all > 3);
    }
}
