//! Where our verdict on the wire differs from oasdiff's on purpose: by its check, with the reason.

use codegen::compare::Change;

/// Checks that oasdiff calls errors and we do not.
const MILDER: &[(&str, &str)] = &[
    ("api-deprecated-sunset-parse", "a promise about the future, not about the wire: a warning"),
    ("api-deprecated-sunset-missing", "a promise about the future, not about the wire: a warning"),
    ("api-sunset-date-too-small", "a promise about the future, not about the wire: a warning"),
    ("api-sunset-date-changed-too-small", "a promise about the future, not about the wire: a warning"),
    ("api-path-sunset-parse", "a promise about the future, not about the wire: a warning"),
    ("api-invalid-stability-level", "a promise about the future, not about the wire: a warning"),
    ("api-stability-decreased", "a promise about the future, not about the wire: a warning"),
    ("sunset-deleted", "a promise about the future, not about the wire: a warning"),
    ("request-parameter-sunset-deleted", "a promise about the future, not about the wire: a warning"),
    ("request-parameter-sunset-parse", "a promise about the future, not about the wire: a warning"),
    ("request-parameter-sunset-date-changed-too-small", "a promise about the future, not about the wire: a warning"),
    ("request-parameter-sunset-date-too-small", "a promise about the future, not about the wire: a warning"),
    ("request-parameter-deprecated-sunset-missing", "a promise about the future, not about the wire: a warning"),
    ("request-property-stability-decreased", "a promise about the future, not about the wire: a warning"),
    ("response-property-stability-decreased", "a promise about the future, not about the wire: a warning"),
    ("request-property-deprecated-sunset-invalid", "a promise about the future, not about the wire: a warning"),
    ("request-property-deprecated-sunset-missing", "a promise about the future, not about the wire: a warning"),
    ("request-property-sunset-date-too-small", "a promise about the future, not about the wire: a warning"),
    ("response-property-deprecated-sunset-invalid", "a promise about the future, not about the wire: a warning"),
    ("response-property-deprecated-sunset-missing", "a promise about the future, not about the wire: a warning"),
    ("response-property-sunset-date-too-small", "a promise about the future, not about the wire: a warning"),
    (
        "request-parameter-removed-before-sunset",
        "a parameter that is gone tends to be ignored, announced or not: a warning",
    ),
    (
        "request-parameter-default-value-added",
        "the server goes on to take calls without it; that it takes another value is a warning",
    ),
    (
        "request-parameter-default-value-changed",
        "the server goes on to take calls without it; that it takes another value is a warning",
    ),
    (
        "request-parameter-default-value-removed",
        "the server goes on to take calls without it; that it takes another value is a warning",
    ),
    ("request-parameter-enum-value-removed", "it fires, too, when the whole list is dropped and any value is taken"),
    ("request-property-enum-value-removed", "it fires, too, when the whole list is dropped and any value is taken"),
    ("request-body-enum-value-removed", "it fires, too, when the whole list is dropped and any value is taken"),
    (
        "request-parameter-property-enum-value-removed",
        "it fires, too, when the whole list is dropped and any value is taken",
    ),
    ("request-body-all-of-added", "what `allOf` adds is judged field by field; optional ones may be left out"),
    ("request-property-all-of-added", "what `allOf` adds is judged field by field; optional ones may be left out"),
    ("response-body-one-of-added", "unions are open: what is unknown is kept as it came"),
    ("response-property-one-of-added", "unions are open: what is unknown is kept as it came"),
    ("request-property-became-not-nullable", "`nullable: true` in 3.0 and `[T, null]` in 3.1 are the same"),
    ("request-parameter-became-not-nullable", "`nullable: true` in 3.0 and `[T, null]` in 3.1 are the same"),
    ("request-body-became-not-nullable", "`nullable: true` in 3.0 and `[T, null]` in 3.1 are the same"),
];

/// Limits that oasdiff has no check for where they are tightened: anywhere, and in bodies.
const OVERLOOKED: &[&str] = &["maxProperties", "minProperties", "multipleOf", "uniqueItems", "not"];
const OVERLOOKED_IN_BODIES: &[&str] = &["maxItems"];

/// Checks that oasdiff calls harmless, or (empty) has none for, and our kind of change that is breaking.
const STRICTER: &[(&str, &str, &str)] = &[
    ("", "operation-removed", "removed after its announced end, or while deprecated: calls fail all the same"),
    ("api-removed-with-deprecation", "operation-removed", "announced or not, calls fail"),
    ("api-path-removed-with-deprecation", "operation-removed", "announced or not, calls fail"),
    (
        "api-security-component-type-changed",
        "security-scheme-type-changed",
        "a client that authenticates in the old way, or not at all, is refused",
    ),
    (
        "api-security-added",
        "operation-security-added",
        "a client that authenticates in the old way, or not at all, is refused",
    ),
    (
        "api-global-security-added",
        "operation-security-added",
        "a client that authenticates in the old way, or not at all, is refused",
    ),
    (
        "api-security-removed",
        "operation-security-alternative-removed",
        "a client that authenticates in the old way, or not at all, is refused",
    ),
    (
        "api-global-security-removed",
        "operation-security-alternative-removed",
        "a client that authenticates in the old way, or not at all, is refused",
    ),
    (
        "api-security-added",
        "operation-security-alternative-removed",
        "a client that authenticates in the old way, or not at all, is refused",
    ),
    (
        "api-global-security-added",
        "operation-security-alternative-removed",
        "a client that authenticates in the old way, or not at all, is refused",
    ),
    (
        "request-parameter-removed",
        "parameter-location-changed",
        "the server does not find the value where programs send it",
    ),
    ("", "security-scheme-changed", "a credential in the old place is not found; oasdiff does not look there"),
    (
        "",
        "request-additional-properties-closed",
        "a client that sends other fields is refused; oasdiff does not look there",
    ),
    ("", "request-media-type-removed", "oasdiff takes all media types that end alike for the same; servers do not"),
    ("", "parameter-serialization-changed", "the server reads the value in another way; oasdiff does not look there"),
    (
        "",
        "response-constraint-loosened",
        "a limit that is gone is wider than one that was raised, which oasdiff calls an error",
    ),
    ("response-body-media-type-schema-removed", "response-type-changed", "without a schema, anything may come"),
    (
        "request-parameter-property-type-changed",
        "request-type-changed",
        "a field of a parameter is refused like one of a body",
    ),
    ("", "operation-path-changed", "calls of the old path fail"),
    (
        "request-body-discriminator-property-name-changed",
        "request-discriminator-changed",
        "the variant is looked for in a property that is not there",
    ),
    (
        "request-body-discriminator-mapping-changed",
        "request-discriminator-changed",
        "the word leads to another variant",
    ),
    (
        "request-property-discriminator-property-name-changed",
        "request-discriminator-changed",
        "the variant is looked for in a property that is not there",
    ),
    (
        "request-property-discriminator-mapping-changed",
        "request-discriminator-changed",
        "the word leads to another variant",
    ),
    (
        "response-body-discriminator-property-name-changed",
        "response-discriminator-changed",
        "the variant is looked for in a property that is not there",
    ),
    (
        "response-body-discriminator-mapping-changed",
        "response-discriminator-changed",
        "the word leads to another variant",
    ),
    (
        "response-property-discriminator-property-name-changed",
        "response-discriminator-changed",
        "the variant is looked for in a property that is not there",
    ),
    (
        "response-property-discriminator-mapping-changed",
        "response-discriminator-changed",
        "the word leads to another variant",
    ),
    (
        "request-body-discriminator-mapping-deleted",
        "request-discriminator-value-removed",
        "the server does not know the word that clients send",
    ),
    (
        "request-property-discriminator-mapping-deleted",
        "request-discriminator-value-removed",
        "the server does not know the word that clients send",
    ),
];

/// Why a check that is an error there is none here.
pub fn milder(check: &str) -> Option<&'static str> {
    MILDER.iter().find(|(id, _)| *id == check).map(|(_, reason)| *reason)
}

/// Why a limit is tightened though oasdiff says nothing: it does not look there.
pub fn overlooked(change: &Change) -> Option<&'static str> {
    let named = |limits: &[&str]| limits.iter().any(|limit| change.text.contains(&format!(": `{limit}` ")));
    let body = change.at.starts_with("request.body");
    let found = change.kind.id() == "request-constraint-tightened"
        && (named(OVERLOOKED) || (body && named(OVERLOOKED_IN_BODIES)));
    found.then_some("the server refuses what it took; oasdiff does not look at this limit there")
}

/// Why one of our kinds is breaking though none of these checks is an error.
pub fn stricter(kind: &str, checks: &[&str]) -> Option<&'static str> {
    let kind = kind.trim_end_matches("-on-the-wire");
    let row = STRICTER.iter().find(|(check, ours, _)| *ours == kind && (check.is_empty() || checks.contains(check)));
    row.map(|(.., reason)| *reason)
}
