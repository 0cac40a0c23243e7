//! serde_json as the oracle: the same texts are JSON, and mean the same.
//!
//! `PROPTEST_CASES=1000000 cargo test --release -p plex-sdk --test decode oracle` runs as many cases as asked for.
//!
//! Where we differ on purpose: a byte order mark is skipped, surrogates that stand alone are replaced, numbers beyond
//! `f64` are kept, and 128 levels are allowed where serde_json allows 127.

use plex_sdk::codegen::*;
use plex_sdk::decode::{self, DecodeError};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::models::{Account, Pet, Tagged};
use crate::writer::{Choices, Writer};

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Whether serde_json refuses the text for a reason that is none to us.
fn differs_on_purpose(error: &serde_json::Error, bytes: &[u8]) -> bool {
    let message = error.to_string();
    let surrogate = bytes.windows(4).any(|w| w.starts_with(b"\\u") && matches!(w[2], b'd' | b'D') && w[3] >= b'8');
    message.contains("number out of range")
        || message.contains("recursion limit exceeded")
        || (surrogate && (message.contains("surrogate") || message.contains("end of hex escape")))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

fn same(ours: &Json, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        (Json::String(ours), Value::String(theirs)) => ours == theirs,
        (Json::Number(ours), Value::Number(theirs)) => {
            let text = ours.as_str();
            if let (Ok(ours), false) = (text.parse::<i128>(), theirs.is_f64()) {
                return Some(ours) == theirs.as_i128();
            }
            // serde_json rounds floating-point numbers only nearly.
            let (ours, theirs) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
            ours == theirs || (ours - theirs).abs() <= ours.abs() * 1e-15
        }
        (Json::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Json::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|((ours_name, ours), (theirs_name, theirs))| ours_name == theirs_name && same(ours, theirs))
        }
        _ => false,
    }
}

fn agree(bytes: &[u8]) -> Result<(), TestCaseError> {
    let ours = decode::from_slice::<Json>(bytes);
    let theirs = serde_json::from_slice::<Value>(without_mark(bytes));
    let text = String::from_utf8_lossy(bytes);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            prop_assert!(same(&ours.value, &theirs), "{} is {} to us", text, ours.value);
            let again = ours.value.to_string();
            prop_assert_eq!(
                &decode::from_slice::<Json>(again.as_bytes()).map(|decoded| decoded.value),
                &Ok(ours.value)
            );
            prop_assert!(same(&again.parse().unwrap(), &serde_json::from_str(&again).unwrap()));
        }
        (Err(error), Err(_)) => check_error(&error, bytes)?,
        (Ok(_), Err(error)) => prop_assert!(differs_on_purpose(&error, bytes), "we accept {}: {}", text, error),
        (Err(error), Ok(_)) => prop_assert!(false, "we refuse {}: {}", text, error),
    }
    Ok(())
}

fn check_error(error: &DecodeError, bytes: &[u8]) -> Result<(), TestCaseError> {
    prop_assert!(error.offset <= bytes.len() && error.path.starts_with('$') && error.path.len() < 300, "{}", error);
    Ok(())
}

/// What a typed slot accepts must be JSON.
fn strict<T: Slot + Default>(bytes: &[u8]) -> Result<(), TestCaseError> {
    match decode::from_slice::<T>(bytes) {
        Ok(_) => {
            if let Err(error) = serde_json::from_slice::<Value>(without_mark(bytes)) {
                let text = String::from_utf8_lossy(bytes);
                prop_assert!(differs_on_purpose(&error, bytes), "we accept {}: {}", text, error);
            }
            Ok(())
        }
        Err(error) => check_error(&error, bytes),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn documents_mean_the_same(choices in vec(any::<u8>(), 0..200)) {
        let text = Writer::new(&choices).document();
        prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "{}", text);
        agree(text.as_bytes())?;
    }

    #[test]
    fn damaged_documents_are_judged_alike(choices in vec(any::<u8>(), 0..100), damage in vec(any::<u8>(), 1..9)) {
        let text = Writer::new(&choices).document();
        agree(&Choices::new(&damage).damage(text.into_bytes()))?;
    }

    #[test]
    fn truncated_documents_are_judged_alike(choices in vec(any::<u8>(), 0..60)) {
        let text = Writer::new(&choices).document();
        for length in 0..text.len().min(60) {
            agree(&text.as_bytes()[..length])?;
        }
    }

    #[test]
    fn loose_tokens_are_judged_alike(choices in vec(any::<u8>(), 0..16)) {
        agree(&Choices::new(&choices).tokens())?;
    }

    #[test]
    fn bytes_are_judged_alike(bytes in vec(any::<u8>(), 0..12)) {
        agree(&bytes)?;
    }

    #[test]
    fn models_accept_json_only(choices in vec(any::<u8>(), 0..100), damage in vec(any::<u8>(), 0..6)) {
        let bytes = Choices::new(&damage).damage(Writer::new(&choices).account().into_bytes());
        strict::<Account>(&bytes)?;
        strict::<Vec<Account>>(&bytes)?;
        strict::<Pet>(&bytes)?;
        strict::<Tagged>(&bytes)?;
    }

    #[test]
    fn models_hold_what_derived_structs_hold(choices in vec(any::<u8>(), 0..200)) {
        let text = Writer::new(&choices).plain();
        let theirs: Plain = serde_json::from_str(&text).unwrap();
        let ours = decode::from_slice::<Plain>(text.as_bytes()).unwrap();
        prop_assert!(ours.drift.is_empty(), "{}: {}", text, ours.drift);
        prop_assert_eq!(ours.value, theirs);
    }

    #[test]
    fn paths_lead_to_what_is_wrong(choices in vec(any::<u8>(), 0..100), leaf in 0_usize..20) {
        let mut writer = Writer::new(&choices);
        writer.break_leaf(leaf);
        let text = writer.document();
        if let Some((path, offset)) = writer.broken() {
            let error = decode::from_slice::<Json>(text.as_bytes()).unwrap_err();
            prop_assert_eq!((&error.path, error.offset), (path, *offset), "{}", text);
        }
    }
}

/// A model and a derived struct at once.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Plain {
    id: i64,
    name: String,
    active: bool,
    score: Option<f64>,
    small: Option<u8>,
    tags: Vec<String>,
    numbers: Vec<Option<i32>>,
    counts: BTreeMap<String, u64>,
    parent: Option<Box<Plain>>,
    children: Vec<Plain>,
}

impl Model for Plain {
    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "id" => &mut self.id,
            "name" => &mut self.name,
            "active" => &mut self.active,
            "score" => &mut self.score,
            "small" => &mut self.small,
            "tags" => &mut self.tags,
            "numbers" => &mut self.numbers,
            "counts" => &mut self.counts,
            "parent" => &mut self.parent,
            "children" => &mut self.children,
            _ => return None,
        })
    }
}
