//! Files in `multipart/form-data` bodies.

use std::fmt;

use bytes::Bytes;

/// A file to upload: its bytes, and what the server may learn about it.
///
/// ```
/// use plex_sdk::File;
///
/// let plain: File = vec![1, 2, 3].into();
/// let named = File::new("a,b\n1,2\n").name("table.csv").media_type("text/csv");
/// assert_eq!(named.content().len() + plain.content().len(), 11);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    content: Bytes,
    name: Option<String>,
    media_type: Option<String>,
}

impl File {
    /// A file with this content. Its name on the wire is that of its field until [`File::name`] says another.
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self { content: content.into(), name: None, media_type: None }
    }

    /// Sets the file name that the server sees.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the content type, such as `image/png`. By default it is the one that the description gives, or else
    /// `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The bytes.
    pub fn content(&self) -> &Bytes {
        &self.content
    }

    pub(super) fn name_or<'a>(&'a self, field: &'a str) -> &'a str {
        self.name.as_deref().unwrap_or(field)
    }

    pub(super) fn media_type_or<'a>(&'a self, described: &'a str) -> &'a str {
        self.media_type.as_deref().unwrap_or(described)
    }
}

/// Shows the length in place of the content.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("content", &format_args!("{} bytes", self.content.len()))
            .finish()
    }
}

macro_rules! from {
    ($($content:ty),+) => {
        $(impl From<$content> for File {
            fn from(content: $content) -> Self {
                Self::new(content)
            }
        })+
    };
}

from!(Bytes, Vec<u8>, Box<[u8]>, String, &'static [u8], &'static str);

impl<const LENGTH: usize> From<&'static [u8; LENGTH]> for File {
    fn from(content: &'static [u8; LENGTH]) -> Self {
        Self::new(content.as_slice())
    }
}
