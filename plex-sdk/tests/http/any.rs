//! Errors as values: small, sendable, and one type for those who do not care which.

use std::error::Error as _;

use plex_sdk::codegen::*;
use plex_sdk::decode::{self, DecodeError};
use plex_sdk::json::{Json, Number};
use plex_sdk::{
    AnyError, CredentialError, DecodeFailure, DecodeProblem, ErasedError, Error, InvalidRequest, RequestProblem,
    TransportError, TransportErrorKind,
};

use crate::sample::{SignIn, SignInError};

#[test]
fn an_error_is_two_words_however_large_the_documented_one_is() {
    let word = size_of::<usize>();
    assert_eq!(size_of::<Error<[u8; 4096]>>(), 2 * word);
    assert_eq!(size_of::<AnyError>(), 2 * word);
    assert_eq!(size_of::<Result<(), Error<SignInError>>>(), 2 * word);
}

#[test]
fn every_error_goes_anywhere() {
    fn anywhere<E: std::error::Error + Send + Sync + 'static>() {}
    anywhere::<Error<SignInError>>();
    anywhere::<Error<NoError>>();
    anywhere::<AnyError>();
    anywhere::<ErasedError>();
    anywhere::<BuildError>();
    anywhere::<InvalidRequest>();
    anywhere::<CredentialError>();
    anywhere::<TransportError>();
    anywhere::<DecodeFailure>();
    anywhere::<DecodeError>();
}

/// Whatever is returned, `?` is enough.
fn builds(url: &str) -> Result<Options, AnyError> {
    Ok(CoreBuilder::new(&[]).server(url).options()?)
}

fn requests(options: &Options) -> Result<http::Request<Bytes>, AnyError> {
    Ok(options.request(&SignIn::new("..", ""))?)
}

fn reads(text: &str) -> Result<(Json, Number), AnyError> {
    Ok((decode::from_slice(text.as_bytes())?.value, text.parse()?))
}

fn breaks() -> Result<(), AnyError> {
    Err(TransportError::new(TransportErrorKind::Body))?
}

#[test]
fn every_error_becomes_the_one_for_all() {
    let error = builds("plex.tv").unwrap_err();
    let expected = "the server `plex.tv` cannot be used: it has no scheme: write `http://` or `https://` in front";
    assert_eq!(error.to_string(), expected);
    let Error::InvalidRequest(invalid) = &*error else { panic!("{error:?}") };
    assert!(matches!(invalid.problem(), RequestProblem::Settings(BuildError::InvalidServer { .. })));
    assert_eq!(error.source().unwrap().to_string(), expected);

    let error = requests(&builds("https://plex.test").unwrap()).unwrap_err();
    assert!(error.to_string().contains("the request was not sent"), "{error}");
    assert!(matches!(&*error, Error::InvalidRequest(_)));

    let error = reads("nonsense").unwrap_err();
    assert_eq!(error.to_string(), "expected null at $ (byte 1), found 'o'");
    let Error::Decode(failure) = &*error else { panic!("{error:?}") };
    assert!(matches!(failure.problem(), DecodeProblem::Text(_)) && failure.response().is_none());
    assert!(error.status().is_none() && error.source().is_some() && !error.is_retryable());
    assert!(reads("[]").is_err_and(|error| error.to_string().contains("a JSON number")));
    assert!(reads("1").is_ok());

    let error = breaks().unwrap_err();
    assert!(error.is_retryable(), "{error:?}");
}

#[test]
fn a_documented_error_is_had_back_however_often_it_was_erased() {
    let answer = http::Response::builder().status(401).body(Bytes::new()).unwrap();
    let error = SignIn::new("x", "").response(answer).unwrap_err();
    let erased = AnyError::from(AnyError::from(error).into_error());
    let documented = erased.documented().unwrap().downcast_ref::<SignInError>();
    assert!(matches!(documented, Some(SignInError::Unauthorized)), "{erased:?}");
}
