//! Which of several types a value is of.

use std::collections::VecDeque;

use super::{XmlModel, XmlShape};
use crate::decode::Model;
use crate::json::Json;

/// Unions in unions are looked at this often; those that hold each other would never end.
const MEMBERS: usize = 256;

/// How many promised fields a value lacks; `None` if it has a field that the type does not know.
type Lacks = fn(&[(String, Json)]) -> Option<usize>;

/// One of the types of a union.
#[derive(Clone, Copy, Debug)]
pub struct XmlVariant {
    shape: fn() -> XmlShape,
    /// For objects with known fields.
    lacks: Option<Lacks>,
    tags: &'static [&'static str],
}

impl XmlVariant {
    /// An object with known fields.
    pub const fn of<T: XmlModel + Model + Default>() -> Self {
        Self { shape: T::xml_shape, lacks: Some(lacks::<T>), tags: &[] }
    }

    /// Anything else that may have fields: another union, a map.
    pub const fn any<T: XmlModel>() -> Self {
        Self { shape: T::xml_shape, lacks: None, tags: &[] }
    }

    /// The values of the field that tells the variant.
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }
}

fn lacks<T: Model + Default>(fields: &[(String, Json)]) -> Option<usize> {
    let mut value = T::default();
    let known = fields.iter().all(|(name, _)| value.slot(name).is_some());
    let lacking = T::REQUIRED.iter().filter(|required| !fields.iter().any(|(name, _)| name == *required));
    known.then(|| lacking.count())
}

impl XmlShape {
    /// The shape of a value with these fields: of a union that of one of its types, which no union is. A value that
    /// no type of the union has fields for has none.
    pub(super) fn for_fields(self, fields: &[(String, Json)]) -> Option<Self> {
        if self.variants.is_empty() {
            return Some(self);
        }
        let mut unions = VecDeque::from([self]);
        // The better one is the lesser one: of objects with known names, with other names as well, of maps.
        let mut best: Option<((bool, usize), Self)> = None;
        for _ in 0..MEMBERS {
            let Some(union) = unions.pop_front() else { break };
            for variant in union.variants_for(fields) {
                let shape = (variant.shape)();
                let fit = match variant.lacks {
                    _ if !shape.variants.is_empty() => {
                        unions.push_back(shape);
                        continue;
                    }
                    Some(lacks) => lacks(fields),
                    None => Some(usize::MAX),
                };
                let Some(lacking) = fit else { continue };
                let score = (shape.open, lacking);
                if best.as_ref().is_none_or(|(best, _)| score < *best) {
                    best = Some((score, shape));
                }
            }
        }
        best.map(|(_, shape)| shape)
    }

    /// The variants that it may be: where a field tells, the one.
    fn variants_for(&self, fields: &[(String, Json)]) -> &'static [XmlVariant] {
        let tag = fields.iter().rev().find(|(name, _)| !self.tag.is_empty() && name == self.tag);
        let Some(tag) = tag.and_then(|(_, value)| value.as_str()) else { return self.variants };
        let named = self.variants.iter().position(|variant| variant.tags.contains(&tag));
        named.and_then(|at| self.variants.get(at..=at)).unwrap_or(self.variants)
    }
}
