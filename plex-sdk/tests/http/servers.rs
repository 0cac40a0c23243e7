//! Which server a request goes to.

use plex_sdk::codegen::*;

const DESCRIBED: &[ServerInfo] = &[
    ServerInfo::new("https://{address}.plex.direct:{port}")
        .variables(&[ServerVariable::new("address", "1-2-3-4"), ServerVariable::new("port", "32400")]),
    ServerInfo::new("{protocol}://{host}:{port}/{base}").variables(&[
        ServerVariable::new("protocol", "http").values(&["http", "https"]),
        ServerVariable::new("host", "localhost"),
        ServerVariable::new("port", "32400"),
        ServerVariable::new("base", ""),
    ]),
    ServerInfo::new("{full_server_url}").variables(&[ServerVariable::new("full_server_url", "http://localhost:32400")]),
];

macro_rules! get {
    ($name:ident, $servers:expr) => {
        struct $name;

        impl Operation for $name {
            const INFO: &'static OperationInfo = &OperationInfo::new("get", Method::GET, "/x").servers($servers);
            type Output = ();
            type Error = NoError;

            fn encode(&self, _: &mut RequestParts) {}

            fn decode(_: &mut Response) -> Result<(), Error<NoError>> {
                Ok(())
            }
        }
    };
}

get!(Get, &[]);
get!(GetElsewhere, &[ServerInfo::new("https://plex.tv/api/v2/")]);
get!(
    GetRegional,
    &[ServerInfo::new("https://{region}.plex.test:{port}")
        .variables(&[ServerVariable::new("region", "eu").values(&["eu", "us"]), ServerVariable::new("port", "443"),])]
);
get!(GetRelative, &[ServerInfo::new("/v2")]);

fn builder() -> CoreBuilder {
    CoreBuilder::new(DESCRIBED)
}

fn url(builder: CoreBuilder, operation: &impl Operation) -> String {
    let options = match builder.options() {
        Ok(options) => options,
        Err(error) => return error.to_string(),
    };
    options.request(operation).map_or_else(|error| error.to_string(), |request| request.uri().to_string())
}

#[test]
fn the_first_described_server_is_taken() {
    assert_eq!(url(builder(), &Get), "https://1-2-3-4.plex.direct:32400/x");
}

#[test]
fn the_first_server_with_all_set_variables_is_taken() {
    assert_eq!(url(builder().server_variable("port", "1"), &Get), "https://1-2-3-4.plex.direct:1/x");
    assert_eq!(url(builder().server_variable("port", "1").server_variable("host", "h"), &Get), "http://h:1/x");
    assert_eq!(url(builder().server_variable("full_server_url", "https://h/a/"), &Get), "https://h/a/x");
}

#[test]
fn an_index_chooses() {
    assert_eq!(url(builder().server_index(1).server_variable("base", "a/b/"), &Get), "http://localhost:32400/a/b/x");
    assert_eq!(url(builder().server_index(1).server_variable("host", "[::1]"), &Get), "http://[::1]:32400/x");
    assert!(matches!(builder().server_index(3).build(), Err(BuildError::UnknownServer { index: 3, described: 3 })));
}

#[test]
fn values_are_checked() {
    let refused = url(builder().server_variable("protocol", "ftp"), &Get);
    assert_eq!(refused, "the server variable `protocol`: `ftp` is not one of http, https");
    for value in ["h/evil", "me:hunter2@evil", "evil?", "evil#", "a\\b"] {
        let refused = builder().server_variable("host", value).build();
        assert!(matches!(refused, Err(BuildError::InvalidServerVariable { name, .. }) if name == "host"), "{value}");
    }
    let unknown = builder().server_variable("hots", "h").build();
    assert!(matches!(unknown, Err(BuildError::UnknownServerVariable { name }) if name == "hots"));
    assert!(builder().server_variable("address", "a").server_variable("host", "h").build().is_err());
}

#[test]
fn a_url_replaces_the_described_servers() {
    let builder = builder().server("http://nas:32400/plex/");
    assert_eq!(url(builder.clone(), &Get), "http://nas:32400/plex/x");
    assert_eq!(url(builder.clone(), &GetElsewhere), "https://plex.tv/api/v2/x");
    assert_eq!(url(builder, &GetRelative), "http://nas:32400/v2/x");
}

#[test]
fn the_servers_of_an_operation_can_be_replaced() {
    let builder = builder().operation_server("https://plex.tv/api/v2", "http://localhost:1/");
    assert_eq!(url(builder.clone(), &GetElsewhere), "http://localhost:1/x");
    assert_eq!(url(builder, &Get), "https://1-2-3-4.plex.direct:32400/x");
}

#[test]
fn the_servers_of_an_operation_have_variables_of_their_own() {
    assert_eq!(url(builder(), &GetRegional), "https://eu.plex.test:443/x");
    let builder = builder().server_variable("port", "8443").operation_server_variable("region", "us");
    assert_eq!(url(builder.clone(), &GetRegional), "https://us.plex.test:8443/x");
    assert_eq!(url(builder.clone(), &Get), "https://1-2-3-4.plex.direct:8443/x");
    let refused = url(builder.operation_server_variable("region", "moon"), &GetRegional);
    assert!(refused.ends_with("the server variable `region`: `moon` is not one of eu, us"), "{refused}");
}

#[test]
fn a_host_may_be_an_address_with_a_port() {
    for server in
        ["http://[2001:db8::1]:32400", "http://[::1]", "http://192.0.2.1:80/", "https://plex.test:8443/a%2Fb/"]
    {
        assert_eq!(url(builder().server(server), &Get), format!("{}/x", server.trim_end_matches('/')));
    }
}

#[test]
fn an_address_as_the_host_of_a_described_server_needs_no_brackets() {
    let host = |host: &str| url(builder().server_index(1).server_variable("host", host), &Get);
    assert_eq!(host("2001:db8::1"), "http://[2001:db8::1]:32400/x");
    assert_eq!(host("[::1]"), "http://[::1]:32400/x");
    assert_eq!(host("192.0.2.1"), "http://192.0.2.1:32400/x");
}

#[test]
fn a_forced_server_replaces_all() {
    let builder = CoreBuilder::new(&[]).force_server("http://127.0.0.1:9/stand-in");
    for sent in [url(builder.clone(), &Get), url(builder.clone(), &GetElsewhere), url(builder, &GetRelative)] {
        assert_eq!(sent, "http://127.0.0.1:9/stand-in/x");
    }
}

#[test]
fn all_servers_can_be_elsewhere_with_the_paths_that_they_have() {
    let builder = CoreBuilder::new(&[]).all_servers_at("http://127.0.0.1:9/stand-in");
    assert_eq!(url(builder.clone(), &Get), "http://127.0.0.1:9/stand-in/x");
    assert_eq!(url(builder.clone(), &GetElsewhere), "http://127.0.0.1:9/stand-in/api/v2/x");
    assert_eq!(url(builder, &GetRelative), "http://127.0.0.1:9/v2/x");
    let refused = CoreBuilder::new(&[]).all_servers_at("nowhere").options().unwrap_err();
    assert!(matches!(refused, BuildError::InvalidServer { .. }), "{refused}");
}

#[test]
fn a_server_that_no_operation_is_described_with_cannot_be_replaced() {
    const KNOWN: &[&str] = &["https://plex.tv/api/v2"];
    let known = || builder().known_operation_servers(KNOWN);
    for fine in ["https://plex.tv/api/v2", "https://plex.tv/api/v2/"] {
        assert!(known().operation_server(fine, "http://127.0.0.1:9").options().is_ok(), "{fine}");
    }
    let refused = known().operation_server("https://me:hunter2@plex.tv", "http://127.0.0.1:9").options().unwrap_err();
    let message = "no operation is described with the server `https://plex.tv`, but with https://plex.tv/api/v2";
    assert_eq!(refused.to_string(), message);
    let derived = known().options().unwrap().operation_server("https://plex.tv", "http://127.0.0.1:9");
    let refused = derived.request(&GetElsewhere).unwrap_err();
    assert!(refused.to_string().ends_with(message), "{refused}");
}

#[test]
fn a_client_without_a_usable_server_cannot_be_built() {
    assert_eq!(CoreBuilder::new(&[]).options().unwrap_err(), BuildError::NoServer);
    const RELATIVE: &[ServerInfo] = &[ServerInfo::new("/v1")];
    let relative = CoreBuilder::new(RELATIVE).options().unwrap_err();
    assert_eq!(
        relative.to_string(),
        "the server `/v1` cannot be used: the described URL is relative: set `server(..)`"
    );
    for url in ["plex.tv", "https://me:hunter2@plex.tv", "https://plex.tv?token=hunter2", "http://[::1"] {
        for builder in [builder().server(url), builder().force_server(url), builder().operation_server("/", url)] {
            let refused = builder.options().unwrap_err();
            assert!(matches!(refused, BuildError::InvalidServer { .. }), "{refused}");
            assert!(!refused.to_string().contains("hunter2"));
        }
    }
}

#[test]
fn a_wrong_server_of_a_derived_client_is_reported_by_its_calls() {
    let options = builder().options().unwrap().server("nowhere");
    let refused = options.request(&Get).unwrap_err();
    assert!(refused.to_string().starts_with("get: the request was not sent: the server `nowhere`"), "{refused}");
    assert_eq!(options.server("http://somewhere").request(&Get).unwrap().uri(), "http://somewhere/x");
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn a_build_without_a_transport_asks_for_one() {
    assert_eq!(builder().build().unwrap_err(), BuildError::NoTransport);
}
