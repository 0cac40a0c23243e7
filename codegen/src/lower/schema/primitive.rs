//! Scalars.

use crate::api::{FloatWidth, IntWidth, Type};
use crate::lower::context::Context;

use super::Node;

/// The type of a schema whose `type` is neither an object nor an array.
pub(super) fn lower(context: &mut Context<'_>, node: &Node<'_>, kind: &str) -> Type {
    let format = node.text("format").unwrap_or_default();
    match kind {
        "string" => string(format),
        "integer" => Type::Int(integer(format, node)),
        "number" => match format {
            // Descriptions that say `number` and mean an integer are common.
            "int32" | "int64" | "uint32" | "uint64" => Type::Int(integer(format, node)),
            "float" => Type::Float(FloatWidth::F32),
            _ => Type::Float(FloatWidth::F64),
        },
        "boolean" => Type::Bool,
        other => {
            context.note(&node.pointer, format!("`{other}` is no type; any JSON is accepted"));
            Type::Json
        }
    }
}

fn string(format: &str) -> Type {
    match format {
        "password" => Type::Secret,
        "date-time" => Type::Timestamp,
        "date" => Type::Date,
        "byte" => Type::Base64,
        // `binary` is bytes in a body only, which bodies and forms decide.
        _ => Type::String,
    }
}

fn integer(format: &str, node: &Node<'_>) -> IntWidth {
    match format {
        "int8" | "int16" | "int32" | "uint8" => IntWidth::I32,
        "uint16" | "uint32" => IntWidth::U32,
        "uint64" | "uint" => IntWidth::U64,
        "int64" => IntWidth::I64,
        _ => {
            let named = ["maximum", "default", "example"].into_iter().filter_map(|key| node.get(key));
            let large = named.chain(node.list("enum")).any(|value| value.is_u64() && !value.is_i64());
            if large { IntWidth::U64 } else { IntWidth::I64 }
        }
    }
}
