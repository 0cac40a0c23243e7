//! What is promised of the future of an operation, a parameter or a field.

use super::document::Spot;

/// From the least to the most that can be promised; nothing said is the most.
const LEVELS: [&str; 4] = ["draft", "alpha", "beta", "stable"];

/// What changed in the promises, as kinds with their texts.
pub(super) fn told(old: &Spot<'_>, new: &Spot<'_>) -> Vec<(&'static str, String)> {
    sunset(old, new).into_iter().chain(stability(old, new)).collect()
}

/// The promised end of something deprecated.
fn sunset(old: &Spot<'_>, new: &Spot<'_>) -> Option<(&'static str, String)> {
    let date = |spot: &Spot<'_>| spot.value.get("x-sunset").map(|date| date.as_str().unwrap_or_default().to_owned());
    if !new.flag("deprecated") {
        return None;
    }
    match (date(old).filter(|_| old.flag("deprecated")), date(new)) {
        (Some(before), None) => Some(("sunset-removed", format!("deprecated, no longer until {before}"))),
        (Some(before), Some(after)) if before == after => None,
        (_, Some(after)) if !is_date(&after) => Some(("sunset-unreadable", format!("the end `{after}` is no date"))),
        (Some(before), Some(after)) if is_date(&before) && after < before => {
            Some(("sunset-moved-closer", format!("ends {after}, not {before}")))
        }
        _ => None,
    }
}

fn is_date(text: &str) -> bool {
    let day = text.get(..10).unwrap_or_default().as_bytes();
    day.len() == 10
        && day.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn stability(old: &Spot<'_>, new: &Spot<'_>) -> Option<(&'static str, String)> {
    let level = |spot: &Spot<'_>| {
        let word = spot.text("x-stability-level").unwrap_or("stable");
        LEVELS.iter().position(|level| *level == word)
    };
    let (before, after) = (level(old)?, level(new)?);
    let kind = match after.cmp(&before) {
        std::cmp::Ordering::Less => "stability-lowered",
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => "stability-raised",
    };
    let word = |level: usize| LEVELS.get(level).copied().unwrap_or_default();
    Some((kind, format!("stability {} → {}", word(before), word(after))))
}
