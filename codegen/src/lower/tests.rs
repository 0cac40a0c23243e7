//! Lowering by behaviour, and over real descriptions.

#![allow(clippy::unwrap_used, clippy::panic)]

mod document;
mod hostile;
mod merging;
mod naming;
mod operations;
mod problems;
mod schemas;
mod shown;
mod specs;
mod unions;
mod xml;
