//! Every kind of change there is, with what it means on the wire and for Rust code that uses the SDK.
//!
//! Each row answers two questions about a caller of the old SDK. On the wire: does a program that was built from the
//! old description get along with a server of the new one? In the source: does code that compiled with the old SDK
//! compile with the new one? The second list holds changes that may or may not show in a Rust type; each row of it is
//! two kinds, the second with `-on-the-wire` behind its name for the case that all Rust types stay as they were.

use super::{Kind, Level, Source, Wire};

/// The end of the name of a kind that no Rust type shows.
pub(super) const HIDDEN: &str = "-on-the-wire";

const fn kind(id: &'static str, wire: Wire, source: Source, explanation: &'static str) -> Kind {
    let level = match (source, wire) {
        (Source::Breaking, _) => Level::Major,
        (Source::Addition, _) | (_, Wire::Breaking) => Level::Minor,
        (Source::Compatible, _) => Level::Patch,
    };
    Kind { id, wire, source, level, explanation }
}

/// A kind that is announced with a minor version though nothing is added.
const fn announced(kind: Kind) -> Kind {
    Kind { level: Level::Minor, ..kind }
}

macro_rules! table {
    ($($(@$how:ident)? $id:literal $wire:ident $source:ident $why:literal;)*
     either $($twin:literal $twin_wire:ident $twin_source:ident $twin_why:literal;)*) => {
        &[
            $(table!(@row $($how)? kind($id, Wire::$wire, Source::$source, $why)),)*
            $(
                kind($twin, Wire::$twin_wire, Source::$twin_source, $twin_why),
                kind(
                    concat!($twin, "-on-the-wire"),
                    Wire::$twin_wire,
                    Source::Compatible,
                    concat!($twin_why, " No Rust type shows it."),
                ),
            )*
        ]
    };
    (@row $kind:expr) => { $kind };
    (@row announced $kind:expr) => { announced($kind) };
}

/// All kinds of change. The names are stable.
pub static KINDS: &[Kind] = table! {
    "api-title-changed" Compatible Compatible "Words only.";
    "api-version-changed" Compatible Compatible "The description's own version; the SDK has a version of its own.";
    "server-added" Compatible Compatible "One more server can be chosen.";
    "server-removed" Warning Compatible "Clients that were set to it have to be given its URL.";
    "default-server-changed" Warning Compatible "A client that names no server now calls another one.";
    "server-index-added" Compatible Addition "With a second server, the builder can choose between them.";
    "server-index-removed" Compatible Breaking "With one server left, the builder's `server_index` is gone.";
    "server-variable-added" Compatible Addition "The builder has one more setter.";
    "server-variable-removed" Compatible Breaking "The builder's setter is gone.";
    "server-variable-changed" Warning Compatible "Another default, or other values allowed; setters take any text.";
    "operation-servers-changed" Warning Compatible "The operation is sent elsewhere by default.";
    "global-parameter-added" Compatible Addition "The builder has one more setter.";
    "global-parameter-removed" Compatible Breaking "The builder's setter is gone.";
    "global-parameter-changed" Compatible Breaking "The builder's setter takes another type.";

    "security-scheme-changed" Breaking Compatible "The credential travels under another name or in another place; code gives it as before.";
    "security-scheme-url-changed" Warning Compatible "Tokens come from elsewhere; the SDK takes tokens, it does not fetch them.";
    "security-scheme-flow-added" Compatible Compatible "One more way to get a token.";
    "security-scheme-flow-removed" Warning Compatible "Tokens that came in this way have to come in another.";
    "security-scheme-scopes-changed" Compatible Compatible "The scopes on offer; what operations ask for is told with them.";
    "operation-security-added" Breaking Compatible "What was public needs credentials; the client holds them, no signature changes.";
    "operation-security-removed" Compatible Compatible "Credentials are not needed any more.";
    "operation-security-alternative-added" Compatible Compatible "One more way to authenticate.";
    "operation-security-alternative-removed" Breaking Compatible "Clients that authenticate in this way are refused.";
    "operation-scope-added" Warning Compatible "A token without the scope may be refused.";
    "operation-scope-removed" Compatible Compatible "Less is asked for.";

    "operation-added" Compatible Addition "A new method.";
    "operation-removed" Breaking Breaking "The method is gone, deprecated before or not: code that calls it does not compile.";
    "operation-renamed" Compatible Breaking "The method has another name; an alias can be kept.";
    "operation-id-changed" Compatible Compatible "Another operationId that gives the same Rust name.";
    "operation-moved" Compatible Breaking "The method hangs on another handle of the client.";
    "operation-tags-changed" Compatible Compatible "Further tags; the SDK goes by the first.";
    "operation-path-changed" Breaking Compatible "The path is inside of the SDK; programs built before call the old one.";
    "operation-method-changed" Breaking Compatible "The HTTP method is inside of the SDK; programs built before use the old one.";
    @announced "operation-deprecated" Compatible Compatible "The compiler warns where it is called.";
    "operation-reactivated" Compatible Compatible "No longer deprecated.";
    "sunset-removed" Warning Compatible "Still deprecated, but without a date any more: the end may come at any time.";
    "sunset-moved-closer" Warning Compatible "The promised end comes sooner.";
    "sunset-unreadable" Warning Compatible "The date of the end is no date.";
    "stability-lowered" Warning Compatible "Less is promised than before.";
    "stability-raised" Compatible Compatible "More is promised than before.";
    "webhook-added" Compatible Compatible "The SDK does not receive calls.";
    "webhook-removed" Breaking Compatible "A receiver waits in vain; the SDK has no code for it.";
    "callback-added" Compatible Compatible "The SDK does not receive calls.";
    "callback-removed" Warning Compatible "A receiver waits in vain; the SDK has no code for it.";
    "callback-changed" Warning Compatible "A receiver gets something else; the SDK has no code for it.";

    "path-parameter-renamed" Compatible Compatible "Arguments of a path are positional, and the name is not sent.";
    "parameter-serialization-changed" Breaking Compatible "The same value is written in another way.";
    "parameter-default-changed" Warning Compatible "The server takes another value where none is sent; the SDK sends no defaults.";
    @announced "parameter-deprecated" Compatible Compatible "The compiler warns where it is set.";
    "parameter-reactivated" Compatible Compatible "No longer deprecated.";
    "parameter-left-client" Compatible Breaking "The client held it; the method takes it as an argument now.";
    "parameter-joined-client" Compatible Breaking "The method took it; the client holds it now.";
    "argument-renamed" Compatible Breaking "A setter has another name.";
    "arguments-reordered" Compatible Breaking "Required arguments are positional.";

    "media-type-choice-added" Compatible Addition "A method, or a setter, for another media type of the body or of the answer.";
    "media-type-choice-removed" Compatible Breaking "The method, or the setter, for another media type is gone.";

    "response-error-added" Compatible Addition "One more variant in an open enum of errors.";
    "response-error-removed" Compatible Breaking "The variant is gone from the enum of errors.";
    "response-header-became-optional" Breaking Compatible "It may be absent; in Rust every header is an `Option`.";
    "response-header-became-required" Compatible Compatible "It is always there; in Rust every header is an `Option`.";
    "return-type-changed" Compatible Breaking "What the method gives has another type.";
    "error-type-changed" Compatible Breaking "The first documented error, or the last one gone: the error is of another type.";

    "request-constraint-tightened" Breaking Compatible "The server refuses values that it took; types hold no limits.";
    "request-constraint-set" Warning Compatible "A limit where none was written: often the one that held all along.";
    "request-constraint-loosened" Compatible Compatible "The server takes more.";
    "request-pattern-changed" Warning Compatible "Which of the two admits more cannot be told.";
    "request-default-changed" Compatible Compatible "Documentation: the SDK fills in no defaults.";
    "response-constraint-loosened" Breaking Compatible "Values may come that could not before; the SDK checks none.";
    "response-constraint-tightened" Compatible Compatible "Fewer values can come.";
    "response-pattern-changed" Compatible Compatible "The SDK does not check it.";
    "response-default-changed" Compatible Compatible "Documentation: the SDK fills in no defaults.";
    "discriminator-added" Warning Compatible "Variants are told apart by a property; unions are open.";
    "discriminator-removed" Warning Compatible "Variants are told apart by their fields; unions are open.";
    "request-discriminator-changed" Breaking Compatible "Another property tells which variant it is.";
    "response-discriminator-changed" Breaking Compatible "Another property tells which variant it is.";
    "request-discriminator-value-added" Compatible Compatible "One more word for a variant.";
    "request-discriminator-value-removed" Breaking Compatible "The server does not know the word any more.";
    "response-discriminator-value-added" Warning Compatible "An unknown word is kept as it came.";
    "response-discriminator-value-removed" Compatible Compatible "The word does not come any more.";
    "response-field-access-changed" Compatible Compatible "Who sets it; where it is read, nothing differs in Rust.";
    @announced "field-deprecated" Compatible Compatible "The compiler warns where it is used.";
    "field-reactivated" Compatible Compatible "No longer deprecated.";

    "type-added" Compatible Addition "A new model.";
    "type-removed" Compatible Breaking "The model is gone.";
    "type-renamed" Compatible Breaking "The same thing under another name; an alias can be kept.";
    "request-field-now-taken" Compatible Addition "What was only read can be sent: one more setter.";
    "type-changed" Compatible Breaking "The same values on the wire, in another Rust type.";
    "type-now-sent" Compatible Addition "A model that was only received gets `new` and setters.";
    "type-no-longer-sent" Compatible Breaking "A model that is only received has neither `new` nor setters.";
    "field-renamed" Compatible Breaking "The same field on the wire under another Rust name.";
    "variant-added" Compatible Addition "One more type that a value can have in Rust; the wire is told beside it.";
    "variant-removed" Compatible Breaking "A type less that a value can have in Rust; the wire is told beside it.";
    "variant-renamed" Compatible Breaking "The same value on the wire under another Rust name.";

    either
    "security-scheme-added" Compatible Addition "The builder takes one more kind of credential.";
    "security-scheme-removed" Compatible Breaking "The builder's setter for the credential is gone.";
    "security-scheme-type-changed" Breaking Breaking "Another kind of credential.";

    "parameter-added" Compatible Addition "An optional parameter: one more setter.";
    "parameter-added-required" Breaking Breaking "The server refuses calls without it; the method has one more argument.";
    "parameter-removed" Warning Breaking "Servers tend to ignore what they do not know; the argument or setter is gone.";
    "parameter-became-required" Breaking Breaking "The server refuses calls without it; a setter becomes an argument.";
    "parameter-became-optional" Compatible Breaking "An argument becomes a setter.";
    "parameter-location-changed" Breaking Breaking "It is sent in another part of the request.";

    "request-body-added" Compatible Addition "An optional body: a setter.";
    "request-body-added-required" Breaking Breaking "The server refuses calls without it; the method has one more argument.";
    "request-body-removed" Breaking Breaking "The server takes no body; the argument or setter is gone.";
    "request-body-became-required" Breaking Breaking "The server refuses calls without it; a setter becomes an argument.";
    "request-body-became-optional" Compatible Breaking "An argument becomes a setter.";
    "request-media-type-added" Compatible Breaking "One more form of the body; breaking where the SDK prefers it.";
    "request-media-type-removed" Breaking Breaking "The server refuses this form of the body.";
    "response-success-added" Warning Breaking "Another success than those documented before.";
    "response-success-removed" Breaking Breaking "A documented success does not come any more.";
    "response-header-added" Compatible Addition "One more field in the struct of headers.";
    "response-header-removed" Breaking Breaking "Promised before, and gone with its field in the struct of headers.";
    "response-optional-header-removed" Warning Breaking "It was never promised, but its field is gone.";
    "response-media-type-added" Compatible Breaking "One more form of the answer; breaking where the SDK prefers it.";
    "response-media-type-removed" Breaking Breaking "The answer does not come in this form any more.";

    "request-type-changed" Breaking Breaking "The server refuses values of the old type.";
    "request-type-widened" Compatible Breaking "The server takes more; the Rust type follows.";
    "request-became-nullable" Compatible Breaking "`null` is taken too: an `Option` where none was.";
    "request-became-not-nullable" Breaking Breaking "`null` is refused: an `Option` less.";
    "request-field-added" Compatible Addition "An optional field: models are open, one more setter.";
    "request-field-added-required" Breaking Breaking "The server refuses bodies without it; `new` has one more argument.";
    "request-field-removed" Warning Breaking "Servers tend to ignore what they do not know; the field is gone.";
    "request-field-became-required" Breaking Breaking "The server refuses bodies without it; an `Option` less.";
    "request-field-became-optional" Compatible Breaking "It may be left out: an `Option` where none was.";
    "request-enum-value-added" Compatible Addition "One more variant in an open enum.";
    "request-enum-value-removed" Breaking Breaking "The server refuses the value; the variant is gone.";
    "request-became-enum" Breaking Breaking "The server refuses all other values; the type becomes an enum.";
    "request-enum-dropped" Compatible Breaking "Any value is taken; the enum is gone.";
    "request-variant-added" Compatible Addition "One more variant in an open enum.";
    "request-variant-removed" Breaking Breaking "The server refuses the variant, and it is gone.";
    "request-additional-properties-closed" Breaking Breaking "The server refuses fields without a name of their own; their map is gone.";
    "request-additional-properties-opened" Compatible Addition "Fields of any name are taken: a map for them.";
    "request-field-access-changed" Compatible Breaking "Fields that are only read are no arguments of `new` and have no setter.";

    "response-type-changed" Breaking Breaking "Answers hold what the old type cannot.";
    "response-type-narrowed" Compatible Breaking "The old type could hold it; the new one says more.";
    "response-became-nullable" Breaking Breaking "`null` may come: an `Option` where none was.";
    "response-became-not-nullable" Compatible Breaking "`null` does not come any more: an `Option` less.";
    "response-field-added" Compatible Addition "Unknown fields are ignored; models are open.";
    "response-field-removed" Breaking Breaking "A promised field does not come any more, and is gone.";
    "response-optional-field-removed" Warning Breaking "It was never promised, but code that uses it does not compile.";
    "response-field-became-optional" Breaking Breaking "A promised field may be absent: an `Option` where none was.";
    "response-field-became-required" Compatible Breaking "It is always there: an `Option` less.";
    "response-enum-value-added" Warning Addition "Enums are open: programs built before see an unknown value that is kept as it came.";
    "response-enum-value-removed" Compatible Breaking "The value does not come any more; the variant is gone.";
    "response-became-enum" Compatible Breaking "Only some values come; the type becomes an enum.";
    "response-enum-dropped" Warning Breaking "Any value may come; the enum is gone.";
    "response-const-changed" Breaking Breaking "A value that code could rely on is another, or may be.";
    "response-variant-added" Warning Addition "Unions are open: programs built before see JSON that is kept as it came.";
    "response-variant-removed" Compatible Breaking "The variant does not come any more, and is gone.";
    "response-additional-properties-closed" Compatible Breaking "No fields without a name of their own come; their map is gone.";
    "response-additional-properties-opened" Compatible Addition "Fields of any name may come: a map for them.";
};

/// The kind of this name.
pub fn find(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}
