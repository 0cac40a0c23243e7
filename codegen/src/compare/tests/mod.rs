#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kinds;
mod places;
mod rendering;
mod same;
mod types;

use super::{Change, Comparison, compare};
use crate::api::Api;

fn api(text: &str) -> Api {
    let description = crate::load::load("api.yaml", &mut |_| Ok(text.to_owned())).expect("loads");
    crate::describe(&description).unwrap_or_else(|problems| panic!("{problems:?}")).0
}

fn between(old: &str, new: &str) -> Comparison {
    compare(&api(old), &api(new))
}

/// A description with one operation that sends a `Thing` and gets one, and one that only gets one.
fn things(thing: &str) -> String {
    format!(
        r#"
openapi: 3.0.3
info: {{title: Things, version: '1'}}
servers: [{{url: https://a.example}}]
paths:
  /things:
    post:
      operationId: makeThing
      tags: [things]
      requestBody:
        required: true
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}
      responses:
        '200':
          description: made
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}
  /things/{{id}}:
    get:
      operationId: getThing
      tags: [things]
      parameters:
      - {{name: id, in: path, required: true, schema: {{type: string}}}}
      responses:
        '200':
          description: found
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}
components:
  schemas:
    Thing: {thing}
"#
    )
}

/// A description with one operation, `GET /things`, with these fields.
fn operation(fields: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\nservers: [{{url: https://a.example}}]\npaths:\n  \
         /things:\n    get: {{operationId: listThings, tags: [things], responses: {{'204': {{description: none}}}}{fields}}}\n"
    )
}

/// Kind, operation and place of each change.
fn list(comparison: &Comparison) -> Vec<String> {
    let line = |change: &Change| {
        format!("{} {} {}", change.kind.id(), change.operation.as_deref().unwrap_or("-"), change.at)
            .trim_end()
            .to_owned()
    };
    comparison.changes.iter().map(line).collect()
}
