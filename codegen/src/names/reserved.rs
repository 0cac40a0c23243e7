//! Identifiers that are taken before a description is read.

/// What else lives in a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// Fields of a struct.
    Fields,
    /// Setters of a model.
    Setters,
    /// Types in `models`.
    Models,
    /// Types in the module of a tag: request types and what stands beside them.
    Operations,
    /// Variants of an enum: `Unknown` is the generator's own.
    Variants,
    /// Parameters of an operation, which share a struct with its client.
    Parameters,
    /// Methods of a handle, which are files as well.
    Methods,
    /// Methods of the client, which are modules as well.
    Handles,
    /// Setters of the client builder.
    Builder,
    /// Constants of the client module.
    Constants,
    /// Files of models.
    Files,
}

const PRELUDE: &[&str] = &[
    "Option",
    "Some",
    "None",
    "Vec",
    "String",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "Self",
    "Copy",
    "Send",
    "Sync",
    "Iterator",
    "From",
    "Into",
    "ToOwned",
    "ToString",
    "AsRef",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Sized",
    "Unpin",
    "Ord",
    "PartialOrd",
    "TryFrom",
    "TryInto",
    "Extend",
    "FromIterator",
    "IntoIterator",
    "AsMut",
    "DoubleEndedIterator",
    "ExactSizeIterator",
];
const MODEL_PRELUDE: &[&str] = &[
    "Model",
    "Slot",
    "Reader",
    "Stop",
    "StringEnum",
    "IntegerEnum",
    "ToJson",
    "Object",
    "Json",
    "Nullable",
    "Number",
    "Secret",
    "Timestamp",
    "Date",
    "BTreeMap",
    "XmlModel",
    "XmlNode",
    "XmlShape",
    "XmlVariant",
];
const OPERATION_PRELUDE: &[&str] = &[
    "Operation",
    "OperationInfo",
    "Method",
    "ServerInfo",
    "RequestParts",
    "Style",
    "Response",
    "Answer",
    "InMediaType",
    "BlockingCore",
    "BlockingTransport",
    "Error",
    "Core",
    "ClientCredentials",
    "CoreBuilder",
    "Options",
    "Bytes",
    "BuildError",
    "Transport",
    "Duration",
    "NoError",
    "TokenProvider",
    "Global",
    "SecurityScheme",
    "ServerVariable",
    "DecodeError",
    "File",
    "HeaderMap",
    "Retry",
    "ByteStream",
    "EventStream",
    "LineStream",
];
/// What the files of a tag name beside the preludes.
const OPERATION_OWN: &[&str] = &["C", "Client", "ClientBuilder"];
/// File names that Windows keeps for devices, and the one Rust keeps.
const FILES: &[&str] = &[
    "mod", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
/// Methods of a handle, and the import beside the modules of operations.
const METHODS: &[&str] = &["new", "with", "clone", "models"];
/// Methods of the client, the modules beside those of the tags, and the files beside those in `src/`.
const HANDLES: &[&str] = &[
    "client",
    "blocking",
    "models",
    "codegen",
    "doctests",
    "builder",
    "core",
    "with",
    "new",
    "clone",
    "fmt",
    "std",
    "alloc",
    "generated",
    "lib",
    "main",
    "rustfmt",
];
/// Methods of a request, those of the trait `Operation` included, and the field that is no argument.
const PARAMETERS: &[&str] = &[
    "client",
    "new",
    "with_client",
    "send",
    "send_for_answer",
    "send_for_bytes",
    "send_stream",
    "encode",
    "decode",
    "response",
    "answer",
    "clone",
];
/// Functions of a model that callers name.
const SETTERS: &[&str] = &["new", "clone", "default", "to_json"];
const BUILDER: &[&str] = &[
    "new",
    "build",
    "build_blocking",
    "options",
    "with",
    "server",
    "server_index",
    "operation_server",
    "all_servers_at",
    "force_server",
    "timeout",
    "header",
    "user_agent",
    "transport",
    "blocking_transport",
    "retries",
    "clone",
    "core",
];
const CONSTANTS: &[&str] = &["SERVERS", "GLOBALS"];

impl Reserved {
    /// Whether the namespace has no room for this name. Types are compared in their case, files in lower case.
    pub(super) fn holds(self, ident: &str) -> bool {
        let within = |lists: &[&[&str]]| lists.iter().any(|list| list.contains(&ident));
        match self {
            Self::Fields => false,
            Self::Setters => within(&[SETTERS]),
            Self::Models => within(&[PRELUDE, MODEL_PRELUDE]),
            Self::Operations => within(&[PRELUDE, MODEL_PRELUDE, OPERATION_PRELUDE, OPERATION_OWN]),
            Self::Variants => within(&[&["Unknown", "Self"]]),
            Self::Parameters => within(&[PARAMETERS]),
            Self::Methods => within(&[FILES, METHODS]),
            Self::Handles => within(&[FILES, HANDLES]),
            Self::Builder => within(&[BUILDER]),
            Self::Constants => within(&[CONSTANTS]),
            Self::Files => within(&[FILES]) || is_keyword(ident),
        }
    }

    /// What a name gets that has no room.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Fields => "_",
            Self::Setters => "_value",
            Self::Models => "Model",
            Self::Operations => "Operation",
            Self::Variants => "Value",
            Self::Parameters | Self::Builder => "_value",
            Self::Methods => "_operation",
            Self::Handles => "_api",
            Self::Constants => "_SCHEME",
            Self::Files => "_model",
        }
    }
}

/// As Rust source: keywords raw, and with an underscore where Rust allows no raw form.
pub(super) fn escape(ident: &str) -> String {
    match ident {
        "self" | "super" | "crate" | "Self" | "_" => format!("{ident}_"),
        _ if is_keyword(ident) => format!("r#{ident}"),
        _ => ident.to_owned(),
    }
}

fn is_keyword(ident: &str) -> bool {
    // Strict and reserved keywords of every edition up to 2024.
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
        "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
        "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&ident)
}
