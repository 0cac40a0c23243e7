//! Unions with and without a discriminator.

use super::models::*;
use super::*;

#[test]
fn the_alternative_that_fits_without_drift_wins() {
    assert!(matches!(exact::<Pet>(r#"{"name": "Tom", "lives": 7}"#), Pet::Cat(Cat { lives: Some(7), .. })));
    assert!(matches!(exact::<Pet>(r#"{"name": "Rex", "bark": "wuff"}"#), Pet::Dog(_)));
    assert_eq!(exact::<Pet>("\"Tom\""), Pet::Name("Tom".to_owned()));
    assert_eq!(exact::<Pet>("[\"Tom\"]"), Pet::Names(vec!["Tom".to_owned()]));
}

#[test]
fn among_equals_the_first_wins() {
    assert!(matches!(exact::<Pet>(r#"{"name": "Tom"}"#), Pet::Cat(_)));
}

#[test]
fn the_least_misfit_wins_and_its_drift_is_reported() {
    let (pet, drift) = drifted::<Pet>(r#"{"name": 7, "bark": "wuff", "x": 1, "friend": null}"#);
    assert!(matches!(pet, Pet::Dog(_)), "{pet:?}");
    assert_eq!(drift, ["Converted $.name: expected a string, found the number 7"]);
}

#[test]
fn what_is_none_of_the_alternatives_is_kept() {
    let (pet, drift) = drifted::<Vec<Pet>>("[[[1]]]");
    assert_eq!(pet, [Pet::Unknown(Json::from(vec![vec![1]]))]);
    assert_eq!(drift, ["NoAlternative $[0]: expected one of the described alternatives, found a list"]);
    assert_eq!((drifted::<Pet>("null").0, kinds::<Pet>("null")), (Pet::default(), vec![DriftKind::Null]));
    assert_eq!(exact::<Option<Pet>>("null"), None);
}

#[test]
fn a_union_must_be_json_all_the_same() {
    refused::<Pet>(r#"{"name": "Tom", "x": tru}"#);
    refused::<Pet>("[\"a\" \"b\"]");
    refused::<Tagged>(r#"{"petType": "cat", "name": "Tom", "x": tru}"#);
    refused::<Tagged>(r#"{"petType": "bird", "x": tru}"#);
}

#[test]
fn unions_can_be_nested() {
    let text =
        r#"{"name": "Rex", "bark": "w", "friend": {"name": "Bo", "bark": "w", "friend": {"name": "Tom", "lives": 7}}}"#;
    let Pet::Dog(rex) = exact::<Pet>(text) else { panic!() };
    let Some(Pet::Dog(bo)) = rex.friend.map(|friend| *friend) else { panic!() };
    assert!(matches!(bo.friend.map(|friend| *friend), Some(Pet::Cat(Cat { lives: Some(7), .. }))));
}

/// A union for a test: the variants and how they are read.
macro_rules! union {
    ($name:ident { $($variant:ident($type:ty)),* }) => {
        #[derive(Debug, PartialEq)]
        enum $name {
            $($variant($type),)*
            Unknown(Json),
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Unknown(Json::Null)
            }
        }

        impl Slot for $name {
            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
                reader.one_of(self, &[$(|r| r.value().map(Self::$variant)),*], Self::Unknown)
            }
        }
    };
}

union!(Tree { Left(Vec<Tree>), Right(Vec<Tree>) });

#[test]
fn a_hostile_union_ends() {
    // No alternative fits well, so that both are tried, on each of the levels: 2^120 ways to read it.
    let text = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    let started = std::time::Instant::now();
    assert!(!decode::from_slice::<Tree>(text.as_bytes()).unwrap().drift.is_empty());
    assert!(started.elapsed() < std::time::Duration::from_secs(5));
}

union!(Lines { Numbers(Vec<i64>), Words(Vec<String>) });

union!(Rating { Stars(i64), Words(String) });

#[test]
fn nothing_remains_of_an_alternative_that_was_given_up() {
    // Blank for a number, but not for a string.
    assert_eq!(exact::<Option<Rating>>("\"\""), Some(Rating::Words(String::new())));
    // A single element in place of a list, once more.
    assert_eq!(drifted::<Lines>("\"a\"").0, Lines::Words(vec!["a".to_owned()]));
    // Each alternative stops inside of the object.
    let pets = format!("[{}]", vec![r#"{"name": {}}"#; 300].join(","));
    assert_eq!(drifted::<Vec<Pet>>(&pets).0.len(), 300);
}

union!(Home { Account(Box<Account>), Flat(Flat) });

#[derive(Debug, Default, PartialEq)]
struct Flat {
    active: bool,
}

impl Model for Flat {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        (name == "active").then_some(&mut self.active as &mut dyn Slot)
    }
}

#[test]
fn flags_end_with_the_alternative_that_was_given_up() {
    let (home, drift) = drifted::<Home>(r#"{"home": {}, "active": 1}"#);
    assert_eq!(home, Home::Flat(Flat { active: true }));
    assert_eq!(drift, ["Converted $.active: expected a boolean, found the number 1"]);
}

union!(Loose { Any(Json), Map(BTreeMap<String, Json>), Cat(Cat), Text(String), Time(Timestamp) });

#[test]
fn what_takes_anything_yields_to_what_fits() {
    assert!(matches!(exact::<Loose>(r#"{"name": "Tom"}"#), Loose::Cat(_)));
    assert_eq!(exact::<Loose>("\"Tom\""), Loose::Text("Tom".to_owned()));
    assert!(matches!(exact::<Loose>(r#"{"name": "Tom", "x": 1}"#), Loose::Any(_)));
    assert_eq!(exact::<Loose>("[1]"), Loose::Any(Json::from(vec![1])));
}

#[test]
fn the_report_is_that_of_the_chosen_alternative_beyond_the_cap_too() {
    let pets = format!("[{}]", vec![r#"{"name": 7, "bark": 8}"#; 80].join(","));
    let decoded = decode::from_slice::<Vec<Pet>>(pets.as_bytes()).unwrap();
    assert!(decoded.value.iter().all(|pet| matches!(pet, Pet::Dog(_) | Pet::Cat(_))));
    assert_eq!((decoded.drift.entries().len(), decoded.drift.len()), (100, 160));
}

#[test]
fn the_discriminator_may_stand_anywhere() {
    for text in [
        r#"{"petType": "dog", "name": "Rex", "bark": "wuff"}"#,
        r#"{"name": "Rex", "bark": "wuff", "friend": {"name": "Tom", "petType": "cat"}, "petType": "dog"}"#,
        r#"{"petType": "cat", "name": "Rex", "bark": "wuff", "petTyp\u0065": "d\u006fg"}"#,
    ] {
        assert!(matches!(exact::<Tagged>(text), Tagged::Dog(_)), "{text}");
    }
}

#[test]
fn discriminators_compare_by_their_text() {
    assert!(matches!(exact::<Tagged>(r#"{"petType": 1, "name": "Tom"}"#), Tagged::Cat(_)));
    assert!(matches!(exact::<Tagged>(r#"{"petType": true, "name": "Tom"}"#), Tagged::Cat(_)));
}

#[test]
fn an_unknown_or_absent_discriminator_keeps_the_value() {
    let (pet, drift) = drifted::<Tagged>(r#"{"name": "Tweety", "petType": "bird"}"#);
    assert_eq!(pet, Tagged::Unknown([("name", "Tweety"), ("petType", "bird")].into_iter().collect()));
    assert_eq!(drift, ["UnknownValue $.petType: expected the name of an alternative, found \"bird\""]);
    assert_eq!(kinds::<Tagged>("{}"), [DriftKind::Missing]);
    assert_eq!(kinds::<Tagged>(r#"{"petType": {"a": 1}}"#), [DriftKind::Missing]);
    assert_eq!(drifted::<Tagged>("[1]").0, Tagged::Unknown(Json::from(vec![1])));
    assert_eq!(kinds::<Tagged>("null"), [DriftKind::Null]);
}

#[test]
fn the_named_alternative_must_fit() {
    assert_eq!(
        refused::<Tagged>(r#"{"petType": "cat", "name": {}}"#),
        "expected a string at $.name (byte 27), found an object"
    );
}

#[cfg(feature = "serde")]
#[test]
fn serde_finds_the_same_alternative() {
    let pet: Pet = serde_json::from_str(r#"{"name": "Rex", "bark": "wuff"}"#).unwrap();
    assert!(matches!(pet, Pet::Dog(_)));
}

union!(Endless { Again(Box<Endless>), Once(bool) });

union!(Free { Text(String), List(Vec<Free>), Map(BTreeMap<String, Free>) });

#[test]
fn a_union_of_itself_ends() {
    assert!(matches!(exact::<Endless>("true"), Endless::Again(_)));
    drifted::<Endless>("{}");
    assert_eq!(exact::<Free>("\"a\""), Free::Text("a".to_owned()));
    assert!(matches!(exact::<Free>(r#"[{"a": ["b", []]}]"#), Free::List(_)));
    drifted::<Free>("[1, true, null, {}]");
}

/// A list of itself, which a description can ask for.
#[derive(Debug, Default, PartialEq)]
struct Lists(Vec<Lists>);

impl Slot for Lists {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        self.0.read(reader)
    }
}

#[test]
fn a_list_of_itself_ends() {
    assert_eq!(exact::<Lists>("[[], []]").0.len(), 2);
    assert_eq!(refused::<Lists>("[1]"), "expected a list at $[0] (byte 1), found the number 1");
    assert_eq!(drifted::<Vec<Vec<i64>>>("[1, [2]]").0, [[1], [2]]);
}
