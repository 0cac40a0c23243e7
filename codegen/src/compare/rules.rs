//! Every kind of change there is, with what it means on the wire and for Rust code that uses the SDK.
//!
//! Each row answers two questions about a caller of the old SDK. On the wire: does a program that was built from the
//! old description get along with a server of the new one? In the source: does code that compiled with the old SDK
//! compile with the new one? The second list holds changes that may or may not show in a Rust type; each row of it is
//! two kinds, the second with `-on-the-wire` behind its name for the case that all Rust types stay as they were.

use super::{Level, Source, Wire};

/// The verdicts on one kind of change. They are the same wherever it occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rule {
    id: &'static str,
    wire: Wire,
    source: Source,
    level: Level,
    explanation: &'static str,
}

const fn rule(id: &'static str, wire: Wire, source: Source, explanation: &'static str) -> Rule {
    let level = match (source, wire) {
        (Source::Breaking, _) => Level::Major,
        (Source::Addition, _) | (_, Wire::Breaking) => Level::Minor,
        (Source::Compatible, _) => Level::Patch,
    };
    Rule { id, wire, source, level, explanation }
}

/// A kind that is announced with a minor version though nothing is added.
const fn announced(rule: Rule) -> Rule {
    Rule { level: Level::Minor, ..rule }
}

macro_rules! rules {
    (single { $($(@$how:ident)? $name:ident $id:literal $wire:ident $source:ident $why:literal;)* }
     either { $($both:ident $twin:ident $both_id:literal $both_wire:ident $both_source:ident $both_why:literal;)* }) => {
        /// A kind of change. What it means is the same wherever it occurs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $why] $name,)*
            $(#[doc = $both_why] $both, #[doc = $both_why] $twin,)*
        }

        impl Kind {
            /// All kinds of change.
            pub const ALL: &'static [Self] = &[$(Self::$name,)* $(Self::$both, Self::$twin,)*];

            /// The kind for the case that no Rust type shows the change; the same kind where there is no such case.
            pub fn on_the_wire(self) -> Self {
                match self {
                    $(Self::$both => Self::$twin,)*
                    other => other,
                }
            }

            const fn rule(self) -> Rule {
                match self {
                    $(Self::$name => rules!(@row $($how)? rule($id, Wire::$wire, Source::$source, $why)),)*
                    $(
                        Self::$both => rule($both_id, Wire::$both_wire, Source::$both_source, $both_why),
                        Self::$twin => rule(
                            concat!($both_id, "-on-the-wire"),
                            Wire::$both_wire,
                            Source::Compatible,
                            concat!($both_why, " No Rust type shows it."),
                        ),
                    )*
                }
            }
        }
    };
    (@row $rule:expr) => { $rule };
    (@row announced $rule:expr) => { announced($rule) };
}

impl Kind {
    /// The stable name, in kebab case.
    pub const fn id(self) -> &'static str {
        self.rule().id
    }

    pub const fn wire(self) -> Wire {
        self.rule().wire
    }

    pub const fn source(self) -> Source {
        self.rule().source
    }

    /// The step of the version that the change asks for.
    pub const fn level(self) -> Level {
        self.rule().level
    }

    /// The reason for the verdicts.
    pub const fn explanation(self) -> &'static str {
        self.rule().explanation
    }

    /// The kind with this name.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.id() == id)
    }
}

rules! {
    single {
    ApiTitleChanged "api-title-changed" Compatible Compatible "Words only.";
    ApiVersionChanged "api-version-changed" Compatible Compatible "The description's own version; the SDK has a version of its own.";
    ServerAdded "server-added" Compatible Compatible "One more server can be chosen.";
    ServerRemoved "server-removed" Warning Compatible "Clients that were set to it have to be given its URL.";
    DefaultServerChanged "default-server-changed" Warning Compatible "A client that names no server now calls another one.";
    ServerIndexAdded "server-index-added" Compatible Addition "With a second server, the builder can choose between them.";
    ServerIndexRemoved "server-index-removed" Compatible Breaking "With one server left, the builder's `server_index` is gone.";
    ServerVariableAdded "server-variable-added" Compatible Addition "The builder has one more setter.";
    ServerVariableRemoved "server-variable-removed" Compatible Breaking "The builder's setter is gone.";
    ServerVariableChanged "server-variable-changed" Warning Compatible "Another default, or other values allowed; setters take any text.";
    OperationServersChanged "operation-servers-changed" Warning Compatible "The operation is sent elsewhere by default.";
    GlobalParameterAdded "global-parameter-added" Compatible Addition "The builder has one more setter.";
    GlobalParameterRemoved "global-parameter-removed" Compatible Breaking "The builder's setter is gone.";
    GlobalParameterChanged "global-parameter-changed" Compatible Breaking "The builder's setter takes another type.";

    SecuritySchemeChanged "security-scheme-changed" Breaking Compatible "The credential travels under another name or in another place; code gives it as before.";
    SecuritySchemeUrlChanged "security-scheme-url-changed" Warning Compatible "Tokens come from elsewhere; the SDK takes tokens, it does not fetch them.";
    SecuritySchemeFlowAdded "security-scheme-flow-added" Compatible Compatible "One more way to get a token.";
    SecuritySchemeFlowRemoved "security-scheme-flow-removed" Warning Compatible "Tokens that came in this way have to come in another.";
    SecuritySchemeScopesChanged "security-scheme-scopes-changed" Compatible Compatible "The scopes on offer; what operations ask for is told with them.";
    OperationSecurityAdded "operation-security-added" Breaking Compatible "What was public needs credentials; the client holds them, no signature changes.";
    OperationSecurityRemoved "operation-security-removed" Compatible Compatible "Credentials are not needed any more.";
    OperationSecurityAlternativeAdded "operation-security-alternative-added" Compatible Compatible "One more way to authenticate.";
    OperationSecurityAlternativeRemoved "operation-security-alternative-removed" Breaking Compatible "Clients that authenticate in this way are refused.";
    OperationScopeAdded "operation-scope-added" Warning Compatible "A token without the scope may be refused.";
    OperationScopeRemoved "operation-scope-removed" Compatible Compatible "Less is asked for.";

    OperationAdded "operation-added" Compatible Addition "A new method.";
    OperationRemoved "operation-removed" Breaking Breaking "The method is gone, deprecated before or not: code that calls it does not compile.";
    OperationRenamed "operation-renamed" Compatible Breaking "The method has another name; an alias can be kept.";
    OperationIdChanged "operation-id-changed" Compatible Compatible "Another operationId that gives the same Rust name.";
    OperationMoved "operation-moved" Compatible Breaking "The method hangs on another handle of the client.";
    OperationTagsChanged "operation-tags-changed" Compatible Compatible "Further tags; the SDK goes by the first.";
    OperationPathChanged "operation-path-changed" Breaking Compatible "The path is inside of the SDK; programs built before call the old one.";
    OperationMethodChanged "operation-method-changed" Breaking Compatible "The HTTP method is inside of the SDK; programs built before use the old one.";
    @announced OperationDeprecated "operation-deprecated" Compatible Compatible "The compiler warns where it is called.";
    OperationReactivated "operation-reactivated" Compatible Compatible "No longer deprecated.";
    SunsetRemoved "sunset-removed" Warning Compatible "Still deprecated, but without a date any more: the end may come at any time.";
    SunsetMovedCloser "sunset-moved-closer" Warning Compatible "The promised end comes sooner.";
    SunsetUnreadable "sunset-unreadable" Warning Compatible "The date of the end is no date.";
    StabilityLowered "stability-lowered" Warning Compatible "Less is promised than before.";
    StabilityRaised "stability-raised" Compatible Compatible "More is promised than before.";
    WebhookAdded "webhook-added" Compatible Compatible "The SDK does not receive calls.";
    WebhookRemoved "webhook-removed" Breaking Compatible "A receiver waits in vain; the SDK has no code for it.";
    CallbackAdded "callback-added" Compatible Compatible "The SDK does not receive calls.";
    CallbackRemoved "callback-removed" Warning Compatible "A receiver waits in vain; the SDK has no code for it.";
    CallbackChanged "callback-changed" Warning Compatible "A receiver gets something else; the SDK has no code for it.";

    PathParameterRenamed "path-parameter-renamed" Compatible Compatible "Arguments of a path are positional, and the name is not sent.";
    ParameterSerializationChanged "parameter-serialization-changed" Breaking Compatible "The same value is written in another way.";
    ParameterDefaultChanged "parameter-default-changed" Warning Compatible "The server takes another value where none is sent; the SDK sends no defaults.";
    @announced ParameterDeprecated "parameter-deprecated" Compatible Compatible "The compiler warns where it is set.";
    ParameterReactivated "parameter-reactivated" Compatible Compatible "No longer deprecated.";
    ParameterLeftClient "parameter-left-client" Compatible Breaking "The client held it; the method takes it as an argument now.";
    ParameterJoinedClient "parameter-joined-client" Compatible Breaking "The method took it; the client holds it now.";
    ArgumentRenamed "argument-renamed" Compatible Breaking "A setter has another name.";
    ArgumentsReordered "arguments-reordered" Compatible Breaking "Required arguments are positional.";

    MediaTypeChoiceAdded "media-type-choice-added" Compatible Addition "A method, or a setter, for another media type of the body or of the answer.";
    MediaTypeChoiceRemoved "media-type-choice-removed" Compatible Breaking "The method, or the setter, for another media type is gone.";

    ResponseErrorAdded "response-error-added" Compatible Addition "One more variant in an open enum of errors.";
    ResponseErrorRemoved "response-error-removed" Compatible Breaking "The variant is gone from the enum of errors.";
    ResponseHeaderBecameOptional "response-header-became-optional" Breaking Compatible "It may be absent; in Rust every header is an `Option`.";
    ResponseHeaderBecameRequired "response-header-became-required" Compatible Compatible "It is always there; in Rust every header is an `Option`.";
    ReturnTypeChanged "return-type-changed" Compatible Breaking "What the method gives has another type.";
    ErrorTypeChanged "error-type-changed" Compatible Breaking "The first documented error, or the last one gone: the error is of another type.";

    RequestConstraintTightened "request-constraint-tightened" Breaking Compatible "The server refuses values that it took; types hold no limits.";
    RequestConstraintSet "request-constraint-set" Warning Compatible "A limit where none was written: often the one that held all along.";
    RequestConstraintLoosened "request-constraint-loosened" Compatible Compatible "The server takes more.";
    RequestPatternChanged "request-pattern-changed" Warning Compatible "Which of the two admits more cannot be told.";
    RequestDefaultChanged "request-default-changed" Compatible Compatible "Documentation: the SDK fills in no defaults.";
    ResponseConstraintLoosened "response-constraint-loosened" Breaking Compatible "Values may come that could not before; the SDK checks none.";
    ResponseConstraintTightened "response-constraint-tightened" Compatible Compatible "Fewer values can come.";
    ResponsePatternChanged "response-pattern-changed" Compatible Compatible "The SDK does not check it.";
    ResponseDefaultChanged "response-default-changed" Compatible Compatible "Documentation: the SDK fills in no defaults.";
    DiscriminatorAdded "discriminator-added" Warning Compatible "Variants are told apart by a property; unions are open.";
    DiscriminatorRemoved "discriminator-removed" Warning Compatible "Variants are told apart by their fields; unions are open.";
    RequestDiscriminatorChanged "request-discriminator-changed" Breaking Compatible "Another property tells which variant it is.";
    ResponseDiscriminatorChanged "response-discriminator-changed" Breaking Compatible "Another property tells which variant it is.";
    RequestDiscriminatorValueAdded "request-discriminator-value-added" Compatible Compatible "One more word for a variant.";
    RequestDiscriminatorValueRemoved "request-discriminator-value-removed" Breaking Compatible "The server does not know the word any more.";
    ResponseDiscriminatorValueAdded "response-discriminator-value-added" Warning Compatible "An unknown word is kept as it came.";
    ResponseDiscriminatorValueRemoved "response-discriminator-value-removed" Compatible Compatible "The word does not come any more.";
    ResponseFieldAccessChanged "response-field-access-changed" Compatible Compatible "Who sets it; where it is read, nothing differs in Rust.";
    @announced FieldDeprecated "field-deprecated" Compatible Compatible "The compiler warns where it is used.";
    FieldReactivated "field-reactivated" Compatible Compatible "No longer deprecated.";

    TypeAdded "type-added" Compatible Addition "A new model.";
    TypeRemoved "type-removed" Compatible Breaking "The model is gone.";
    TypeRenamed "type-renamed" Compatible Breaking "The same thing under another name; an alias can be kept.";
    RequestFieldNowTaken "request-field-now-taken" Compatible Addition "What was only read can be sent: one more setter.";
    TypeChanged "type-changed" Compatible Breaking "The same values on the wire, in another Rust type.";
    TypeNowSent "type-now-sent" Compatible Addition "A model that was only received gets `new` and setters.";
    TypeNoLongerSent "type-no-longer-sent" Compatible Breaking "A model that is only received has neither `new` nor setters.";
    FieldRenamed "field-renamed" Compatible Breaking "The same field on the wire under another Rust name.";
    VariantAdded "variant-added" Compatible Addition "One more type that a value can have in Rust; the wire is told beside it.";
    VariantRemoved "variant-removed" Compatible Breaking "A type less that a value can have in Rust; the wire is told beside it.";
    VariantRenamed "variant-renamed" Compatible Breaking "The same value on the wire under another Rust name.";

    }
    either {
    SecuritySchemeAdded SecuritySchemeAddedOnTheWire "security-scheme-added" Compatible Addition "The builder takes one more kind of credential.";
    SecuritySchemeRemoved SecuritySchemeRemovedOnTheWire "security-scheme-removed" Compatible Breaking "The builder's setter for the credential is gone.";
    SecuritySchemeTypeChanged SecuritySchemeTypeChangedOnTheWire "security-scheme-type-changed" Breaking Breaking "Another kind of credential.";

    ParameterAdded ParameterAddedOnTheWire "parameter-added" Compatible Addition "An optional parameter: one more setter.";
    ParameterAddedRequired ParameterAddedRequiredOnTheWire "parameter-added-required" Breaking Breaking "The server refuses calls without it; the method has one more argument.";
    ParameterRemoved ParameterRemovedOnTheWire "parameter-removed" Warning Breaking "Servers tend to ignore what they do not know; the argument or setter is gone.";
    ParameterBecameRequired ParameterBecameRequiredOnTheWire "parameter-became-required" Breaking Breaking "The server refuses calls without it; a setter becomes an argument.";
    ParameterBecameOptional ParameterBecameOptionalOnTheWire "parameter-became-optional" Compatible Breaking "An argument becomes a setter.";
    ParameterLocationChanged ParameterLocationChangedOnTheWire "parameter-location-changed" Breaking Breaking "It is sent in another part of the request.";

    RequestBodyAdded RequestBodyAddedOnTheWire "request-body-added" Compatible Addition "An optional body: a setter.";
    RequestBodyAddedRequired RequestBodyAddedRequiredOnTheWire "request-body-added-required" Breaking Breaking "The server refuses calls without it; the method has one more argument.";
    RequestBodyRemoved RequestBodyRemovedOnTheWire "request-body-removed" Breaking Breaking "The server takes no body; the argument or setter is gone.";
    RequestBodyBecameRequired RequestBodyBecameRequiredOnTheWire "request-body-became-required" Breaking Breaking "The server refuses calls without it; a setter becomes an argument.";
    RequestBodyBecameOptional RequestBodyBecameOptionalOnTheWire "request-body-became-optional" Compatible Breaking "An argument becomes a setter.";
    RequestMediaTypeAdded RequestMediaTypeAddedOnTheWire "request-media-type-added" Compatible Breaking "One more form of the body; breaking where the SDK prefers it.";
    RequestMediaTypeRemoved RequestMediaTypeRemovedOnTheWire "request-media-type-removed" Breaking Breaking "The server refuses this form of the body.";
    ResponseSuccessAdded ResponseSuccessAddedOnTheWire "response-success-added" Warning Breaking "Another success than those documented before.";
    ResponseSuccessRemoved ResponseSuccessRemovedOnTheWire "response-success-removed" Breaking Breaking "A documented success does not come any more.";
    ResponseHeaderAdded ResponseHeaderAddedOnTheWire "response-header-added" Compatible Addition "One more field in the struct of headers.";
    ResponseHeaderRemoved ResponseHeaderRemovedOnTheWire "response-header-removed" Breaking Breaking "Promised before, and gone with its field in the struct of headers.";
    ResponseOptionalHeaderRemoved ResponseOptionalHeaderRemovedOnTheWire "response-optional-header-removed" Warning Breaking "It was never promised, but its field is gone.";
    ResponseMediaTypeAdded ResponseMediaTypeAddedOnTheWire "response-media-type-added" Compatible Breaking "One more form of the answer; breaking where the SDK prefers it.";
    ResponseMediaTypeRemoved ResponseMediaTypeRemovedOnTheWire "response-media-type-removed" Breaking Breaking "The answer does not come in this form any more.";

    RequestTypeChanged RequestTypeChangedOnTheWire "request-type-changed" Breaking Breaking "The server refuses values of the old type.";
    RequestTypeWidened RequestTypeWidenedOnTheWire "request-type-widened" Compatible Breaking "The server takes more; the Rust type follows.";
    RequestBecameNullable RequestBecameNullableOnTheWire "request-became-nullable" Compatible Breaking "`null` is taken too: an `Option` where none was.";
    RequestBecameNotNullable RequestBecameNotNullableOnTheWire "request-became-not-nullable" Breaking Breaking "`null` is refused: an `Option` less.";
    RequestFieldAdded RequestFieldAddedOnTheWire "request-field-added" Compatible Addition "An optional field: models are open, one more setter.";
    RequestFieldAddedRequired RequestFieldAddedRequiredOnTheWire "request-field-added-required" Breaking Breaking "The server refuses bodies without it; `new` has one more argument.";
    RequestFieldRemoved RequestFieldRemovedOnTheWire "request-field-removed" Warning Breaking "Servers tend to ignore what they do not know; the field is gone.";
    RequestFieldBecameRequired RequestFieldBecameRequiredOnTheWire "request-field-became-required" Breaking Breaking "The server refuses bodies without it; an `Option` less.";
    RequestFieldBecameOptional RequestFieldBecameOptionalOnTheWire "request-field-became-optional" Compatible Breaking "It may be left out: an `Option` where none was.";
    RequestEnumValueAdded RequestEnumValueAddedOnTheWire "request-enum-value-added" Compatible Addition "One more variant in an open enum.";
    RequestEnumValueRemoved RequestEnumValueRemovedOnTheWire "request-enum-value-removed" Breaking Breaking "The server refuses the value; the variant is gone.";
    RequestBecameEnum RequestBecameEnumOnTheWire "request-became-enum" Breaking Breaking "The server refuses all other values; the type becomes an enum.";
    RequestEnumDropped RequestEnumDroppedOnTheWire "request-enum-dropped" Compatible Breaking "Any value is taken; the enum is gone.";
    RequestVariantAdded RequestVariantAddedOnTheWire "request-variant-added" Compatible Addition "One more variant in an open enum.";
    RequestVariantRemoved RequestVariantRemovedOnTheWire "request-variant-removed" Breaking Breaking "The server refuses the variant, and it is gone.";
    RequestAdditionalPropertiesClosed RequestAdditionalPropertiesClosedOnTheWire "request-additional-properties-closed" Breaking Breaking "The server refuses fields without a name of their own; their map is gone.";
    RequestAdditionalPropertiesOpened RequestAdditionalPropertiesOpenedOnTheWire "request-additional-properties-opened" Compatible Addition "Fields of any name are taken: a map for them.";
    RequestFieldAccessChanged RequestFieldAccessChangedOnTheWire "request-field-access-changed" Compatible Breaking "Fields that are only read are no arguments of `new` and have no setter.";

    ResponseTypeChanged ResponseTypeChangedOnTheWire "response-type-changed" Breaking Breaking "Answers hold what the old type cannot.";
    ResponseTypeNarrowed ResponseTypeNarrowedOnTheWire "response-type-narrowed" Compatible Breaking "The old type could hold it; the new one says more.";
    ResponseBecameNullable ResponseBecameNullableOnTheWire "response-became-nullable" Breaking Breaking "`null` may come: an `Option` where none was.";
    ResponseBecameNotNullable ResponseBecameNotNullableOnTheWire "response-became-not-nullable" Compatible Breaking "`null` does not come any more: an `Option` less.";
    ResponseFieldAdded ResponseFieldAddedOnTheWire "response-field-added" Compatible Addition "Unknown fields are ignored; models are open.";
    ResponseFieldRemoved ResponseFieldRemovedOnTheWire "response-field-removed" Breaking Breaking "A promised field does not come any more, and is gone.";
    ResponseOptionalFieldRemoved ResponseOptionalFieldRemovedOnTheWire "response-optional-field-removed" Warning Breaking "It was never promised, but code that uses it does not compile.";
    ResponseFieldBecameOptional ResponseFieldBecameOptionalOnTheWire "response-field-became-optional" Breaking Breaking "A promised field may be absent: an `Option` where none was.";
    ResponseFieldBecameRequired ResponseFieldBecameRequiredOnTheWire "response-field-became-required" Compatible Breaking "It is always there: an `Option` less.";
    ResponseEnumValueAdded ResponseEnumValueAddedOnTheWire "response-enum-value-added" Warning Addition "Enums are open: programs built before see an unknown value that is kept as it came.";
    ResponseEnumValueRemoved ResponseEnumValueRemovedOnTheWire "response-enum-value-removed" Compatible Breaking "The value does not come any more; the variant is gone.";
    ResponseBecameEnum ResponseBecameEnumOnTheWire "response-became-enum" Compatible Breaking "Only some values come; the type becomes an enum.";
    ResponseEnumDropped ResponseEnumDroppedOnTheWire "response-enum-dropped" Warning Breaking "Any value may come; the enum is gone.";
    ResponseConstChanged ResponseConstChangedOnTheWire "response-const-changed" Breaking Breaking "A value that code could rely on is another, or may be.";
    ResponseVariantAdded ResponseVariantAddedOnTheWire "response-variant-added" Warning Addition "Unions are open: programs built before see JSON that is kept as it came.";
    ResponseVariantRemoved ResponseVariantRemovedOnTheWire "response-variant-removed" Compatible Breaking "The variant does not come any more, and is gone.";
    ResponseAdditionalPropertiesClosed ResponseAdditionalPropertiesClosedOnTheWire "response-additional-properties-closed" Compatible Breaking "No fields without a name of their own come; their map is gone.";
    ResponseAdditionalPropertiesOpened ResponseAdditionalPropertiesOpenedOnTheWire "response-additional-properties-opened" Compatible Addition "Fields of any name may come: a map for them.";
    }
}
