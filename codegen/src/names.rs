//! Words to identifiers.
