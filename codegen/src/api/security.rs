//! Security schemes and requirements.

use serde::Serialize;

use super::{Doc, Ident, Name};

/// A way to prove who calls.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecurityScheme {
    /// `wire` is the key in the description, `ident` the setter on the client builder: `token`.
    pub name: Name,
    /// The constant that operations refer to: `TOKEN`.
    pub constant: Ident,
    /// The setter on the client builder for a provider: `token_provider`. None of a scheme without a token.
    pub provider: Option<Ident>,
    /// The setter on the client builder for the client credentials flow, where it is described.
    pub client_credentials: Option<Ident>,
    /// The method on the client that gives one with another credential: `with_token`.
    pub derived: Ident,
    pub kind: SchemeKind,
    pub doc: Doc,
    pub pointer: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SchemeKind {
    ApiKey {
        place: KeyPlace,
        name: String,
    },
    Basic,
    Bearer,
    /// OAuth2 and OpenID Connect: the caller brings an access token, which is sent as a bearer token. Or the client gets
    /// one at `token_url`, where the client credentials flow is described.
    OAuth2 {
        token_url: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum KeyPlace {
    Header,
    Query,
    Cookie,
}

/// Schemes that are needed together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Requirement {
    pub schemes: Vec<SchemeUse>,
}

/// One scheme in a requirement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SchemeUse {
    /// Index into [`super::Api::schemes`].
    pub scheme: usize,
    /// Documentation only.
    pub scopes: Vec<String>,
}
