//! A description to the intermediate representation.
