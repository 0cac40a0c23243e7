use super::*;

#[test]
fn cases_are_written_as_rust_wants_them() {
    assert_eq!(type_ident("user_plex-account"), "UserPlexAccount");
    assert_eq!(snake_ident("X-Plex-Client-Identifier"), "x_plex_client_identifier");
    assert_eq!(constant_ident("bearerAuth"), "BEARER_AUTH");
    assert_eq!(module_ident("Live TV"), "live_tv");
    assert_eq!(words("authToken"), ["auth", "token"]);
}

#[test]
fn symbols_are_spelled_where_they_matter() {
    let variants = ["-created", "created", "+1", "-1", "", "-", "<=", "c++", "4k", "a/b.c", "*"];
    let idents: Vec<String> = variants.iter().map(|value| variant_ident(value)).collect();
    let expected = [
        "MinusCreated",
        "Created",
        "Plus1",
        "Minus1",
        "Empty",
        "Minus",
        "LessEqual",
        "CPlus",
        "Value4k",
        "ABC",
        "Star",
    ];
    assert_eq!(idents[..7], expected[..7]);
    assert_eq!(idents[8..], expected[8..]);
    assert_eq!(idents[7], "CPlusPlus");
}

#[test]
fn every_text_becomes_an_identifier() {
    for text in
        ["", " ", "$", "@id", "+1", "1", "_", "日本", "naïve", "🦀", "a\u{0}b", "self", "R#type", "ß", "\u{301}x"]
    {
        let claimed = |ident: String, reserved| Scope::new(reserved).claim(&ident, &[]).ident;
        let in_type_case =
            [type_ident(text), variant_ident(text)].map(|ident| claimed(ident, Reserved::Models).to_string());
        for ident in in_type_case
            .into_iter()
            .chain([claimed(snake_ident(text), Reserved::Parameters).to_string(), constant_ident(text)])
        {
            assert!(syn::parse_str::<syn::Ident>(&ident).is_ok(), "{text:?} -> {ident:?}");
        }
        let module = module_ident(text);
        assert!(module.is_ascii() && !module.is_empty(), "{text:?} -> {module:?}");
    }
    assert_eq!(snake_ident("@id"), "id");
    assert_eq!(snake_ident("+1"), "plus_1");
    assert_eq!(snake_ident("-1"), "minus_1");
    assert_eq!(snake_ident("1080p"), "value_1080p");
    assert_eq!(module_ident("日本"), "u65e5_u672c");
}

#[test]
fn keywords_are_escaped() {
    let ident = |text: &str| Scope::new(Reserved::Fields).claim(text, &[]).ident;
    assert_eq!((ident("type").as_str(), ident("type").plain()), ("r#type", "type"));
    assert_eq!(ident("self").as_str(), "self_");
    assert_eq!(ident("kind").as_str(), "kind");
}

#[test]
fn scopes_keep_names_apart() {
    let mut scope = Scope::new(Reserved::Models);
    let mut claim = |name: &str| scope.claim(name, &[]).ident.to_string();
    assert_eq!(claim("Option"), "OptionModel");
    assert_eq!(claim("Pet"), "Pet");
    assert_eq!(claim("PET"), "PET2");
    assert_eq!(claim("Pet"), "Pet3");
    assert_eq!(claim("V4"), "V4");
    assert_eq!(claim("V4"), "V4_2");
    let mut scope = Scope::new(Reserved::Parameters);
    assert_eq!(scope.claim("client", &[]).ident.as_str(), "client_value");
    assert_eq!(scope.claim("id", &["id_query"]).ident.as_str(), "id");
    assert_eq!(scope.claim("id", &["id_query"]), Claim { ident: "id_query".into(), collided: true });
}
