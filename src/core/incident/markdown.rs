//! What people typed, as literal text in a Markdown file. Pure.

/// In a line: a heading, a list item, a cell of a table. Line breaks become `<br>`.
pub(crate) fn inline(text: &str) -> String {
    let lines: Vec<String> = text
        .trim()
        .lines()
        .map(|line| literal(line.trim()))
        .collect();
    lines.join("<br>")
}

/// On lines of its own: the breaks between lines stay, blank lines too.
pub(crate) fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text
        .trim()
        .lines()
        .map(|line| begins(&literal(line.trim())))
        .collect();
    // Two spaces at the end of a line keep its break.
    lines.join("  \n")
}

/// Without a meaning anywhere in a line.
fn literal(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // What could reorder or hide the text around it.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            // A zero-width space: nobody is mentioned where the file is put.
            '@' => out.push_str("@\u{200B}"),
            c => out.push(c),
        }
    }
    out
}

/// What would begin a list, a rule or a heading at the beginning of a line.
fn begins(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_typed_means_nothing_in_markdown() {
        for (typed, written) in [
            ("**bold** and `code`", "\\*\\*bold\\*\\* and \\`code\\`"),
            ("a | b", "a \\| b"),
            ("one\ntwo", "one<br>two"),
            ("<script>", "\\<script\\>"),
            ("@everyone &amp;", "@\u{200B}everyone \\&amp;"),
            ("a\u{202E}b\u{7}", "ab"),
            ("数据库，很慢", "数据库，很慢"),
        ] {
            assert_eq!(inline(typed), written);
        }
    }

    #[test]
    fn a_line_of_its_own_begins_nothing() {
        for (typed, written) in [
            ("# big", "\\# big"),
            (
                "- item\n1. first\n2) second",
                "\\- item  \n1\\. first  \n2\\) second",
            ),
            ("Title\n===", "Title  \n\\==="),
            ("    code", "code"),
            ("2024", "2024"),
        ] {
            assert_eq!(paragraphs(typed), written);
        }
    }

    proptest! {
        #[test]
        fn a_cell_stays_a_cell(typed in "\\PC{0,60}[|\n\r`]\\PC{0,60}") {
            let written = inline(&typed);
            prop_assert!(!written.contains('\n'));
            let mut before = ' ';
            for c in written.chars() {
                prop_assert!(c != '|' || before == '\\', "{written}");
                // Two backslashes are one, and escape nothing after them.
                before = if before == '\\' && c == '\\' { ' ' } else { c };
            }
        }
    }
}
