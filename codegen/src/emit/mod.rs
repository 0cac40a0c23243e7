//! The intermediate representation to files.
