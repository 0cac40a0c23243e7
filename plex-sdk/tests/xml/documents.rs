//! Documents of plex.tv, decoded into the generated models.

use plex_sdk::models::{ErrorResponse, SourceConnectionResponse, TransientTokenResponse, UsersContainer};
use plex_sdk_tests::payloads::USERS_XML;

use super::{drift, exact};

#[test]
fn the_list_of_users() {
    let container: UsersContainer = exact(USERS_XML);
    let users = container.user.unwrap();
    assert_eq!((container.friendly_name.as_str(), container.total_size, users.len()), ("myPlex", 1, 1));
    let user = &users[0];
    assert_eq!((user.id, user.title.as_str(), user.allow_sync, user.protected), (42, "Friend", true, false));
    let server = &user.server.as_ref().unwrap()[0];
    assert_eq!((server.id, server.name.as_str(), server.last_seen_at, server.owned), (7, "attic", 1_700_000_000, true));
}

#[test]
fn the_list_of_errors_in_both_of_its_shapes() {
    let errors: ErrorResponse =
        exact(r#"<errors><error code="1001" message="User could not be authenticated" status="401"/></errors>"#);
    assert_eq!((errors.errors[0].code, errors.errors[0].status), (1001, Some(401)));
    let two: ErrorResponse = exact(r#"<errors><error code="1" message="a"/><error code="2" message="b"/></errors>"#);
    assert_eq!(two.errors.iter().map(|error| error.code).collect::<Vec<_>>(), [1, 2]);
    let document = "<errors>\n  <error>Invalid token</error>\n</errors>";
    let text = plex_sdk::xml::from_slice::<ErrorResponse>(document.as_bytes()).unwrap().value;
    assert_eq!(text.errors[0].message, "Invalid token");
    let missing = "Missing (11) $.errors.error.code: expected a value, found nothing";
    assert_eq!(drift::<ErrorResponse>(document), [missing]);
}

#[test]
fn containers_of_media_servers_without_json() {
    let token: TransientTokenResponse = exact(r#"<MediaContainer size="0" token="transient-1"/>"#);
    assert_eq!(token.media_container.token.expose(), "transient-1");
    let source: SourceConnectionResponse = exact(
        r#"<MediaContainer size="1"><Device name="attic" clientIdentifier="c" accessToken="a">
            <Connection protocol="http" address="10.0.0.1" port="32400" uri="http://10.0.0.1:32400" local="1"/>
        </Device></MediaContainer>"#,
    );
    let device = source.media_container.device.unwrap();
    assert_eq!(device.connection.unwrap()[0].port, Some(32400));
}
