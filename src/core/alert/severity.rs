//! From a sender's word for how bad it is to ours. Pure.

use crate::chat::Text;
use crate::core::Refusal;
use crate::core::incident::Severity;

/// Pairs of one integration, at most.
const MOST: usize = 32;
/// Characters of one map.
const LONGEST: usize = 500;

/// What was typed for one integration; what it does not name goes by [`usual`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct SeverityMap {
    text: String,
    pairs: Vec<(String, Severity)>,
}

impl SeverityMap {
    /// Reads `critical=sev1, warning=sev3`; `default=sev2` is for words nobody knows, and for none.
    pub(crate) fn read(text: &str) -> Result<SeverityMap, Refusal> {
        let bad =
            |part: &str| Refusal::new("refuse-alert-severity-map").with("part", Text::echo(part));
        if text.chars().count() > LONGEST {
            return Err(bad(text));
        }
        let mut pairs = Vec::new();
        let parts = text.split([',', ';', '，', '；', '\n', ' ']);
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            let (word, severity) = part.split_once(['=', ':']).ok_or_else(|| bad(part))?;
            let severity = Severity::read(severity).ok_or_else(|| bad(part))?;
            if word.trim().is_empty() || pairs.len() >= MOST {
                return Err(bad(part));
            }
            pairs.push((word.trim().to_lowercase(), severity));
        }
        Ok(SeverityMap {
            text: text.trim().to_owned(),
            pairs,
        })
    }

    /// As it was typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What the sender's word means here.
    pub(crate) fn severity(&self, word: Option<&str>) -> Severity {
        let word = word.unwrap_or_default().trim().to_lowercase();
        let typed = |word: &str| {
            let pair = self.pairs.iter().find(|(w, _)| w == word)?;
            Some(pair.1)
        };
        typed(&word)
            .or_else(|| usual(&word))
            .or_else(|| typed("default"))
            .unwrap_or(Severity::Sev3)
    }
}

/// What senders mean who were told nothing.
pub(super) fn usual(word: &str) -> Option<Severity> {
    Some(match word {
        "critical" | "crit" | "fatal" | "emergency" | "emerg" | "disaster" | "page" | "blocker"
        | "sev1" | "p1" | "紧急" | "严重" => Severity::Sev1,
        "error" | "err" | "high" | "major" | "severe" | "alert" | "sev2" | "p2" | "重要"
        | "错误" => Severity::Sev2,
        "warning" | "warn" | "medium" | "average" | "moderate" | "minor" | "sev3" | "p3"
        | "警告" => Severity::Sev3,
        "info" | "information" | "informational" | "notice" | "low" | "none" | "debug" | "ok"
        | "sev4" | "p4" | "p5" | "提示" => Severity::Sev4,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_s_word_is_ours_by_its_map_or_as_usual() {
        let check = |map: &str, word: Option<&str>, severity| {
            let read = SeverityMap::read(map).unwrap();
            assert_eq!(read.severity(word), severity, "{map} {word:?}");
        };
        check("", Some("critical"), Severity::Sev1);
        check("", Some(" Error "), Severity::Sev2);
        check("", Some("WARNING"), Severity::Sev3);
        check("", Some("info"), Severity::Sev4);
        check("", Some("purple"), Severity::Sev3);
        check("", None, Severity::Sev3);
        check(
            "critical=sev2,purple=sev1",
            Some("critical"),
            Severity::Sev2,
        );
        check("critical=sev2,purple=sev1", Some("Purple"), Severity::Sev1);
        check("critical=sev2", Some("warning"), Severity::Sev3);
        check("default=sev2", Some("purple"), Severity::Sev2);
        check("default=sev4", None, Severity::Sev4);
        check("default=sev4", Some("critical"), Severity::Sev1);
        check("严重=sev2，警告=SEV4", Some("警告"), Severity::Sev4);
    }

    #[test]
    fn what_is_no_map_is_refused_with_the_part_that_is_wrong() {
        for (text, part) in [
            ("critical", "critical"),
            ("critical=sev1,warning=sev9", "warning=sev9"),
            ("=sev1", "=sev1"),
        ] {
            let refusal = SeverityMap::read(text).unwrap_err();
            let wanted = Refusal::new("refuse-alert-severity-map").with("part", Text::echo(part));
            assert_eq!(refusal, wanted, "{text}");
        }
        assert!(SeverityMap::read(&"a=sev1,".repeat(40)).is_err());
    }
}
