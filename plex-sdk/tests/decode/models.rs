//! Models in the shape that the generator writes.

use plex_sdk::codegen::*;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub id: i64,
    pub token: Secret,
    pub name: String,
    pub active: bool,
    pub home: bool,
    pub rights: Vec<bool>,
    pub subscription: Subscription,
    pub parent: Option<Box<Account>>,
    pub joined: Option<Timestamp>,
    pub score: Option<f64>,
    pub extra: Option<Json>,
    pub year: Option<u32>,
}

impl Model for Account {
    const REQUIRED: &'static [&'static str] = &["id", "token", "name", "active"];
    const IDENTITY: &'static [&'static str] = &["id"];
    const FLAGS: &'static [&'static str] = &["home", "rights"];

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "id" => &mut self.id,
            "token" => &mut self.token,
            "name" => &mut self.name,
            "active" => &mut self.active,
            "home" => &mut self.home,
            "rights" => &mut self.rights,
            "subscription" => &mut self.subscription,
            "parent" => &mut self.parent,
            "joined" => &mut self.joined,
            "score" => &mut self.score,
            "extra" => &mut self.extra,
            "year" => &mut self.year,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subscription {
    pub status: SubscriptionStatus,
    pub level: Level,
    pub features: Vec<String>,
    pub limits: BTreeMap<String, Vec<i32>>,
    pub plan: Option<String>,
}

impl Model for Subscription {
    const REQUIRED: &'static [&'static str] = &["status", "features"];

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "status" => &mut self.status,
            "level" => &mut self.level,
            "features" => &mut self.features,
            "limits" => &mut self.limits,
            "plan" => &mut self.plan,
            _ => return None,
        })
    }
}

impl ToJson for Subscription {
    fn to_json(&self) -> Json {
        Object::new()
            .field("status", &self.status)
            .field("level", &self.level)
            .field("features", &self.features)
            .field("limits", &self.limits)
            .optional("plan", &self.plan)
            .build()
    }
}

/// Fields without a name of their own go to a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open {
    pub name: String,
    pub additional_properties: BTreeMap<String, Nested>,
}

impl Model for Open {
    const REQUIRED: &'static [&'static str] = &["name"];

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "name" => &mut self.name,
            _ => self.additional_properties.entry(name.to_owned()).or_default(),
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nested {
    pub a: Option<i64>,
    pub b: Option<i64>,
}

impl Model for Nested {
    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "a" => &mut self.a,
            "b" => &mut self.b,
            _ => return None,
        })
    }
}

/// A promised model that promises a secret itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub owner: Owner,
}

impl Model for Session {
    const REQUIRED: &'static [&'static str] = &["owner"];

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "owner" => &mut self.owner,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Owner {
    pub token: Secret,
}

impl Model for Owner {
    const REQUIRED: &'static [&'static str] = &["token"];

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "token" => &mut self.token,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SubscriptionStatus {
    Active,
    Inactive,
    Unknown(String),
}

impl StringEnum for SubscriptionStatus {
    fn from_wire(value: &str) -> Self {
        match value {
            "Active" => Self::Active,
            "Inactive" => Self::Inactive,
            other => Self::Unknown(other.to_owned()),
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
            Self::Unknown(value) => value,
        }
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}

impl Default for SubscriptionStatus {
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}

string_enum!(SubscriptionStatus);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    #[default]
    Basic,
    Full,
    Unknown(i64),
}

impl IntegerEnum for Level {
    fn from_wire(value: i64) -> Self {
        match value {
            0 => Self::Basic,
            1 => Self::Full,
            other => Self::Unknown(other),
        }
    }

    fn as_i64(&self) -> i64 {
        match self {
            Self::Basic => 0,
            Self::Full => 1,
            Self::Unknown(value) => *value,
        }
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}

integer_enum!(Level);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cat {
    pub name: String,
    pub lives: Option<i64>,
}

impl Model for Cat {
    const REQUIRED: &'static [&'static str] = &["name"];

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "name" => &mut self.name,
            "lives" => &mut self.lives,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dog {
    pub name: String,
    pub bark: String,
    pub friend: Option<Box<Pet>>,
}

impl Model for Dog {
    const REQUIRED: &'static [&'static str] = &["name", "bark"];

    #[inline]
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "name" => &mut self.name,
            "bark" => &mut self.bark,
            "friend" => &mut self.friend,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Name(String),
    Names(Vec<String>),
    Unknown(Json),
}

impl Default for Pet {
    fn default() -> Self {
        Self::Unknown(Json::Null)
    }
}

impl Slot for Pet {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        reader.one_of(
            self,
            &[
                |r| r.value().map(Self::Cat),
                |r| r.value().map(Self::Dog),
                |r| r.value().map(Self::Name),
                |r| r.value().map(Self::Names),
            ],
            Self::Unknown,
        )
    }
}

one_of!(Pet);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Tagged {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(Json),
}

impl Default for Tagged {
    fn default() -> Self {
        Self::Unknown(Json::Null)
    }
}

impl Slot for Tagged {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        reader.tagged(
            self,
            "petType",
            &[
                ("cat", |r| r.value().map(Self::Cat)),
                ("1", |r| r.value().map(Self::Cat)),
                ("true", |r| r.value().map(Self::Cat)),
                ("dog", |r| r.value().map(Self::Dog)),
            ],
            Self::Unknown,
        )
    }
}
