//! What a text is found by: pure.
//!
//! Chinese is written without spaces, so what is found there are pairs of neighbouring characters: any two that stand together in a
//! question find the text they stand together in. In scripts with spaces it is the word, and in titles its beginnings. Case, full
//! width and the English plural make no difference.
//!
//! Of titles of work there may be a million, and what somebody types there is completed rather than asked: of each word the whole
//! and its first letters are kept, no more, and what was found is compared with the title itself ([`cover`], [`likeness`]).

use std::collections::BTreeMap;

/// What a word, a pair or a single character in the title weighs; of the text, how often it stands there, up to a bound.
const IN_TITLE: i64 = 8;
const BEGINNING: i64 = 2;
const IN_TEXT_MOST: i64 = 4;
/// A text is found by so many different terms, those of the title first; a question asks for so many.
const OF_A_TEXT: usize = 400;
const OF_A_QUESTION: usize = 24;
/// Characters of a title, a text and a question that are looked at.
const TITLE_MOST: usize = 300;
const TEXT_MOST: usize = 6_000;
const QUESTION_MOST: usize = 400;
/// A longer word is found by this much of it.
const WORD_MOST: usize = 32;
/// Beginnings of words in titles, in characters.
const BEGINNINGS: std::ops::RangeInclusive<usize> = 2..=7;

/// What words in titles of work are looked up by before they are typed to their end: so many letters.
const START: usize = 3;
/// Titles that are alike share so many parts at least.
const ALIKE_LEAST: usize = 2;

/// Words and pairs that say nothing of what is asked, unless nothing else is said.
const SAYS_NOTHING: &[&str] = &[
    "a", "an", "and", "are", "at", "can", "do", "does", "for", "has", "have", "how", "i", "in",
    "is", "it", "my", "of", "on", "or", "the", "there", "this", "to", "was", "we", "what", "when",
    "where", "which", "who", "why", "with", "you", "怎么", "么办", "什么", "如何", "为什", "请问",
    "可以",
];

/// One thing that is asked for: any of its terms, each with what a hit counts in percent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wanted {
    pub(super) terms: Vec<(String, i64)>,
}

/// The same character in one form: small, and of normal width.
fn plain(c: char) -> impl Iterator<Item = char> {
    let narrow = match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        other => other,
    };
    narrow.to_lowercase()
}

/// A script without spaces between words.
fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// A run of one script.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Run {
    Word(String),
    Unspaced(Vec<char>),
}

fn runs(text: &str, most: usize) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut joins = false;
    for c in text.chars().take(most).flat_map(plain) {
        if !c.is_alphanumeric() {
            joins = false;
        } else if unspaced(c) {
            match found.last_mut() {
                Some(Run::Unspaced(run)) if joins => run.push(c),
                _ => found.push(Run::Unspaced(vec![c])),
            }
            joins = true;
        } else {
            match found.last_mut() {
                Some(Run::Word(word)) if joins => word.push(c),
                _ => found.push(Run::Word(c.to_string())),
            }
            joins = true;
        }
    }
    found
}

/// A word as it is kept: without the plural's s, and not endless.
fn word(word: &str) -> String {
    let cut: String = word.chars().take(WORD_MOST).collect();
    let plural = cut.is_ascii() && cut.len() > 3 && cut.ends_with('s') && !cut.ends_with("ss");
    if plural {
        cut.chars().take(cut.len() - 1).collect()
    } else {
        cut
    }
}

fn pair(pair: &[char]) -> String {
    pair.iter().collect()
}

/// `dat*`: what words in titles begin with.
fn beginning(word: &str, length: usize) -> String {
    let mut start: String = word.chars().take(length).collect();
    start.push('*');
    start
}

/// What a text is found by, each with its weight.
pub(super) fn of_text(title: &str, text: &str) -> Vec<(String, i64)> {
    let mut weights: BTreeMap<String, i64> = BTreeMap::new();
    for run in runs(title, TITLE_MOST) {
        let mut add = |term: String, weight: i64| {
            let known = weights.entry(term).or_default();
            *known = weight.max(*known);
        };
        match run {
            Run::Word(whole) => {
                let whole = word(&whole);
                let length = whole.chars().count();
                for n in BEGINNINGS.filter(|n| *n < length) {
                    add(beginning(&whole, n), BEGINNING);
                }
                add(whole, IN_TITLE);
            }
            Run::Unspaced(run) => {
                for c in &run {
                    add(c.to_string(), BEGINNING);
                }
                for two in run.windows(2) {
                    add(pair(two), IN_TITLE);
                }
            }
        }
    }
    let mut often: Vec<(String, i64)> = Vec::new();
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |term: String| match place.get(&term) {
        Some(at) => {
            if let Some((_, times)) = often.get_mut(*at) {
                *times += 1;
            }
        }
        None => {
            place.insert(term.clone(), often.len());
            often.push((term, 1));
        }
    };
    for run in runs(text, TEXT_MOST) {
        match run {
            Run::Word(whole) => count(word(&whole)),
            Run::Unspaced(run) => match run.as_slice() {
                [one] => count(one.to_string()),
                more => more.windows(2).map(pair).for_each(&mut count),
            },
        }
    }
    for (term, times) in often {
        if weights.len() >= OF_A_TEXT && !weights.contains_key(&term) {
            continue;
        }
        *weights.entry(term).or_default() += times.min(IN_TEXT_MOST);
    }
    weights.into_iter().collect()
}

/// What a question asks for.
pub(super) fn of_question(question: &str) -> Vec<Wanted> {
    let mut all: Vec<(bool, Wanted)> = Vec::new();
    let exact = |term: String| {
        let says = !SAYS_NOTHING.contains(&term.as_str());
        let terms = vec![(term, 100)];
        (says, Wanted { terms })
    };
    for run in runs(question, QUESTION_MOST) {
        match run {
            Run::Word(typed) => {
                let says = !SAYS_NOTHING.contains(&typed.as_str());
                let whole = word(&typed);
                let mut terms = vec![(whole.clone(), 100)];
                if BEGINNINGS.contains(&whole.chars().count()) {
                    terms.push((beginning(&whole, usize::MAX), 60));
                }
                all.push((says, Wanted { terms }));
            }
            Run::Unspaced(run) => match run.as_slice() {
                [one] => all.push(exact(one.to_string())),
                more => all.extend(more.windows(2).map(pair).map(exact)),
            },
        }
    }
    let something = all.iter().any(|(says, _)| *says);
    let mut wanted: Vec<Wanted> = Vec::new();
    for (says, one) in all {
        if says == something && !wanted.contains(&one) && wanted.len() < OF_A_QUESTION {
            wanted.push(one);
        }
    }
    wanted
}

/// A part of a title: a word, or two characters that stand together.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Word(String),
    Pair(String),
}

impl Piece {
    fn text(&self) -> &str {
        match self {
            Piece::Word(text) | Piece::Pair(text) => text,
        }
    }
    /// It names one of many alike: `server 12` is not `server 13`.
    fn is_number(&self) -> bool {
        self.text().bytes().all(|b| b.is_ascii_digit())
    }
    /// It is in what is made of these; `started`: a word may go on where this one ends.
    fn is_in(&self, pieces: &[Piece], started: bool) -> bool {
        pieces.iter().any(|other| match (self, other) {
            (Piece::Word(word), Piece::Word(other)) if started => other.starts_with(word.as_str()),
            // One character alone is in every pair it stands in.
            (Piece::Pair(one), Piece::Pair(pair)) => pair.contains(one.as_str()),
            _ => self == other,
        })
    }
}

fn pieces(text: &str, most: usize) -> Vec<Piece> {
    let mut all = Vec::new();
    for run in runs(text, most) {
        match run {
            Run::Word(whole) => all.push(Piece::Word(word(&whole))),
            Run::Unspaced(run) => match run.as_slice() {
                [one] => all.push(Piece::Pair(one.to_string())),
                more => all.extend(more.windows(2).map(pair).map(Piece::Pair)),
            },
        }
    }
    all
}

/// Those that say something, each once; all, if none does.
fn telling(text: &str, most: usize) -> Vec<Piece> {
    let all = pieces(text, most);
    let says = |piece: &Piece| !SAYS_NOTHING.contains(&piece.text());
    let something = all.iter().any(says);
    let mut telling: Vec<Piece> = Vec::new();
    for piece in all {
        if says(&piece) == something && !telling.contains(&piece) {
            telling.push(piece);
        }
    }
    telling.truncate(OF_A_QUESTION);
    telling
}

/// What a title of work is found by. All weigh the same: the newest is found first.
pub(super) fn of_title(title: &str) -> Vec<(String, i64)> {
    let mut terms: BTreeMap<String, i64> = BTreeMap::new();
    for piece in telling(title, TITLE_MOST) {
        if let Piece::Word(word) = &piece
            && word.chars().count() > START
        {
            terms.insert(beginning(word, START), BEGINNING);
        }
        terms.insert(piece.text().to_owned(), IN_TITLE);
    }
    terms.into_iter().collect()
}

/// What is looked up of what somebody types, part by part: the terms of each, the exact one first.
pub(super) fn of_typed(typed: &str) -> Vec<Vec<String>> {
    let parts = telling(typed, QUESTION_MOST).into_iter().map(|piece| {
        let mut terms = vec![piece.text().to_owned()];
        if let Piece::Word(word) = &piece
            && word.chars().count() >= START
        {
            terms.push(beginning(word, START));
        }
        terms
    });
    parts.collect()
}

/// How much of what was typed a title has, 0 to 1: the last word may not have been typed to its end, nor any before.
pub(crate) fn cover(title: &str, typed: &str) -> f64 {
    let (has, asked) = (pieces(title, TITLE_MOST), telling(typed, QUESTION_MOST));
    share(
        asked.iter().filter(|p| p.is_in(&has, true)).count(),
        asked.len(),
    )
}

/// How much of the shorter of two titles the other one has, 0 to 1: near 1 both are about the same. Too short a title is like none
/// but its equal.
pub(crate) fn likeness(title: &str, other: &str) -> f64 {
    let (one, two) = (telling(title, TITLE_MOST), telling(other, TITLE_MOST));
    if one == two && !one.is_empty() {
        return 1.0;
    }
    let numbers = |of: &[Piece], has: &[Piece]| {
        let mut all = of.iter().filter(|p| p.is_number());
        all.all(|number| has.contains(number))
    };
    // Each has a number that the other does not have.
    let differ = !numbers(&one, &two) && !numbers(&two, &one);
    if differ || one.len().min(two.len()) < ALIKE_LEAST {
        return 0.0;
    }
    let part = |of: &[Piece], has: &[Piece]| {
        share(of.iter().filter(|p| p.is_in(has, false)).count(), of.len())
    };
    part(&one, &two).max(part(&two, &one))
}

fn share(part: usize, of: usize) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    count(part) / count(of.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_title_of_work_is_found_as_people_type_it() {
        let table = [
            ("Renew the certificate of shop 412", "certificate", 1.0),
            ("Renew the certificate of shop 412", "Cert", 1.0),
            ("Renew the certificate of shop 412", "ren shop 41", 1.0),
            ("Renew the certificate of shop 412", "renew disk", 0.5),
            ("Renew the certificate of shop 412", "ficate", 0.0),
            ("检查数据库备份", "数据库", 1.0),
            ("检查数据库备份", "库", 1.0),
            ("检查数据库备份", "库据", 0.0),
            ("更新 VPN 证书", "vpn证书", 1.0),
            ("anything", "?!", 0.0),
        ];
        for (title, typed, wanted) in table {
            let cover = cover(title, typed);
            assert!((cover - wanted).abs() < 1e-9, "{title} / {typed}: {cover}");
            let kept = of_title(title);
            let has = |term: &String| kept.iter().any(|(known, _)| known == term);
            let found = of_typed(typed).iter().all(|part| part.iter().any(has));
            // One character alone is looked for in the titles that are read anyway.
            if wanted > 0.9 && typed != "库" && typed != "ren shop 41" {
                assert!(found, "{title} / {typed}");
            }
        }
    }

    #[test]
    fn few_terms_are_kept_of_a_title() {
        let terms = of_title("Renew the certificate of shop 412");
        let names: Vec<&str> = terms.iter().map(|(term, _)| term.as_str()).collect();
        let wanted = [
            "412",
            "cer*",
            "certificate",
            "ren*",
            "renew",
            "sho*",
            "shop",
        ];
        assert_eq!(names, wanted);
    }

    #[test]
    fn titles_that_mean_the_same_are_alike() {
        let table = [
            (
                "Mail does not open",
                "Mail does not open on the phone",
                true,
            ),
            ("打印机卡纸", "三楼打印机卡纸了", true),
            ("三楼打印机卡纸了", "打印机卡纸", true),
            ("打印机卡纸", "打印机坏了", false),
            (
                "Replace the disk of server 12",
                "Replace the disk of server 13",
                false,
            ),
            (
                "Replace the disk of server 12",
                "Replace disk, server 12",
                true,
            ),
            ("Printer", "Printer on floor 3", false),
            ("Printer", "printers", true),
            ("Renew the contract", "Order a chair", false),
        ];
        for (title, other, wanted) in table {
            let likeness = likeness(title, other);
            assert_eq!(likeness >= 0.6, wanted, "{title} / {other}: {likeness}");
        }
    }

    fn found(title: &str, text: &str, question: &str) -> bool {
        let terms = of_text(title, text);
        let has = |term: &str| terms.iter().any(|(known, _)| known == term);
        let wanted = of_question(question);
        let hits = |w: &Wanted| w.terms.iter().any(|(term, _)| has(term));
        !wanted.is_empty() && wanted.iter().all(hits)
    }

    #[test]
    fn a_text_is_found_as_people_ask_for_it() {
        let table = [
            ("数据库连接失败怎么办", "", "数据库", true),
            ("数据库连接失败怎么办", "", "连接失败", true),
            ("数据库连接失败怎么办", "", "库失", false),
            ("数据库连接失败怎么办", "", "库", true),
            ("How do I reset the VPN password?", "", "vpn", true),
            ("How do I reset the VPN password?", "", "ＶＰＮ", true),
            ("How do I reset the VPN password?", "", "pass", true),
            ("How do I reset the VPN password?", "", "passwords", true),
            ("How do I reset the VPN password?", "", "word", false),
            ("打印", "先重启打印机，再检查 toner", "toner", true),
            ("打印", "先重启打印机，再检查 toner", "重启", true),
            ("K8s 证书过期", "", "k8s证书", true),
            ("VPN drops 断线", "", "Why does the VPN drop?", true),
            ("打印机卡纸", "", "打印机卡纸，怎么办", true),
            ("What is this?", "", "what", true),
            ("", "", "x", false),
            ("something", "", "?!", false),
        ];
        for (title, text, question, wanted) in table {
            assert_eq!(found(title, text, question), wanted, "{title} / {question}");
        }
    }

    #[test]
    fn what_is_kept_and_asked_is_bounded() {
        let long: String = (0..20_000)
            .map(|n| char::from_u32(0x4E00 + n % 5_000).unwrap())
            .collect();
        assert!(of_text(&long, &long).len() <= OF_A_TEXT + 2 * TITLE_MOST);
        assert!(of_question(&long).len() <= OF_A_QUESTION);
        let word = "a".repeat(5_000);
        let longest = of_text(&word, "");
        assert!(longest.iter().all(|(t, _)| t.chars().count() <= WORD_MOST));
    }

    proptest! {
        /// What was kept by a phrase is found by any two neighbouring characters, or any word of it.
        #[test]
        fn a_phrase_is_found_by_its_parts(
            parts in proptest::collection::vec("[\u{4E00}-\u{4E40}]{2,6}|[a-zA-Z]{1,12}|[0-9]{1,5}", 1..12),
            separated in "[ ，,。/-]",
            in_title: bool,
            pick: prop::sample::Index,
            place: prop::sample::Index,
        ) {
            let phrase = parts.join(&separated);
            let (title, text) = if in_title { (phrase.as_str(), "") } else { ("", phrase.as_str()) };
            let part: Vec<char> = pick.get(&parts).chars().collect();
            let question: String = if unspaced(part[0]) {
                let at = place.index(part.len() - 1);
                part[at..at + 2].iter().collect()
            } else {
                part.iter().collect()
            };
            prop_assert!(found(title, text, &question), "{} in {}", question, phrase);
        }
    }
}
