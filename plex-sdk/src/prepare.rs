//! From parts and options to a request: the one place where both meet.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName};

use crate::call::Call;
use crate::credentials::Provider;
use crate::error::{BuildError, InvalidRequest, RequestProblem};
use crate::operation::OperationInfo;
use crate::options::{Options, Settings};
use crate::request::{RequestParts, component, expand, header};
use crate::secret::Secret;
use crate::security::{Credential, SchemeKind, SecurityScheme, choose};
use crate::url::BaseUrl;

/// What a transport sends, and what to call it in messages.
pub(crate) struct Prepared {
    pub(crate) request: http::Request<Bytes>,
    pub(crate) call: Call,
}

/// Makes a request of its parts. Nothing here depends on the type of the operation.
pub(crate) fn prepare(
    options: &Options,
    info: &'static OperationInfo,
    parts: RequestParts,
) -> Result<Prepared, InvalidRequest> {
    assemble(options, info, parts).map_err(|problem| InvalidRequest { operation: info.id, problem })
}

fn assemble(options: &Options, info: &OperationInfo, mut parts: RequestParts) -> Result<Prepared, RequestProblem> {
    let settings = options.settings();
    options.check().map_err(RequestProblem::Settings)?;
    let base = base_url(settings, info).map_err(RequestProblem::Settings)?;
    add_globals(settings, info, &mut parts)?;
    add_credentials(settings, info, &mut parts)?;
    if !parts.problems.is_empty() {
        return Err(parts.problems.swap_remove(0));
    }
    let expanded = expand(info.path, &parts.path)?;
    let mut url = base.join(&expanded.path);
    for (index, (name, value)) in parts.query.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(name);
        url.push('=');
        url.push_str(value);
    }
    let uri: http::Uri = url.parse().map_err(|_| RequestProblem::Url)?;
    add_cookies(&mut parts)?;
    let mut headers = defaults(settings, info)?;
    overwrite(&mut headers, &settings.headers);
    overwrite(&mut headers, &parts.headers);
    let mut request = http::Request::new(Bytes::new());
    if let Some((media_type, content)) = parts.body.finish() {
        insert(&mut headers, CONTENT_TYPE, &media_type)?;
        *request.body_mut() = content;
    }
    *request.method_mut() = info.method.clone();
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    // A credential that this call does not need may come back all the same: a server knows it from other calls.
    let mut secrets = parts.secrets;
    for (_, credential) in &settings.credentials {
        if !secrets.contains(&credential.secret) {
            secrets.push(credential.secret.clone());
        }
    }
    let call = Call {
        operation: info.id,
        method: info.method.clone(),
        url: base.join(&expanded.shown),
        redirected_to: None,
        secrets,
        reading: settings.reading.clone(),
        messages: info.messages,
    };
    Ok(Prepared { request, call })
}

fn base_url(settings: &Settings, info: &OperationInfo) -> Result<BaseUrl, BuildError> {
    settings.check_operation_servers()?;
    if let Some(forced) = &settings.forced {
        return forced.clone();
    }
    match &settings.relocated {
        Some(relocated) => relocated_url(settings, info, relocated.as_ref().map_err(Clone::clone)?),
        None => described_url(settings, info),
    }
}

/// The server of an operation where all servers are elsewhere. Relative ones need no other to be relative to.
fn relocated_url(settings: &Settings, info: &OperationInfo, relocated: &BaseUrl) -> Result<BaseUrl, BuildError> {
    let error = match described_url(settings, info) {
        Ok(described) => return Ok(relocated.with_path_of(&described)),
        Err(error) => error,
    };
    let Some(server) = info.servers.first().or(settings.described.first()) else { return Ok(relocated.clone()) };
    match server.fill(&settings.choice.variables) {
        Ok(url) if BaseUrl::is_relative(&url) => relocated.relative(&url),
        _ => Err(error),
    }
}

/// The server of an operation by its description, and by what was chosen instead.
fn described_url(settings: &Settings, info: &OperationInfo) -> Result<BaseUrl, BuildError> {
    let Some(server) = info.servers.first() else {
        return settings.base.clone();
    };
    let described = server.url().trim_end_matches('/');
    if let Some((_, url)) = settings.operation_servers.iter().find(|(replaced, _)| replaced == described) {
        return url.clone();
    }
    let url = server.fill(&[&settings.operation_variables[..], &settings.choice.variables].concat())?;
    if BaseUrl::is_relative(&url) {
        settings.base.as_ref().map_err(Clone::clone)?.relative(&url)
    } else {
        BaseUrl::parse(&url)
    }
}

/// What the call itself sets goes before the globals.
fn add_globals(settings: &Settings, info: &OperationInfo, parts: &mut RequestParts) -> Result<(), RequestProblem> {
    for global in info.globals {
        if global.is_in(parts) {
            continue;
        }
        match settings.global(global) {
            Some(held) => parts.merge(held),
            None if global.required && !global.is_header_in(&settings.headers) => {
                return Err(RequestProblem::MissingGlobal { name: global.name, setter: global.setter });
            }
            None => {}
        }
    }
    Ok(())
}

/// Whether the arguments of the call bring a credential along: then it need not be held, and is not sent twice.
fn is_brought(parts: &RequestParts, scheme: &SecurityScheme) -> bool {
    match scheme.kind() {
        SchemeKind::Header(name) => parts.headers.contains_key(name),
        SchemeKind::Query(name) => parts.query.iter().any(|(other, _)| *other == component(name)),
        SchemeKind::Cookie(name) => parts.cookies.iter().any(|(other, _)| *other == component(name)),
        SchemeKind::Basic | SchemeKind::Bearer => parts.headers.contains_key(AUTHORIZATION),
    }
}

/// Whether a header of the client takes the place of a credential.
fn is_preset(settings: &Settings, scheme: &SecurityScheme) -> bool {
    match scheme.kind() {
        SchemeKind::Header(name) => settings.headers.contains_key(name),
        SchemeKind::Basic | SchemeKind::Bearer => settings.headers.contains_key(AUTHORIZATION),
        SchemeKind::Query(_) | SchemeKind::Cookie(_) => false,
    }
}

fn add_credentials(settings: &Settings, info: &OperationInfo, parts: &mut RequestParts) -> Result<(), RequestProblem> {
    let available = |scheme: &SecurityScheme| {
        settings.credential(scheme).is_some() || is_brought(parts, scheme) || is_preset(settings, scheme)
    };
    for scheme in choose(info.security, available)? {
        if !is_brought(parts, scheme)
            && let Some(credential) = settings.credential(scheme)
        {
            add_credential(scheme, credential, parts);
        }
    }
    Ok(())
}

/// The schemes for which providers have to be asked before the request can be made.
pub(crate) fn needed_providers<'a>(
    settings: &'a Settings,
    info: &OperationInfo,
    parts: &RequestParts,
) -> Vec<(&'static str, &'a Provider)> {
    if settings.providers.is_empty() {
        return Vec::new();
    }
    let at_hand = |scheme: &SecurityScheme| {
        settings.credential(scheme).is_some() || is_brought(parts, scheme) || is_preset(settings, scheme)
    };
    let available = |scheme: &SecurityScheme| at_hand(scheme) || settings.provider(scheme).is_some();
    // What is missing is reported when the request is made.
    let schemes = choose(info.security, available).unwrap_or_default();
    let asked = schemes.iter().filter(|scheme| !at_hand(scheme));
    asked.filter_map(|scheme| settings.provider(scheme).map(|provider| (scheme.name(), provider))).collect()
}

fn add_credential(scheme: &SecurityScheme, credential: &Credential, parts: &mut RequestParts) {
    let secret = credential.secret.expose();
    parts.secrets.push(credential.secret.clone());
    match scheme.kind() {
        SchemeKind::Header(name) => {
            parts.header_text(name, secret, true);
        }
        SchemeKind::Query(name) => parts.query.push((component(name), component(secret))),
        SchemeKind::Cookie(name) => parts.cookies.push((component(name), component(secret))),
        SchemeKind::Bearer => {
            parts.header_text("Authorization", &format!("Bearer {secret}"), true);
        }
        SchemeKind::Basic => {
            if credential.user.as_deref().is_some_and(|user| user.contains(':')) {
                parts.argument_problem("user", "has a colon, which basic authentication cannot express");
            }
            let value = credential.basic_value();
            parts.secrets.push(Secret::from(value.trim_start_matches("Basic ")));
            parts.header_text("Authorization", &value, true);
        }
    }
}

fn add_cookies(parts: &mut RequestParts) -> Result<(), RequestProblem> {
    if parts.cookies.is_empty() {
        return Ok(());
    }
    let pairs: Vec<_> = parts.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    insert(&mut parts.headers, COOKIE, &pairs.join("; "))
}

fn defaults(settings: &Settings, info: &OperationInfo) -> Result<HeaderMap, RequestProblem> {
    let mut headers = HeaderMap::new();
    insert(&mut headers, ACCEPT, info.accept)?;
    insert(&mut headers, USER_AGENT, &settings.user_agent)?;
    Ok(headers)
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), RequestProblem> {
    let Some((name, value)) = header(name.as_str(), value, false) else {
        return Err(RequestProblem::Header { name: name.to_string() });
    };
    headers.insert(name, value);
    Ok(())
}

fn overwrite(headers: &mut HeaderMap, by: &HeaderMap) {
    for (name, value) in by {
        headers.insert(name.clone(), value.clone());
    }
}
