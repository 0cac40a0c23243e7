//! References of all kinds, from the text to what is emitted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use codegen::emit::{self, Provenance};
use codegen::{load, lower};

const API: &str = "
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets: { $ref: 'paths/pets.yaml' }
  /pets/{id}: { $ref: '#/components/pathItems/one' }
components:
  pathItems:
    one:
      parameters: [{ $ref: 'parameters.json#/id' }]
      get:
        operationId: getPet
        tags: [Pets]
        responses:
          '200':
            description: The pet.
            content: { application/json: { schema: { $ref: '#/paths/~1pets/get/responses/200/content/application~1json/schema/items' } } }
  schemas:
    Owner:
      type: object
      properties:
        name: { type: string }
        home: { type: object, properties: { city: { $ref: '#/components/schemas/Owner/properties/name' } } }
";

const PATHS: &str = "
get:
  operationId: listPets
  tags: [Pets]
  responses:
    '200':
      description: All pets.
      content: { application/json: { schema: { type: array, items: { $ref: '../schemas/pet.yaml' } } } }
";

const PET: &str = "
type: object
properties:
  owner: { $ref: '../api.yaml#/components/schemas/Owner', description: Who feeds it., deprecated: true }
  home: { $ref: '../api.yaml#/components/schemas/Owner/properties/home' }
  mother: { $ref: '#' }
  chip: { $ref: '../api.yaml#/components/schemas/Owner', required: [name], properties: { number: { type: integer } } }
";

const PARAMETERS: &str = r#"{"id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}}"#;

fn read(path: &str) -> Result<String, String> {
    let text = match path {
        "api.yaml" => API,
        "paths/pets.yaml" => PATHS,
        "schemas/pet.yaml" => PET,
        "parameters.json" => PARAMETERS,
        other => return Err(format!("there is no {other}")),
    };
    Ok(text.to_owned())
}

#[test]
fn references_into_files_and_any_place_lead_to_one_type_each() {
    let description = load::load("api.yaml", &mut |path| read(path)).unwrap_or_else(|report| panic!("{report}"));
    let (api, _) =
        lower::lower(&description.root).unwrap_or_else(|problems| panic!("{}", description.sources.render(&problems)));
    let files = emit::modules(&api, &Provenance { description: "api.yaml".to_owned(), sha256: "0".repeat(64) });
    // The lines that declare something.
    let mut shown = String::new();
    for file in &files {
        syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        let declares = |line: &&str| {
            let line = line.trim_start();
            line.starts_with("pub ") && !line.contains("fn ") && !line.contains("mod ") && !line.contains("use ")
        };
        let lines: Vec<&str> = file.text.lines().filter(declares).collect();
        if file.path.starts_with("models/") || file.path.contains("get_pet") {
            shown.push_str(&format!("{}\n{}\n", file.path, lines.join("\n")));
        }
    }
    insta::assert_snapshot!(shown);
}
