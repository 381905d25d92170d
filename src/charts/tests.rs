//! Nothing overlaps, nothing leaves the picture, nothing fails, whatever comes in.

use proptest::prelude::*;
use tiny_skia::Pixmap;

use crate::charts::letters::Letters;
use crate::charts::scene::{
    Area, BACK, Color, INK, MOST, PAD, SOFT, Scene, Shape, TEXT, line_height,
};
use crate::charts::{
    Bar, Bars, Budget, Cell, Column, Columns, Guide, HeatMap, Level, Levels, Matrix, Panel, Series,
    Shade, Spot, bars, budget, columns, heat_map, levels, matrix, over_time, series,
};

fn meet(a: &Area, b: &Area) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// All that must hold of a picture, whatever it shows.
fn sound(scene: &Scene) {
    assert!((450..=MOST).contains(&scene.width), "{}", scene.width);
    let whole = Area::new(0, 0, scene.width, scene.y + PAD - 8);
    let mut texts: Vec<(&Area, &str)> = Vec::new();
    for shape in &scene.shapes {
        let (Shape::Text { area, .. } | Shape::Block { area, .. }) = shape else {
            continue;
        };
        let inside = area.x >= 0
            && area.y >= 0
            && area.right() <= whole.w
            && (area.bottom() <= whole.h || whole.h > MOST);
        assert!(inside, "{shape:?} leaves {whole:?}");
        if let Shape::Text {
            area, text, size, ..
        } = shape
        {
            assert!(*size >= 28, "{text:?} is too small for a telephone");
            for (other, said) in &texts {
                assert!(
                    !meet(area, other),
                    "{text:?} {area:?} lies on {said:?} {other:?}"
                );
            }
            texts.push((area, text));
        }
    }
    for shape in &scene.shapes {
        if let Shape::Line { points, .. } | Shape::Patch { points, .. } = shape {
            for (x, y) in points {
                let within = (0.0..=2_400.0).contains(x) && (0.0..=32_767.0).contains(y);
                assert!(within, "{x} {y} is off the picture");
            }
        }
    }
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// How bright a colour is to the eye, 0 to 1.
fn brightness(color: Color) -> f64 {
    let part = |n: u8| {
        let n = f64::from(n) / 255.0;
        if n <= 0.040_45 {
            n / 12.92
        } else {
            ((n + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(color[0]) + 0.7152 * part(color[1]) + 0.0722 * part(color[2])
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (brightness(a), brightness(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z0-9 %.-]{1,12}",
        "[A-Za-z ,·–]{10,80}",
        "[项目管理部门运维安全满意度，。（）“”]{1,60}",
        "\\PC{0,300}",
        Just("🚀\u{200d}\n\t\u{202e}界".to_owned()),
    ]
}

fn values() -> impl Strategy<Value = i64> {
    prop_oneof![
        -1_000_i64..1_000,
        any::<i64>(),
        Just(0),
        Just(i64::MAX),
        Just(i64::MIN),
    ]
}

fn sizes() -> impl Strategy<Value = u64> {
    prop_oneof![0_u64..100, any::<u64>(), Just(u64::MAX)]
}

fn shades() -> impl Strategy<Value = Shade> {
    prop::sample::select(vec![
        Shade::Worst,
        Shade::Bad,
        Shade::Middling,
        Shade::Slight,
        Shade::First,
        Shade::Second,
    ])
}

fn cells() -> impl Strategy<Value = Cell> {
    prop::sample::select(vec![Cell::Empty, Cell::Good, Cell::Quiet, Cell::Bad])
}

fn guides() -> impl Strategy<Value = Vec<Guide>> {
    let one = (values(), words(), shades()).prop_map(|(value, label, shade)| Guide {
        value,
        label,
        shade,
    });
    prop::collection::vec(one, 0..9)
}

fn points() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((values(), values()), 0..80).prop_map(|mut points| {
        points.sort_unstable();
        points
    })
}

fn ticks() -> impl Strategy<Value = Vec<(i64, String)>> {
    prop::collection::vec((values(), words()), 0..30).prop_map(|mut ticks| {
        ticks.sort();
        ticks
    })
}

fn many(of: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(of, 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_heat_map_holds_whatever_comes(
        (title, subtitle, columns) in (words(), words(), many(words(), 80)),
        rows in prop::collection::vec((words(), prop::collection::vec(cells(), 0..80)), 0..60),
        legend in prop::collection::vec((cells(), words()), 0..5),
    ) {
        let map = HeatMap { title, subtitle, columns, rows, legend };
        if let Some(scene) = heat_map::lay(&map) {
            sound(&scene);
        } else {
            prop_assert!(map.columns.is_empty() || map.rows.is_empty());
        }
    }

    #[test]
    fn columns_hold_whatever_comes(
        (title, subtitle, labels) in (words(), words(), many(words(), 40)),
        panels in prop::collection::vec(
            (
                words(),
                prop::collection::vec((prop::collection::vec((shades(), sizes()), 0..6), words()), 0..40),
                prop::collection::vec((shades(), words()), 0..6),
            ),
            0..7,
        ),
    ) {
        let panels = panels.into_iter().map(|(title, columns, legend)| Panel {
            title,
            columns: columns.into_iter().map(|(parts, figure)| Column { parts, figure }).collect(),
            legend,
        });
        let picture = Columns { title, subtitle, labels, panels: panels.collect() };
        if let Some(scene) = columns::lay(&picture) {
            sound(&scene);
        } else {
            prop_assert!(picture.labels.is_empty() || picture.panels.is_empty());
        }
    }

    #[test]
    fn bars_hold_whatever_comes(
        (title, subtitle) in (words(), words()),
        all in prop::collection::vec((words(), sizes(), words(), shades()), 0..40),
        legend in prop::collection::vec((shades(), words()), 0..4),
    ) {
        let all = all.into_iter().map(|(label, size, figure, shade)| Bar { label, size, figure, shade });
        let picture = Bars { title, subtitle, bars: all.collect(), legend };
        if let Some(scene) = bars::lay(&picture) {
            sound(&scene);
        } else {
            prop_assert!(picture.bars.is_empty());
        }
    }

    #[test]
    fn levels_hold_whatever_comes(
        (title, subtitle, end) in (words(), words(), words()),
        all in prop::collection::vec((words(), many(words(), 9), words(), any::<bool>()), 0..15),
    ) {
        let all = all.into_iter().map(|(name, who, wait, empty)| Level { name, who, wait, empty });
        let picture = Levels { title, subtitle, levels: all.collect(), end };
        if let Some(scene) = levels::lay(&picture) {
            sound(&scene);
        } else {
            prop_assert!(picture.levels.is_empty());
        }
    }

    #[test]
    fn a_matrix_holds_whatever_comes(
        (title, subtitle, rows, columns) in (words(), words(), many(words(), 20), many(words(), 20)),
        spots in prop::collection::vec(
            prop::collection::vec(prop::option::of((words(), words(), any::<u8>())), 0..20),
            0..20,
        ),
        legend in prop::collection::vec((any::<u8>(), words()), 0..5),
    ) {
        let spot = |(figure, note, heat)| Spot { figure, note, heat };
        let spots = spots.into_iter().map(|row| row.into_iter().map(|s| s.map(spot)).collect());
        let picture = Matrix { title, subtitle, rows, columns, spots: spots.collect(), legend };
        if let Some(scene) = matrix::lay(&picture) {
            sound(&scene);
        } else {
            prop_assert!(picture.rows.is_empty() || picture.columns.is_empty());
        }
    }

    #[test]
    fn a_budget_holds_whatever_comes(
        (title, subtitle, word) in (words(), words(), words()),
        (span, actual, plan, forecast) in ((values(), values()), points(), points(), points()),
        (thresholds, ticks) in (guides(), ticks()),
        (limit, today) in (prop::option::of((values(), words())), prop::option::of((values(), words()))),
    ) {
        let figure = |v: i64| format!("¥{v}");
        let picture = Budget {
            title, subtitle, span, actual, plan, forecast, thresholds, limit, today, ticks,
            actual_word: word.clone(), plan_word: word.clone(), forecast_word: word, figure: &figure,
        };
        if let Some(scene) = over_time::lay_budget(&picture) {
            sound(&scene);
        } else {
            prop_assert!(picture.actual.is_empty() && picture.plan.is_empty());
        }
    }

    #[test]
    fn a_series_holds_whatever_comes(
        (title, subtitle, word, more_is_better) in (words(), words(), words(), any::<bool>()),
        (points, thresholds, ticks) in (points(), guides(), ticks()),
        target in prop::option::of((values(), words())),
    ) {
        let figure = |v: i64| format!("{v} ms");
        let picture = Series {
            title, subtitle, points, more_is_better, target, thresholds, ticks, word, figure: &figure,
        };
        if let Some(scene) = over_time::lay_series(&picture) {
            sound(&scene);
        } else {
            prop_assert!(picture.points.is_empty());
        }
    }

    #[test]
    fn what_is_fitted_fits_and_what_is_wrapped_is_whole(text in words(), room in 120_i32..900) {
        let letters = Letters::open().unwrap();
        let fitted = letters.fit(&text, TEXT, room);
        prop_assert!(letters.width(&fitted, TEXT) <= room);
        let lines = letters.wrap(&text, TEXT, room, 99);
        prop_assert!(lines.iter().all(|line| letters.width(line, TEXT) <= room));
        if lines.iter().all(|line| !line.contains('…')) && !text.contains('…') {
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(60).collect::<String>();
            prop_assert!(bare(&lines.concat()).starts_with(&bare(&text.chars().take(60).collect::<String>())));
        }
    }
}

#[test]
fn letters_of_both_languages_are_drawn_and_what_is_unknown_is_seen_to_be() {
    let letters = Letters::open().unwrap();
    for known in [
        "a", "é", "Ł", "Ж", "中", "繁", "體", "の", "，", "¥", "€", "→", "≥",
    ] {
        assert!(letters.path(known, TEXT).is_some(), "{known}");
        assert!(letters.width(known, TEXT) > 5, "{known}");
    }
    assert!(letters.path("ꦏ", TEXT).is_some(), "a box");
    assert_eq!(letters.width("🚀\u{200d}", TEXT), 0);
    assert_eq!(letters.width("中文", TEXT), 2 * TEXT);
}

#[test]
fn no_chinese_line_begins_with_a_closing_sign() {
    let letters = Letters::open().unwrap();
    let text = "之后从头再来两轮，仍无人确认，则通知项目管理部门（含负责人）。";
    for room in 60..600 {
        for line in letters.wrap(text, TEXT, room, 40).iter().skip(1) {
            let first = line.chars().next().unwrap();
            assert!(!"，。）".contains(first), "{room}: {line}");
        }
    }
}

#[test]
fn what_is_written_can_be_read_on_its_ground() {
    for ink in [INK, SOFT] {
        assert!(contrast(ink, BACK) >= 7.0);
    }
    let spots = (0..=4).map(|heat| Spot {
        figure: "9".into(),
        note: "3 d".into(),
        heat,
    });
    let picture = Matrix {
        rows: vec!["a".into()],
        columns: (0..5).map(|n| n.to_string()).collect(),
        spots: vec![spots.map(Some).collect()],
        ..Matrix::default()
    };
    let scene = matrix::lay(&picture).unwrap();
    let mut ground = BACK;
    let mut grounds = Vec::new();
    for shape in &scene.shapes {
        match shape {
            Shape::Block { color, .. } => {
                ground = *color;
                grounds.push(*color);
            }
            Shape::Text { color, .. } if !grounds.is_empty() => {
                assert!(contrast(*color, ground) >= 4.5, "{color:?} on {ground:?}");
            }
            _ => {}
        }
    }
    // Without its colours a matrix still says what is worse.
    let bright: Vec<f64> = grounds.into_iter().map(brightness).collect();
    assert_eq!(bright.len(), 5);
    assert!(
        bright.windows(2).all(|two| two[1] > two[0] * 1.15),
        "{bright:?}"
    );
}

#[test]
fn cells_are_told_apart_by_their_marks() {
    let map = |cell| HeatMap {
        columns: vec!["1".into()],
        rows: vec![(String::new(), vec![cell])],
        ..HeatMap::default()
    };
    let marks = |cell| {
        let scene = heat_map::lay(&map(cell)).unwrap();
        let lines = scene.shapes.iter().filter_map(|s| match s {
            Shape::Line { points, .. } => Some(points.len()),
            _ => None,
        });
        lines.collect::<Vec<_>>()
    };
    assert_eq!(marks(Cell::Empty), Vec::<usize>::new());
    assert_eq!(marks(Cell::Good), [3]);
    assert_eq!(marks(Cell::Quiet), [2]);
    assert_eq!(marks(Cell::Bad), [2, 2]);
}

#[test]
fn of_too_many_columns_the_newest_are_shown() {
    let numbers: Vec<String> = (1..=400).map(|n| n.to_string()).collect();
    let rows = vec![("Mei".to_owned(), vec![Cell::Good; 400]); 400];
    let map = HeatMap {
        columns: numbers.clone(),
        rows,
        ..HeatMap::default()
    };
    let scene = heat_map::lay(&map).unwrap();
    sound(&scene);
    assert!(texts(&scene).contains(&"341") && !texts(&scene).contains(&"340"));
    let picture = Columns {
        labels: numbers,
        panels: vec![Panel {
            columns: (1..=400)
                .map(|n| Column {
                    parts: vec![(Shade::First, n)],
                    figure: format!("f{n}"),
                })
                .collect(),
            ..Panel::default()
        }],
        ..Columns::default()
    };
    let scene = columns::lay(&picture).unwrap();
    assert!(texts(&scene).contains(&"f388") && !texts(&scene).contains(&"f387"));
    assert!(texts(&scene).contains(&"400"));
}

/// The blocks of a picture that stand upright in this colour.
fn blocks(scene: &Scene, of: Color) -> Vec<Area> {
    let found = scene.shapes.iter().filter_map(|s| match s {
        Shape::Block { area, color, .. } if *color == of => Some(*area),
        _ => None,
    });
    found.collect()
}

#[test]
fn lengths_are_in_proportion() {
    let bar = |size| Bar {
        label: "x".into(),
        size,
        figure: "1".into(),
        shade: Shade::Bad,
    };
    let picture = Bars {
        bars: vec![bar(100), bar(50), bar(0), bar(1)],
        ..Bars::default()
    };
    let scene = bars::lay(&picture).unwrap();
    let long = blocks(&scene, [0xe6, 0x7e, 0x22]);
    let wide: Vec<i32> = long.iter().map(|a| a.w).collect();
    assert_eq!(wide.len(), 3, "what is nothing has no length");
    assert!((wide[0] - 2 * wide[1]).abs() <= 2, "{wide:?}");
    assert!(wide[2] >= 6, "what is there at all is seen");

    let column = |n| Column {
        parts: vec![(Shade::Bad, n)],
        figure: String::new(),
    };
    let picture = Columns {
        labels: vec!["1".into(), "2".into()],
        panels: vec![Panel {
            columns: vec![column(8), column(4)],
            ..Panel::default()
        }],
        ..Columns::default()
    };
    let high = blocks(&columns::lay(&picture).unwrap(), [0xe6, 0x7e, 0x22]);
    assert_eq!(high[0].bottom(), high[1].bottom());
    assert!((high[0].h - 2 * high[1].h).abs() <= 3, "{high:?}");
}

#[test]
fn a_line_lies_where_its_values_are() {
    let figure = |v: i64| v.to_string();
    let picture = Series {
        title: String::new(),
        subtitle: String::new(),
        points: vec![(0, 0), (10, 100)],
        more_is_better: true,
        target: Some((50, "half".into())),
        thresholds: Vec::new(),
        ticks: Vec::new(),
        word: String::new(),
        figure: &figure,
    };
    let scene = over_time::lay_series(&picture).unwrap();
    let lines: Vec<&Vec<(f32, f32)>> = scene
        .shapes
        .iter()
        .filter_map(|s| match s {
            Shape::Line { points, look } if look.width >= 4 => Some(points),
            _ => None,
        })
        .collect();
    let [target, line] = lines[..] else {
        panic!("{lines:?}")
    };
    assert!(line[0].1 > line[1].1 && line[0].0 < line[1].0);
    let middle = f32::midpoint(line[0].1, line[1].1);
    assert!((target[0].1 - middle).abs() < 1.0, "{target:?} {line:?}");
    let said = texts(&scene);
    assert!(said.contains(&"half") && said.contains(&"100"), "{said:?}");
}

#[test]
fn the_files_are_pictures_of_a_bounded_size() {
    let figure = |v: i64| v.to_string();
    let made = [
        heat_map(&HeatMap {
            title: "Participation 参与情况".into(),
            columns: vec!["01-05".into()],
            rows: vec![("Mei".into(), vec![Cell::Good])],
            ..HeatMap::default()
        }),
        columns(&Columns {
            labels: vec!["01-05".into()],
            panels: vec![Panel::default()],
            ..Columns::default()
        }),
        bars(&Bars {
            bars: vec![Bar {
                label: "运维部门".into(),
                size: 3,
                figure: "3".into(),
                shade: Shade::First,
            }],
            ..Bars::default()
        }),
        levels(&Levels {
            levels: vec![Level {
                name: "Level 1".into(),
                ..Level::default()
            }],
            ..Levels::default()
        }),
        matrix(&Matrix {
            rows: vec!["Ops".into(); 40],
            columns: vec!["Human resources".into(); 40],
            ..Matrix::default()
        }),
        series(&Series {
            title: "满意度".into(),
            subtitle: String::new(),
            points: vec![(0, 5)],
            more_is_better: false,
            target: None,
            thresholds: Vec::new(),
            ticks: vec![(0, "01-05".into())],
            word: "score".into(),
            figure: &figure,
        }),
        budget(&Budget {
            title: "BUD-1".into(),
            subtitle: String::new(),
            span: (0, 30),
            actual: vec![(0, 0), (3, 5)],
            plan: Vec::new(),
            forecast: Vec::new(),
            thresholds: Vec::new(),
            limit: None,
            today: None,
            ticks: Vec::new(),
            actual_word: "spent".into(),
            plan_word: String::new(),
            forecast_word: String::new(),
            figure: &figure,
        }),
    ];
    for png in made {
        let png = png.unwrap();
        let map = Pixmap::decode_png(&png).unwrap();
        assert!(map.width() <= 2_400 && map.height() <= 2_400 && png.len() < 400_000);
        // Letters were drawn: something is as bright as they are, or the picture has none.
        let bright = map
            .pixels()
            .iter()
            .any(|p| p.red() > 0xa0 && p.alpha() == 255);
        assert!(bright);
    }
    assert_eq!(line_height(TEXT), 31);
}
