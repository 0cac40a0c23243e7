//! One namespace.

use std::collections::HashMap;

use super::{Ident, Reserved};

/// The identifiers of one namespace, unique without regard to case (file systems know none).
#[derive(Clone, Debug)]
pub struct Scope {
    reserved: Reserved,
    /// In lower case, with the number that the next claimant of the same name tries first.
    taken: HashMap<String, usize>,
}

/// What a [`Scope`] gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub ident: Ident,
    /// Another had the name that was wanted.
    pub collided: bool,
}

impl Scope {
    pub fn new(reserved: Reserved) -> Self {
        Self { reserved, taken: HashMap::new() }
    }

    /// Whether the namespace has no room for this name, whoever asks.
    pub fn reserves(&self, ident: &str) -> bool {
        self.reserved.holds(ident)
    }

    /// The wanted name, or the first of the others that is free, or the last of them with a number.
    pub fn claim(&mut self, wanted: &str, others: &[&str]) -> Claim {
        let wanted = self.allowed(wanted);
        if self.take(&wanted) {
            return Claim { ident: Ident::new(&wanted), collided: false };
        }
        let mut last = wanted;
        for other in others {
            let other = self.allowed(other);
            if self.take(&other) {
                return Claim { ident: Ident::new(&other), collided: true };
            }
            last = other;
        }
        let mut number = self.taken.get(&last.to_lowercase()).copied().unwrap_or(2);
        loop {
            let candidate = self.numbered(&last, number);
            number += 1;
            if self.take(&candidate) {
                self.taken.insert(last.to_lowercase(), number);
                return Claim { ident: Ident::new(&candidate), collided: true };
            }
        }
    }

    fn allowed(&self, ident: &str) -> String {
        let mut ident = ident.to_owned();
        while self.reserved.holds(&ident) {
            ident.push_str(self.reserved.suffix());
        }
        ident
    }

    fn take(&mut self, ident: &str) -> bool {
        let key = ident.to_lowercase();
        if self.taken.contains_key(&key) {
            return false;
        }
        self.taken.insert(key, 2);
        true
    }

    /// `Name2`, `name_2`, `NAME_2`, and `V4_2` where a bare digit would run into another. Of the names of types and
    /// variants, rustc wants an underscore between digits only.
    fn numbered(&self, ident: &str, number: usize) -> String {
        let camel = matches!(self.reserved, Reserved::Models | Reserved::Operations | Reserved::Variants);
        if !camel || ident.ends_with(|c: char| c.is_ascii_digit()) {
            format!("{ident}_{number}")
        } else {
            format!("{ident}{number}")
        }
    }
}
