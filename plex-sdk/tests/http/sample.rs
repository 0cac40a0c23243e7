//! An operation, a client and models in the shape that generated ones have.

use plex_sdk::codegen::*;

mod client {
    use super::*;

    pub const SERVERS: &[ServerInfo] = &[ServerInfo::new("{protocol}://{host}:{port}").variables(&[
        ServerVariable::new("protocol", "http").values(&["http", "https"]),
        ServerVariable::new("host", "localhost"),
        ServerVariable::new("port", "32400"),
    ])];
    pub const IDENTIFIER: Global = Global::header("X-Plex-Client-Identifier").required();
    pub const PRODUCT: Global = Global::header("X-Plex-Product");
    pub const GLOBALS: &[Global] = &[IDENTIFIER, PRODUCT];
    pub const TOKEN: SecurityScheme = SecurityScheme::api_key_header("token", "X-Plex-Token");
}

#[derive(Clone, Debug)]
pub struct Client(Core);

impl Client {
    pub fn new(core: Core) -> Self {
        Self(core)
    }

    pub fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
        Self(self.0.with(change))
    }

    pub(crate) fn core(&self) -> &Core {
        &self.0
    }

    pub fn sign_in(&self, login: impl Into<String>, password: impl Into<Secret>) -> SignIn<Client> {
        SignIn::with_client(self.clone(), login, password)
    }
}

pub fn builder() -> CoreBuilder {
    CoreBuilder::new(client::SERVERS).global(client::IDENTIFIER, &"id").credential(client::TOKEN, "canary-token")
}

#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct SignIn<C = ()> {
    client: C,
    login: String,
    password: Secret,
    remember_me: Option<bool>,
}

impl SignIn {
    pub fn new(login: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::with_client((), login, password)
    }
}

impl<C> SignIn<C> {
    pub(crate) fn with_client(client: C, login: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self { client, login: login.into(), password: password.into(), remember_me: None }
    }

    pub fn remember_me(mut self, value: bool) -> Self {
        self.remember_me = Some(value);
        self
    }
}

impl SignIn<Client> {
    pub async fn send(self) -> Result<Account, Error<SignInError>> {
        self.client.core().execute(&self).await
    }
}

impl<C> Operation for SignIn<C> {
    const INFO: &'static OperationInfo = &OperationInfo::new("signIn", Method::POST, "/users/{login}/signin")
        .servers(&[ServerInfo::new("https://plex.tv/api/v2")])
        .security(&[&[client::TOKEN], &[]])
        .globals(client::GLOBALS);
    type Output = Account;
    type Error = SignInError;

    fn encode(&self, request: &mut RequestParts) {
        request.path("login", &self.login).form("password", &self.password).form("rememberMe", &self.remember_me);
    }

    fn decode(response: &mut Response) -> Result<Self::Output, Error<Self::Error>> {
        match response.status().as_u16() {
            200 | 201 => response.json(),
            400 => Err(response.error_json(SignInError::BadRequest)),
            401 => Err(response.error(SignInError::Unauthorized)),
            403 => Err(response.error_text(SignInError::Forbidden)),
            _ => Err(response.undocumented()),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SignInError {
    BadRequest(Option<Failure>),
    Unauthorized,
    Forbidden(String),
}

impl fmt::Display for SignInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadRequest(_) => "bad request",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden(_) => "forbidden",
        })
    }
}

impl std::error::Error for SignInError {}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub id: i64,
    pub auth_token: Secret,
}

impl Model for Account {
    const REQUIRED: &'static [&'static str] = &["id", "authToken"];

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "id" => &mut self.id,
            "authToken" => &mut self.auth_token,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Failure {
    pub code: i64,
}

impl Model for Failure {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "code" => &mut self.code,
            _ => return None,
        })
    }
}
