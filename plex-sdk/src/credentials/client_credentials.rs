//! The OAuth 2.0 client credentials grant (RFC 6749, section 4.4).

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method};

use super::{ProvidedToken, ProviderError};
use crate::decode;
use crate::dispatch::Driver;
use crate::json::Json;
use crate::request::component;
use crate::secret::Secret;
use crate::security::Credential;
use crate::transport::Limits;
use crate::url::BaseUrl;

/// An application's own identity at an authorization server, which gives tokens for it.
///
/// Identifier and secret go as HTTP basic authentication, which every authorization server has to understand.
#[derive(Clone)]
pub struct ClientCredentials {
    token_url: String,
    id: String,
    secret: Secret,
    scopes: String,
}

impl ClientCredentials {
    /// Identifier and secret at the authorization server whose token endpoint is `token_url`.
    pub fn new(token_url: impl Into<String>, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { token_url: token_url.into(), id: id.into(), secret: secret.into(), scopes: String::new() }
    }

    /// The scopes to ask for, separated by spaces. None by default: the server chooses.
    #[must_use]
    pub fn scopes(mut self, scopes: impl Into<String>) -> Self {
        self.scopes = scopes.into();
        self
    }

    pub(super) async fn token(&self, driver: &dyn Driver, limits: Limits) -> Result<ProvidedToken, ProviderError> {
        let answer = driver.send(self.request()?, limits).await?;
        self.read(&answer)
    }

    fn request(&self) -> Result<http::Request<Bytes>, ProviderError> {
        BaseUrl::parse(self.token_url.split('?').next().unwrap_or_default())?;
        let mut form = "grant_type=client_credentials".to_owned();
        if !self.scopes.is_empty() {
            form.push_str("&scope=");
            form.push_str(&component(&self.scopes));
        }
        // RFC 6749, section 2.3.1: both are form encoded before they are joined.
        let pair = Credential { user: Some(component(&self.id)), secret: component(self.secret.expose()).into() };
        let mut authorization = HeaderValue::try_from(pair.basic_value())?;
        authorization.set_sensitive(true);
        let request = http::Request::builder()
            .method(Method::POST)
            .uri(&self.token_url)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(AUTHORIZATION, authorization);
        Ok(request.body(Bytes::from(form))?)
    }

    fn read(&self, answer: &http::Response<Bytes>) -> Result<ProvidedToken, ProviderError> {
        let json = decode::from_slice::<Json>(answer.body()).ok().map(|decoded| decoded.value);
        let field = |name: &str| match &json {
            Some(Json::Object(fields)) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        };
        if !answer.status().is_success() {
            let status = answer.status().as_u16();
            // `error` is one of a few words; descriptions might repeat what was sent.
            return Err(match field("error") {
                Some(Json::String(error)) if error.len() < 64 && error != self.secret.expose() => {
                    format!("the authorization server answered {status}: {}", error.escape_debug())
                }
                _ => format!("the authorization server answered {status}"),
            }
            .into());
        }
        let Some(Json::String(token)) = field("access_token") else {
            return Err("the answer of the authorization server has no `access_token`".into());
        };
        let token = ProvidedToken::new(token.as_str());
        let seconds = match field("expires_in") {
            Some(Json::Number(seconds)) => seconds.as_f64(),
            Some(Json::String(seconds)) => seconds.parse().ok(),
            _ => None,
        };
        let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(match lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("id", &self.id).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
