//! What a reader can feed: slots, and models as the slots of objects.

use std::ops::Range;

use super::object::{self, Fields, Promises, XmlNames};
use super::{Reader, Stop};

/// A place for a value.
///
/// `T: Model` implements it, as do scalars, [`Option`], [`Vec`], [`BTreeMap`](std::collections::BTreeMap) and
/// [`Json`](crate::json::Json).
pub trait Slot {
    /// Replaces the content by the reader's next value.
    ///
    /// # Errors
    ///
    /// [`Stop`] if the value has another shape; the reader knows the details.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop>;

    /// Whether the default may stand for a value that is absent. Where not, absence is an error.
    fn harmless_default(&self) -> bool {
        true
    }

    /// [`Slot::read`] into a slot that still is as `Default` made it, which saves making it so.
    #[doc(hidden)]
    #[inline]
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        self.read(reader)
    }
}

/// A struct that is read from an object, field by field.
///
/// ```
/// use plex_sdk::codegen::*;
///
/// #[derive(Default)]
/// struct Subscription {
///     active: bool,
/// }
///
/// impl Model for Subscription {
///     const REQUIRED: &'static [&'static str] = &["active"];
///
///     fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
///         Some(match name {
///             "active" => &mut self.active,
///             _ => return None,
///         })
///     }
/// }
///
/// let decoded = plex_sdk::decode::from_slice::<Subscription>(br#"{"active": "true"}"#)?;
/// assert!(decoded.value.active);
/// assert_eq!(decoded.drift.entries()[0].to_string(), "$.active: expected a boolean, found a string");
/// # Ok::<(), plex_sdk::decode::DecodeError>(())
/// ```
pub trait Model: Default {
    /// The fields that the description promises. An absent one is reported as drift if its default is harmless, and
    /// an error otherwise.
    const REQUIRED: &'static [&'static str] = &[];
    /// Those among them that identify something: absent, `null` (unless the field is an [`Option`]) or an empty string
    /// in place of a number, they are an error.
    const IDENTITY: &'static [&'static str] = &[];
    /// Fields of booleans that are 0 and 1 on the wire; those numbers are no drift.
    const FLAGS: &'static [&'static str] = &[];
    /// The name of the element in XML, where it is the root of a document and a field has the same name.
    const XML_ROOT: &'static str = "";
    /// Names that are others in XML, each with the name of its field: `("error", "errors")` for an element,
    /// `("@ID", "id")` for an attribute, `("#text", "message")` for the text of the element.
    const XML_FIELDS: &'static [(&'static str, &'static str)] = &[];
    /// Fields of lists whose items stand in an element of their own in XML.
    const XML_LISTS: &'static [&'static str] = &[];

    /// The slot of the field with that name on the wire.
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot>;

    /// [`Slot::read`] of this model.
    #[doc(hidden)]
    fn read_model(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = Self::default();
        self.fill_model(reader)
    }

    /// [`Slot::fill`] of this model.
    #[doc(hidden)]
    fn fill_model(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        object::read(&mut FieldsOf(self), promises::<Self>(), reader)
    }

    /// [`Slot::harmless_default`] of this model.
    #[doc(hidden)]
    fn harmless_model(&self) -> bool {
        object::harmless(&mut FieldsOf(&mut Self::default()), promises::<Self>())
    }
}

const fn promises<T: Model>() -> &'static Promises {
    const {
        let xml = XmlNames { root: T::XML_ROOT, fields: T::XML_FIELDS, lists: T::XML_LISTS };
        &Promises { required: T::REQUIRED, identity: T::IDENTITY, flags: T::FLAGS, map: false, xml }
    }
}

struct FieldsOf<'a, T>(&'a mut T);

impl<T: Model> Fields for FieldsOf<'_, T> {
    #[inline]
    fn field(&mut self, name: &str) -> Option<&mut dyn Slot> {
        self.0.slot(name)
    }

    #[inline]
    fn place(&self) -> Range<usize> {
        let start = std::ptr::from_ref(&*self.0).addr();
        start..start + size_of::<T>()
    }
}

impl<T: Model> Slot for T {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        self.read_model(reader)
    }

    #[inline]
    fn harmless_default(&self) -> bool {
        self.harmless_model()
    }

    #[inline]
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        self.fill_model(reader)
    }
}

/// A box is what its content is: it passes everything on, so that unions and scalars can be boxed as well.
impl<T: Slot + Default> Model for Box<T> {
    #[inline]
    fn slot(&mut self, _: &str) -> Option<&mut dyn Slot> {
        None
    }

    #[inline]
    fn read_model(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        (**self).read(reader)
    }

    #[inline]
    fn fill_model(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        reader.claim(size_of::<T>())?;
        (**self).fill(reader)
    }

    #[inline]
    fn harmless_model(&self) -> bool {
        (**self).harmless_default()
    }
}
