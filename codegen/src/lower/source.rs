//! The objects of a document that `openapiv3` reads, each on its own. Schemas are not among them.

use openapiv3::{Components, Info, PathItem, ReferenceOr, SecurityRequirement, Server, Tag};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Cursor, Document};

/// The typed objects of a document, in its order.
pub(super) struct Source {
    pub info: Info,
    pub servers: Vec<Server>,
    pub security: Option<Vec<SecurityRequirement>>,
    pub tags: Vec<Tag>,
    pub paths: Vec<(String, ReferenceOr<PathItem>)>,
    /// Without the schemas, which are read from the tree.
    pub components: Components,
}

impl Source {
    /// Reads the objects of a checked and folded document.
    ///
    /// # Errors
    ///
    /// Every object that does not have the shape it must have. Loading rejects such documents.
    pub fn read(root: &Value) -> Result<Self, Diagnostics> {
        let root = Document::new(root).cursor();
        let mut reader = Reader::default();
        let mut components = Components::default();
        if let Some(all) = root.get("components") {
            components.parameters.extend(reader.map(&all, "parameters"));
            components.responses.extend(reader.map(&all, "responses"));
            components.headers.extend(reader.map(&all, "headers"));
            components.request_bodies.extend(reader.map(&all, "requestBodies"));
            components.security_schemes.extend(reader.map(&all, "securitySchemes"));
        }
        let source = Self {
            info: root.get("info").and_then(|info| reader.object(&info)).unwrap_or_default(),
            servers: reader.list(&root, "servers"),
            security: root.get("security").and_then(|list| reader.object(&list)),
            tags: reader.list(&root, "tags"),
            paths: reader.map(&root, "paths").into_iter().filter(|(path, _)| path.starts_with('/')).collect(),
            components,
        };
        if reader.diagnostics.has_errors() { Err(reader.diagnostics) } else { Ok(source) }
    }
}

#[derive(Default)]
struct Reader {
    diagnostics: Diagnostics,
}

impl Reader {
    fn object<T: DeserializeOwned>(&mut self, cursor: &Cursor<'_>) -> Option<T> {
        match T::deserialize(cursor.value) {
            Ok(object) => Some(object),
            Err(error) => {
                let problem = format!("the reader of OpenAPI 3.0 rejects this: {error}");
                let help = "this is a gap in the generator's checks; please report it";
                self.diagnostics.push(Diagnostic::error(cursor.pointer.clone(), problem).help(help));
                None
            }
        }
    }

    fn list<T: DeserializeOwned>(&mut self, parent: &Cursor<'_>, key: &str) -> Vec<T> {
        let list = parent.get(key);
        list.iter().flat_map(Cursor::list).filter_map(|item| self.object(&item)).collect()
    }

    fn map<T: DeserializeOwned>(&mut self, parent: &Cursor<'_>, key: &str) -> Vec<(String, T)> {
        let map = parent.get(key);
        let entries = map.iter().flat_map(Cursor::entries);
        entries.filter_map(|(name, value)| Some((name.to_owned(), self.object(&value)?))).collect()
    }
}
