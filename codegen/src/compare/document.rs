//! A contract as a document.

pub(super) use crate::document::{Cursor as Spot, Document, SourceOperation as Written};
