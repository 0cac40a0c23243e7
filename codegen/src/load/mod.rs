//! Text to a description that the rest of the generator can trust.
