//! Lowering by behaviour, and over real descriptions.

mod specs;
