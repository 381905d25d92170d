//! Which currency is usual where: that of the country a time zone lies in. Pure.

use crate::calendar::Zone;
use crate::i18n::Lang;

/// Currencies and the zones of their countries: names, or beginnings that end in `/`. The first that fits counts.
const USUAL: &[(&str, &[&str])] = &[
    (
        "CNY",
        &[
            "Asia/Shanghai",
            "Asia/Urumqi",
            "Asia/Chongqing",
            "Asia/Chungking",
            "Asia/Harbin",
            "Asia/Kashgar",
            "PRC",
        ],
    ),
    ("HKD", &["Asia/Hong_Kong", "Hongkong"]),
    ("MOP", &["Asia/Macau", "Asia/Macao"]),
    ("TWD", &["Asia/Taipei", "ROC"]),
    ("JPY", &["Asia/Tokyo", "Japan"]),
    ("KRW", &["Asia/Seoul", "ROK"]),
    ("SGD", &["Asia/Singapore", "Singapore"]),
    ("MYR", &["Asia/Kuala_Lumpur", "Asia/Kuching"]),
    ("THB", &["Asia/Bangkok"]),
    ("VND", &["Asia/Ho_Chi_Minh", "Asia/Saigon"]),
    (
        "IDR",
        &[
            "Asia/Jakarta",
            "Asia/Pontianak",
            "Asia/Makassar",
            "Asia/Jayapura",
        ],
    ),
    ("PHP", &["Asia/Manila"]),
    ("INR", &["Asia/Kolkata", "Asia/Calcutta"]),
    ("PKR", &["Asia/Karachi"]),
    ("BDT", &["Asia/Dhaka"]),
    ("LKR", &["Asia/Colombo"]),
    ("NPR", &["Asia/Kathmandu", "Asia/Katmandu"]),
    ("AED", &["Asia/Dubai"]),
    ("SAR", &["Asia/Riyadh"]),
    ("QAR", &["Asia/Qatar"]),
    ("KWD", &["Asia/Kuwait"]),
    ("ILS", &["Asia/Jerusalem", "Asia/Tel_Aviv", "Israel"]),
    ("TRY", &["Europe/Istanbul", "Asia/Istanbul", "Turkey"]),
    (
        "KZT",
        &["Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Qyzylorda"],
    ),
    ("GBP", &["Europe/London", "Europe/Belfast", "GB", "GB-Eire"]),
    ("CHF", &["Europe/Zurich", "Europe/Vaduz"]),
    ("SEK", &["Europe/Stockholm"]),
    ("NOK", &["Europe/Oslo"]),
    ("DKK", &["Europe/Copenhagen"]),
    ("ISK", &["Atlantic/Reykjavik", "Iceland"]),
    ("PLN", &["Europe/Warsaw", "Poland"]),
    ("CZK", &["Europe/Prague"]),
    ("HUF", &["Europe/Budapest"]),
    ("RON", &["Europe/Bucharest"]),
    ("RSD", &["Europe/Belgrade"]),
    ("UAH", &["Europe/Kyiv", "Europe/Kiev"]),
    (
        "RUB",
        &[
            "Europe/Moscow",
            "Europe/Samara",
            "Europe/Kaliningrad",
            "Europe/Volgograd",
            "Asia/Yekaterinburg",
            "Asia/Omsk",
            "Asia/Novosibirsk",
            "Asia/Krasnoyarsk",
            "Asia/Irkutsk",
            "Asia/Yakutsk",
            "Asia/Vladivostok",
            "W-SU",
        ],
    ),
    (
        "EUR",
        &[
            "Europe/Amsterdam",
            "Europe/Andorra",
            "Europe/Athens",
            "Europe/Berlin",
            "Europe/Bratislava",
            "Europe/Brussels",
            "Europe/Busingen",
            "Europe/Dublin",
            "Europe/Helsinki",
            "Europe/Lisbon",
            "Europe/Ljubljana",
            "Europe/Luxembourg",
            "Europe/Madrid",
            "Europe/Malta",
            "Europe/Monaco",
            "Europe/Paris",
            "Europe/Podgorica",
            "Europe/Riga",
            "Europe/Rome",
            "Europe/San_Marino",
            "Europe/Sofia",
            "Europe/Tallinn",
            "Europe/Vatican",
            "Europe/Vienna",
            "Europe/Vilnius",
            "Europe/Zagreb",
            "Asia/Nicosia",
            "Atlantic/Azores",
            "Atlantic/Canary",
            "Atlantic/Madeira",
            "Eire",
            "Portugal",
        ],
    ),
    ("AUD", &["Australia/"]),
    (
        "NZD",
        &["Pacific/Auckland", "Pacific/Chatham", "NZ", "NZ-CHAT"],
    ),
    (
        "CAD",
        &[
            "Canada/",
            "America/Toronto",
            "America/Montreal",
            "America/Vancouver",
            "America/Edmonton",
            "America/Winnipeg",
            "America/Regina",
            "America/Halifax",
            "America/Moncton",
            "America/St_Johns",
            "America/Whitehorse",
            "America/Yellowknife",
            "America/Iqaluit",
        ],
    ),
    (
        "MXN",
        &[
            "Mexico/",
            "America/Mexico_City",
            "America/Monterrey",
            "America/Tijuana",
            "America/Cancun",
            "America/Merida",
            "America/Chihuahua",
            "America/Hermosillo",
            "America/Mazatlan",
        ],
    ),
    (
        "BRL",
        &[
            "Brazil/",
            "America/Sao_Paulo",
            "America/Bahia",
            "America/Fortaleza",
            "America/Recife",
            "America/Manaus",
            "America/Belem",
            "America/Cuiaba",
        ],
    ),
    ("ARS", &["America/Argentina/", "America/Buenos_Aires"]),
    ("CLP", &["Chile/", "America/Santiago"]),
    ("COP", &["America/Bogota"]),
    ("PEN", &["America/Lima"]),
    ("UYU", &["America/Montevideo"]),
    (
        "USD",
        &[
            "US/",
            "America/New_York",
            "America/Detroit",
            "America/Chicago",
            "America/Denver",
            "America/Boise",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "America/Indiana/",
            "America/Kentucky/",
            "America/North_Dakota/",
            "America/Puerto_Rico",
            "Pacific/Honolulu",
            "America/Panama",
            "America/Guayaquil",
            "America/El_Salvador",
        ],
    ),
    ("ZAR", &["Africa/Johannesburg"]),
    ("EGP", &["Africa/Cairo", "Egypt"]),
    ("NGN", &["Africa/Lagos"]),
    ("KES", &["Africa/Nairobi"]),
    ("GHS", &["Africa/Accra"]),
    ("MAD", &["Africa/Casablanca"]),
];

/// The currency that is taken where none was named: that of the zone's country, else what the language suggests.
pub(super) fn usual(zone: Zone, lang: Lang) -> &'static str {
    let lies_in = |place: &str| {
        zone.name() == place || place.ends_with('/') && zone.name().starts_with(place)
    };
    let found = USUAL
        .iter()
        .find(|(_, places)| places.iter().any(|place| lies_in(place)));
    match (found, lang) {
        (Some((code, _)), _) => code,
        (None, Lang::En) => "USD",
        (None, Lang::Zh) => "CNY",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::money::Currency;

    #[test]
    fn a_country_pays_in_its_own_money_whatever_is_spoken() {
        for (zone, code) in [
            ("Asia/Shanghai", "CNY"),
            ("Asia/Hong_Kong", "HKD"),
            ("Europe/Berlin", "EUR"),
            ("Europe/Zurich", "CHF"),
            ("America/Argentina/Cordoba", "ARS"),
            ("America/New_York", "USD"),
            ("Australia/Sydney", "AUD"),
        ] {
            for lang in Lang::ALL {
                assert_eq!(usual(zone.parse().unwrap(), lang), code, "{zone}");
            }
        }
        assert_eq!(usual(Zone::UTC, Lang::En), "USD");
        assert_eq!(usual(Zone::UTC, Lang::Zh), "CNY");
    }

    #[test]
    fn every_place_is_a_zone_and_every_code_a_currency() {
        for (code, places) in USUAL {
            assert!(Currency::read(code).is_some(), "{code}");
            for place in *places {
                let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
                let mut known = known.filter(|name| {
                    name == place || place.ends_with('/') && name.starts_with(place)
                });
                assert!(known.next().is_some(), "{place}");
            }
        }
    }
}
