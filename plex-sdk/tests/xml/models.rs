//! A model in the shape that the generator writes, with all that XML can do to it, and its XML by hand.

use plex_sdk::codegen::*;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    pub id: i64,
    pub title: String,
    pub token: Option<Secret>,
    pub open: bool,
    pub rating: Option<f64>,
    pub items: Vec<Item>,
    pub genres: Option<Vec<String>>,
    pub places: Vec<Place>,
    pub owner: Option<Box<Library>>,
}

impl Model for Library {
    const REQUIRED: &'static [&'static str] = &["id", "title", "open", "items"];
    const IDENTITY: &'static [&'static str] = &["id"];
    const XML_FIELDS: &'static [(&'static str, &'static str)] = &[("@ID", "id"), ("Item", "items"), ("place", "title")];
    const XML_LISTS: &'static [&'static str] = &["places"];

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "id" => &mut self.id,
            "title" => &mut self.title,
            "token" => &mut self.token,
            "open" => &mut self.open,
            "rating" => &mut self.rating,
            "items" => &mut self.items,
            "genres" => &mut self.genres,
            "places" => &mut self.places,
            "owner" => &mut self.owner,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    pub name: String,
    pub year: Option<u32>,
}

impl Model for Item {
    const REQUIRED: &'static [&'static str] = &["name"];
    const XML_FIELDS: &'static [(&'static str, &'static str)] = &[("#text", "name")];

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "name" => &mut self.name,
            "year" => &mut self.year,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    pub uri: String,
    pub port: u16,
}

impl Model for Place {
    const REQUIRED: &'static [&'static str] = &["uri", "port"];

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "uri" => &mut self.uri,
            "port" => &mut self.port,
            _ => return None,
        })
    }
}

/// Described for JSON: nothing is said of XML.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Device {
    pub name: String,
    pub places: Vec<Place>,
    pub tags: Vec<String>,
    pub any: Vec<Json>,
}

impl Model for Device {
    const REQUIRED: &'static [&'static str] = &["name"];

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "name" => &mut self.name,
            "places" => &mut self.places,
            "tags" => &mut self.tags,
            "any" => &mut self.any,
            _ => return None,
        })
    }
}

impl Library {
    /// As a server would write it.
    pub fn to_xml(&self, element: &str) -> String {
        let mut xml = format!("<{element} ID=\"{}\" open=\"{}\"", self.id, u8::from(self.open));
        if let Some(token) = &self.token {
            xml += &format!(" token='{}'", escape(token.expose()));
        }
        xml += &format!(">\n  <title>{}</title><!-- a comment -->", escape(&self.title));
        if let Some(rating) = self.rating {
            xml += &format!("<rating> {rating} </rating>");
        }
        for item in &self.items {
            let year = item.year.map(|year| format!(" year=\"{year}\"")).unwrap_or_default();
            xml += &format!("<Item{year}>{}</Item>", escape(&item.name));
        }
        for genre in self.genres.iter().flatten() {
            xml += &format!("<genres>{}</genres>", escape(genre));
        }
        xml += "<places type=\"array\">";
        for Place { uri, port } in &self.places {
            xml += &format!("\n<place uri=\"{}\"><port>{port}</port></place>", escape(uri));
        }
        xml += "</places>";
        if let Some(owner) = &self.owner {
            xml += &owner.to_xml("owner");
        }
        xml + &format!("</{element}>")
    }

    /// The same as JSON.
    pub fn to_json(&self) -> Json {
        let items = self
            .items
            .iter()
            .map(|item| Object::new().field("name", &item.name).optional("year", &item.year.map(i64::from)).build());
        let places = self
            .places
            .iter()
            .map(|place| Object::new().field("uri", &place.uri).field("port", &i64::from(place.port)).build());
        Object::new()
            .field("id", &self.id)
            .field("title", &self.title)
            .optional("token", &self.token)
            .field("open", &self.open)
            .optional("rating", &self.rating)
            .field("items", &Json::Array(items.collect()))
            .optional("genres", &self.genres)
            .field("places", &Json::Array(places.collect()))
            .optional("owner", &self.owner.as_ref().map(|owner| owner.to_json()))
            .build()
    }
}

fn escape(text: &str) -> String {
    let escaped = |c: char| match c {
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '&' => "&amp;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&apos;".to_owned(),
        // What line ends and attributes would otherwise lose.
        c if c.is_control() => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escaped).collect()
}
