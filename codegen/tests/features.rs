//! One small description per feature, and the emitted file that it is about.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use codegen::emit::{self, File, Provenance};
use codegen::{load, lower};

fn files(feature: &str) -> Vec<File> {
    let path = format!("{}/tests/features/{feature}.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let shown = format!("{feature}.yaml");
    let description = load::load(&shown, &mut |_| Ok(text.clone())).unwrap_or_else(|report| panic!("{report}"));
    let (api, _) = lower::lower(&description.openapi, &description.root)
        .unwrap_or_else(|problems| panic!("{}", description.sources.render(&problems)));
    emit::modules(&api, &Provenance { description: shown, sha256: "0".repeat(64) })
}

/// Compares the named files with the snapshot of this feature. Where only a function of them is of interest, its name
/// stands behind a `#`.
fn assert_emitted(feature: &str, paths: &[&str]) {
    let files = files(feature);
    let text = |shown: &&str| {
        let (path, function) = shown.split_once('#').unwrap_or((shown, ""));
        let file = files
            .iter()
            .find(|file| file.path == *path)
            .unwrap_or_else(|| panic!("{path} is among {:?}", files.iter().map(|file| &file.path).collect::<Vec<_>>()));
        syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{path}: {error}\n{}", file.text));
        let text = if function.is_empty() { file.text.clone() } else { self::function(&file.text, function) };
        format!("// ===== {shown} =====\n{text}")
    };
    let text: Vec<String> = paths.iter().map(text).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(feature, text.join("\n"));
    });
}

/// The lines of a function in formatted code.
fn function(text: &str, name: &str) -> String {
    let starts = |line: &&str| line.contains(&format!(" fn {name}("));
    let first = text.lines().find(starts).unwrap_or_else(|| panic!("there is no function {name}"));
    let indent = first.len() - first.trim_start().len();
    let end = format!("{}}}", " ".repeat(indent));
    let mut lines = text.lines().skip_while(|line| !starts(line)).map(|line| line.get(indent..).unwrap_or_default());
    let mut function = String::new();
    for line in &mut lines {
        function.extend([line, "\n"]);
        if line == end.trim_start() {
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
    bool_int: "models/pet.rs", "pets/list_pets.rs";
    server_override: "pets/list_pets.rs";
    server_variables: "client.rs";
    global_header: "client.rs", "pets/list_pets.rs";
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
    parameters: "path/simple_path.rs#encode", "path/label_path.rs#encode", "path/matrix_path.rs#encode", "content/content.rs#encode", "query/query.rs#encode", "beside/beside.rs#encode";
    encoding: "pets/form.rs#encode", "pets/parts.rs#encode", "pets/merge.rs#encode", "pets/octets.rs#encode", "pets/text.rs#encode", "pets/xml.rs#encode";
    deprecated: "models/pet.rs", "pets/mod.rs", "pets/list_pets.rs";
}
