//! What the stand-in remembers between requests: PINs, tokens that were withdrawn, and nonces.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use serde_json::{Value, json};

use crate::plex::{client_identifier_missing, error, unauthorized};
use crate::{ACCOUNT_TOKEN, Answer, HOME_PIN, HOME_USER_TOKEN, Recorded, payloads};

/// How long a PIN lives, in seconds.
const SHORT_LIFE: u64 = 900;
const LONG_LIFE: u64 = 1800;

/// What earlier requests have changed.
#[derive(Debug, Default)]
pub struct Memory {
    pins: BTreeMap<u64, Pin>,
    withdrawn: BTreeSet<String>,
    /// After how many questions a PIN is confirmed by itself.
    pub(crate) confirms_after: Option<u32>,
}

#[derive(Debug)]
struct Pin {
    code: String,
    client: String,
    life: u64,
    questions: u32,
    state: State,
}

#[derive(Debug, PartialEq)]
enum State {
    Waiting,
    Confirmed,
    Expired,
}

impl Memory {
    /// The user confirms the code. Whether there was such a PIN.
    pub(crate) fn confirm(&mut self, code: &str) -> bool {
        let waiting = self.pins.values_mut().find(|pin| pin.code == code && pin.state == State::Waiting);
        waiting.map(|pin| pin.state = State::Confirmed).is_some()
    }

    pub(crate) fn expire_pins(&mut self) {
        self.pins.values_mut().for_each(|pin| pin.state = State::Expired);
    }

    pub(crate) fn withdraw(&mut self, token: &str) {
        self.withdrawn.insert(token.to_owned());
    }

    pub(crate) fn is_withdrawn(&self, token: &str) -> bool {
        self.withdrawn.contains(token)
    }

    /// The answer, if the request is about something that is remembered.
    pub(crate) fn answer(&mut self, request: &Recorded) -> Option<Answer> {
        let token = request.header("x-plex-token");
        let path = request.path.as_str();
        Some(match (&request.method, path) {
            (_, path) if path.starts_with("/api/") && request.header("x-plex-client-identifier").is_empty() => {
                client_identifier_missing()
            }
            (&Method::POST, "/api/v2/pins") => self.create(request),
            (&Method::PUT, "/api/v2/pins/link") => self.link(request),
            (&Method::GET, _) if path.starts_with("/api/v2/pins/") => self.pin(request),
            (_, path) if path.starts_with("/api/") && self.withdrawn.contains(token) => {
                unauthorized(1001, "User could not be authenticated")
            }
            (&Method::DELETE, "/api/v2/users/signout") => match token {
                ACCOUNT_TOKEN | HOME_USER_TOKEN => {
                    self.withdraw(token);
                    Answer::empty(204)
                }
                _ => unauthorized(1001, "User could not be authenticated"),
            },
            (&Method::POST, _) if path.starts_with("/api/v2/home/users/") => switch(request),
            _ => return None,
        })
    }

    fn create(&mut self, request: &Recorded) -> Answer {
        let strong = Recorded::value(&request.query_pairs(), "strong").as_deref() == Some("true");
        let id = self.pins.len() as u64 + 1_000_000_001;
        let code = if strong { format!("strong-code-of-25-chars-{}", id % 10) } else { format!("AB{}", id % 100 + 10) };
        let pin = Pin {
            code,
            client: request.header("x-plex-client-identifier").to_owned(),
            life: if strong { LONG_LIFE } else { SHORT_LIFE },
            questions: 0,
            state: State::Waiting,
        };
        let answer = Answer::json(201, pin.json(id, request));
        self.pins.insert(id, pin);
        answer
    }

    fn pin(&mut self, request: &Recorded) -> Answer {
        let id = request.path.rsplit('/').next().and_then(|id| id.parse().ok()).unwrap_or(0);
        let client = request.header("x-plex-client-identifier");
        let confirms_after = self.confirms_after;
        match self.pins.get_mut(&id) {
            Some(pin) if pin.client == client && pin.state != State::Expired => {
                pin.questions += 1;
                if confirms_after.is_some_and(|questions| pin.questions > questions) {
                    pin.state = State::Confirmed;
                }
                Answer::json(200, pin.json(id, request))
            }
            _ => pin_not_found(),
        }
    }

    fn link(&mut self, request: &Recorded) -> Answer {
        if request.header("x-plex-token") != ACCOUNT_TOKEN {
            return unauthorized(1001, "User could not be authenticated");
        }
        let code = Recorded::value(&request.form_pairs(), "code").unwrap_or_default();
        if self.confirm(&code) { Answer::empty(204) } else { pin_not_found() }
    }
}

impl Pin {
    fn json(&self, id: u64, request: &Recorded) -> Value {
        let product = request.header("x-plex-product");
        let confirmed = self.state == State::Confirmed;
        json!({
            "id": id,
            "code": self.code,
            "product": if product.is_empty() { "0" } else { product },
            "trusted": false,
            "qr": format!("https://plex.tv/api/v2/pins/qr/{}", self.code),
            "clientIdentifier": self.client,
            "location": { "code": "GB", "postal_code": "N1" },
            "expiresIn": self.life,
            "createdAt": "2026-11-30T10:00:00Z",
            "expiresAt": "2026-11-30T10:15:00Z",
            "authToken": confirmed.then_some(ACCOUNT_TOKEN),
            "newRegistration": confirmed.then_some(false),
        })
    }
}

fn pin_not_found() -> Answer {
    error(404, 1020, "Code not found or expired")
}

fn switch(request: &Recorded) -> Answer {
    if request.header("x-plex-token") != ACCOUNT_TOKEN {
        return unauthorized(1001, "User could not be authenticated");
    }
    if Recorded::value(&request.query_pairs(), "pin").as_deref() != Some(HOME_PIN) {
        return error(403, 1041, "A valid PIN is required to perform this action");
    }
    let mut account = payloads::account();
    account["authToken"] = json!(HOME_USER_TOKEN);
    account["username"] = json!("");
    account["title"] = json!("Child");
    Answer::json(201, account)
}
