//! One small description per feature, and the emitted file that it is about.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use codegen::diagnostic::Diagnostic;
use codegen::emit::{self, File, Provenance};
use codegen::{load, lower};

fn files(feature: &str) -> (Vec<File>, Vec<Diagnostic>) {
    let path = format!("{}/tests/features/{feature}.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let shown = format!("{feature}.yaml");
    let description = load::load(&shown, &mut |_| Ok(text.clone())).unwrap_or_else(|report| panic!("{report}"));
    let (api, lowering) =
        lower::lower(&description.root).unwrap_or_else(|problems| panic!("{}", description.sources.render(&problems)));
    let files = emit::modules(&api, &Provenance { description: shown, sha256: "0".repeat(64) });
    (files, [description.notes.list, lowering.list].concat())
}

/// The types of a file without what they implement.
fn types(mut types: syn::File) -> String {
    types.attrs.clear();
    types.items.retain(|item| matches!(item, syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Type(_)));
    for item in &mut types.items {
        match item {
            syn::Item::Struct(item) => {
                item.attrs.clear();
                item.fields.iter_mut().for_each(|field| field.attrs.retain(is_doc));
            }
            syn::Item::Enum(item) => item.attrs.clear(),
            _ => {}
        }
    }
    prettyplease::unparse(&types)
}

fn is_doc(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// Compares the named files with the snapshot of this feature: whole, only the types of `types in PATH`, only the
/// function of `PATH#FUNCTION` or the constant of `PATH#INFO`, or the `notes`.
fn assert_emitted(feature: &str, paths: &[&str]) {
    let (files, notes) = files(feature);
    let text = |shown: &&str| {
        if *shown == "notes" {
            let notes: Vec<String> = notes.iter().map(|note| format!("// {note}\n")).collect();
            return format!("// ===== notes =====\n{}", notes.concat());
        }
        let (types_only, path) = shown.strip_prefix("types in ").map_or((false, *shown), |path| (true, path));
        let (path, function) = path.split_once('#').unwrap_or((path, ""));
        let file = files
            .iter()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("{path} is among {:?}", files.iter().map(|file| &file.path).collect::<Vec<_>>()));
        let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{path}: {error}\n{}", file.text));
        let text = match function {
            "" if types_only => types(parsed),
            "" => file.text.clone(),
            function => self::function(&file.text, function),
        };
        format!("// ===== {} =====\n{text}", if types_only { path } else { *shown })
    };
    let text: Vec<String> = paths.iter().map(text).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(feature, text.join("\n"));
    });
}

/// The lines of a function or constant in formatted code.
fn function(text: &str, name: &str) -> String {
    let (function, constant) = (format!(" fn {name}("), format!(" const {name}: "));
    let starts = |line: &&str| line.contains(&function) || line.trim_start().starts_with(constant.trim_start());
    let first = text.lines().find(starts).unwrap_or_else(|| panic!("there is no function {name}"));
    let indent = first.len() - first.trim_start().len();
    let end = format!("{}}}", " ".repeat(indent));
    let mut lines = text.lines().skip_while(|line| !starts(line)).map(|line| line.get(indent..).unwrap_or_default());
    let mut function = String::new();
    for line in &mut lines {
        function.extend([line, "\n"]);
        if line == end.trim_start() || (name == "INFO" && line.ends_with(';')) {
            break;
        }
    }
    function
}

macro_rules! features {
    ($($name:ident: $($path:literal),+;)*) => {
        $(#[test]
        fn $name() {
            assert_emitted(stringify!($name), &[$($path),+]);
        })*
    };
}

features! {
    nullable: "models/pet.rs";
    all_of: "models/pet.rs";
    one_of_untagged: "models/pet.rs";
    one_of_discriminator: "models/pet.rs";
    enum_string: "models/size.rs";
    enum_integer: "models/pet.rs";
    enum_constants: "types in models/kind.rs", "types in models/mood.rs", "types in models/pet.rs", "notes";
    bool_int: "models/pet.rs", "pets/list_pets.rs";
    server_override: "pets/list_pets.rs";
    server_of_operation: "client.rs", "blocking.rs", "pets/list_pets.rs";
    server_variables: "client.rs";
    global_header: "client.rs", "pets/list_pets.rs";
    client_credentials: "client.rs#app_provider", "client.rs#client_credentials";
    security: "pets/open.rs", "pets/closed.rs", "pets/either.rs";
    form_body: "pets/sign_in.rs";
    json_body: "models/new_pet.rs", "pets/add_pet.rs";
    multipart_body: "pets/add_photo.rs";
    deep_object: "pets/list_pets.rs";
    recursive: "models/pet.rs", "models/home.rs";
    inline_names: "pets/get_pet.rs";
    keyword_names: "models/pet.rs";
    additional_properties: "models/pet.rs";
    errors: "pets/list_pets.rs";
    outputs: "pets/maybe.rs", "pets/several.rs", "pets/picture.rs";
    hostile_text: "escape/list_pets.rs";
    absent_or_null: "models/pet.rs";
    type_arrays: "types in models/pet.rs", "notes";
    or_null: "types in models/pet.rs", "notes";
    one_of_implicit: "models/pet.rs";
    one_of_constants: "models/pet.rs", "models/told.rs", "types in models/named.rs", "models/named.rs#read";
    all_of_conflicts: "types in models/pet.rs", "notes";
    other_fields: "types in models/pet.rs", "types in models/open.rs", "types in models/closed.rs", "types in models/typed.rs", "notes";
    tuples: "types in models/pet.rs", "notes";
    recursive_names: "types in models/pet.rs", "types in models/tree.rs", "types in models/branch.rs", "types in models/leaf.rs", "types in models/value.rs", "notes";
    enum_names: "types in models/pet.rs", "notes";
    formats: "types in models/pet.rs", "notes";
    schema_words: "types in models/pet.rs", "notes";
    loose_keywords: "types in models/pet.rs", "notes";
    parameters: "path/simple_path.rs#encode", "path/label_path.rs#encode", "path/matrix_path.rs#encode", "content/content.rs#encode", "query/query.rs#encode", "beside/beside.rs#encode";
    encoding: "pets/form.rs#encode", "pets/parts.rs#encode", "pets/merge.rs#encode", "pets/octets.rs#encode", "pets/text.rs#encode", "pets/xml.rs#encode";
    response_headers: "pets/list_pets.rs";
    streams: "talk/download.rs#send_stream", "talk/complete.rs#send_stream", "talk/watch.rs#send_stream", "talk/notify.rs#send_stream", "talk/export.rs#send_stream";
    retries: "pets/list_pets.rs#INFO", "pets/replace_pets.rs#INFO", "pets/add_pet.rs#INFO";
    names: "api/mod.rs", "alike/mod.rs";
    several_contents: "pets/get_pet.rs";
    xml_body: "models/person.rs", "models/pet.rs", "people/put_people.rs#encode", "people/put_person.rs#encode";
    several_bodies: "notes/add_note.rs", "notes/mod.rs", "notes/change_notes.rs", "notes";
    deprecated: "models/pet.rs", "pets/mod.rs", "pets/list_pets.rs";
}
