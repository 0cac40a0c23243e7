//! Lists the servers and players of an account, with the address to try first.
//!
//! ```sh
//! cargo run -p plex-sdk --example server_resources
//! PLEX_TOKEN=… cargo run -p plex-sdk --example server_resources -- --live
//! ```
//!
//! Without `--live` it talks to a stand-in for Plex in this process.

use std::env;
use std::error::Error;

use plex_sdk::Client;
use plex_sdk_tests::{ACCOUNT_TOKEN, StandIn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let live = env::args().any(|argument| argument == "--live");
    let stand_in = StandIn::start()?;
    let identifier = env::var("PLEX_CLIENT_IDENTIFIER").unwrap_or_else(|_| "plex-sdk-example".to_owned());
    let token = if live { env::var("PLEX_TOKEN")? } else { ACCOUNT_TOKEN.to_owned() };
    let mut builder = Client::builder().client_identifier(identifier).product("plex-sdk example").token(token);
    if !live {
        builder = builder.all_servers_at(stand_in.url());
    }
    let plex = builder.build()?;

    for device in plex.devices().get_server_resources().include_https(true).include_relay(true).send().await? {
        // Near before far, and a relay only when nothing else is left: it is slow.
        let best = device.connections.iter().min_by_key(|connection| (connection.relay, !connection.local));
        let address = best.map_or("no address", |connection| connection.uri.as_str());
        println!("{} ({}): {address}", device.name, device.product);
    }
    Ok(())
}
