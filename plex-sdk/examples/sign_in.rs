//! Signs in with login and password, and shows whose account it is.
//!
//! ```sh
//! cargo run -p plex-sdk --example sign_in
//! PLEX_LOGIN=… PLEX_PASSWORD=… cargo run -p plex-sdk --example sign_in -- --live
//! ```
//!
//! Without `--live` it talks to a stand-in for Plex in this process. `PLEX_VERIFICATION_CODE` is the one-time code of an
//! account with two-factor authentication; `PLEX_CLIENT_IDENTIFIER` should be one value per install, kept for good.

use std::env;
use std::error::Error;

use plex_sdk::Client;
use plex_sdk::authentication::SignInError;
use plex_sdk_tests::{LOGIN, PASSWORD, StandIn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let live = env::args().any(|argument| argument == "--live");
    let stand_in = StandIn::start()?;
    let identifier = env::var("PLEX_CLIENT_IDENTIFIER").unwrap_or_else(|_| "plex-sdk-example".to_owned());
    let mut builder = Client::builder().client_identifier(identifier).product("plex-sdk example");
    if !live {
        builder = builder.all_servers_at(stand_in.url());
    }
    let plex = builder.build()?;

    let login = if live { env::var("PLEX_LOGIN")? } else { LOGIN.to_owned() };
    let password = if live { env::var("PLEX_PASSWORD")? } else { PASSWORD.to_owned() };
    let mut sign_in = plex.authentication().sign_in(login, password);
    if let Ok(code) = env::var("PLEX_VERIFICATION_CODE") {
        sign_in = sign_in.verification_code(code);
    }
    let account = match sign_in.send().await {
        Ok(account) => account,
        Err(error) => {
            if let Some(SignInError::Unauthorized(Some(body))) = error.documented()
                && body.errors.iter().any(|error| error.code == 1029)
            {
                eprintln!("This account has two-factor authentication: set PLEX_VERIFICATION_CODE.");
            }
            return Err(error.into());
        }
    };
    println!("Signed in as {} ({}).", account.username, account.email);

    // The account's token opens everything else; it is never printed by accident.
    let plex = plex.with_token(account.auth_token.clone());
    let details = plex.authentication().get_token_details().send().await?;
    println!("The token {:?} belongs to account {}.", account.auth_token, details.id);
    Ok(())
}
