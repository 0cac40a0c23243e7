//! What a document takes: nodes, memory, and room for its JSON text.

use super::NODE_LIMIT;
use crate::decode::{Memory, TOO_LARGE};

/// What an index of the children of one element takes per child, at most.
const GROUPED_CHILD: usize = 144;

/// The place of a node in JSON text and in XML, twice for an attribute.
const ORIGINS: usize = 2 * size_of::<(usize, usize)>();

/// What a document has taken so far.
pub(super) struct Costs {
    /// Elements and attributes.
    pub(super) nodes: usize,
    /// How long the JSON text becomes, at most.
    pub(super) written: usize,
    pub(super) memory: Memory,
}

/// What is beyond a limit: what is expected instead, and what was found.
pub(super) struct Beyond(pub(super) &'static str, pub(super) &'static str);

const NODES: Beyond = Beyond("at most 4194304 elements and attributes", "more");
pub(super) const MEMORY: Beyond = Beyond(TOO_LARGE, "a larger one");

impl Costs {
    pub(super) fn new(memory: Memory) -> Self {
        Self { nodes: 0, written: 0, memory }
    }

    /// Takes room in a list for one more node with a name.
    pub(super) fn node<T>(&mut self, list: &mut Vec<T>, name: &str) -> Result<(), Beyond> {
        self.nodes += 1;
        // Quotes, a mark, a colon and a comma; braces or brackets.
        self.written += name.len() + 8;
        let room = self.memory.make_room(list) && self.memory.take(ORIGINS);
        match self.nodes {
            nodes if nodes > NODE_LIMIT => Err(NODES),
            _ if !room => Err(MEMORY),
            _ => Ok(()),
        }
    }

    /// Takes room in the children of an element for one more.
    pub(super) fn child(&mut self, children: &mut Vec<u32>) -> Result<(), Beyond> {
        if self.memory.make_room(children) && self.memory.take(GROUPED_CHILD) { Ok(()) } else { Err(MEMORY) }
    }

    /// Takes room for text.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Beyond> {
        let escaped = |byte: u8| match byte {
            b'"' | b'\\' => 1,
            0..=0x1f => 5,
            _ => 0,
        };
        self.written += text.len() + text.bytes().map(escaped).sum::<usize>();
        // As it grows, it may have as much room again.
        if self.memory.take(2 * text.len()) { Ok(()) } else { Err(MEMORY) }
    }
}
