//! Statuses to results.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::operation_errors::is_success;
use crate::api::{Operation, Output, Payload, Response, Status};

/// The function `decode`.
pub(super) fn decode(operation: &Operation) -> TokenStream {
    let mut arms: Vec<Arm> = Vec::new();
    let mut last = quote!(Err(response.undocumented()));
    for response in &operation.responses {
        let success = is_success(operation, response);
        let result = if success { self::success(operation, response) } else { error(operation, response) };
        match pattern(response.status, success) {
            Some(pattern) => add(&mut arms, response.status, pattern, result),
            None => last = result,
        }
    }
    if operation.output == Output::Unit && !operation.responses.iter().any(|r| is_success(operation, r)) {
        arms.push(Arm { exact: false, patterns: vec![quote!(200..=299)], result: quote!(Ok(())) });
    }
    let overlap = overlap(operation).then(|| quote!(#[allow(clippy::match_overlapping_arm)]));
    let arms = arms.iter().map(|Arm { patterns, result, .. }| quote!(#(#patterns)|* => #result));
    quote! {
        #overlap
        fn decode(response: &mut Response) -> Result<Self::Output, Error<Self::Error>> {
            match response.status().as_u16() {
                #(#arms,)*
                _ => #last,
            }
        }
    }
}

/// Whether an exact status lies in a range: it goes before, as OpenAPI has it.
fn overlap(operation: &Operation) -> bool {
    let statuses = || operation.responses.iter().map(|response| response.status);
    statuses().any(|range| match range {
        Status::Range(hundreds) => {
            statuses().any(|status| matches!(status, Status::Code(code) if code / 100 == hundreds))
        }
        _ => false,
    })
}

struct Arm {
    exact: bool,
    patterns: Vec<TokenStream>,
    result: TokenStream,
}

/// Exact statuses with the same result share an arm. Ranges stay behind them, so that they do not hide any.
fn add(arms: &mut Vec<Arm>, status: Status, pattern: TokenStream, result: TokenStream) {
    let exact = matches!(status, Status::Code(_));
    let text = result.to_string();
    match arms.iter_mut().find(|arm| arm.exact && exact && arm.result.to_string() == text) {
        Some(arm) => arm.patterns.push(pattern),
        None => arms.push(Arm { exact, patterns: vec![pattern], result }),
    }
}

fn pattern(status: Status, success: bool) -> Option<TokenStream> {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            Some(quote!(#code))
        }
        Status::Range(hundreds) => Some(range(hundreds)),
        Status::Default if success => Some(range(2)),
        Status::Default => None,
    }
}

fn range(hundreds: u16) -> TokenStream {
    let first = Literal::u16_unsuffixed(hundreds.saturating_mul(100));
    let last = Literal::u16_unsuffixed(hundreds.saturating_mul(100).saturating_add(99));
    quote!(#first..=#last)
}

fn success(operation: &Operation, response: &Response) -> TokenStream {
    match &operation.output {
        Output::Unit => quote!(Ok(())),
        Output::One(payload) => match payload {
            Payload::Json(_) => quote!(response.json()),
            Payload::Xml(_) => quote!(response.xml()),
            Payload::Text => quote!(Ok(response.text())),
            Payload::Bytes => quote!(Ok(response.bytes())),
        },
        Output::Optional(_) => match &response.payload {
            Some(Payload::Json(_)) => quote!(response.json_optional()),
            Some(Payload::Xml(_)) => quote!(response.xml_optional()),
            Some(Payload::Text) => quote!(Ok(Some(response.text()))),
            Some(Payload::Bytes) => quote!(Ok(Some(response.bytes()))),
            None => quote!(Ok(None)),
        },
        Output::Several(name) => {
            let variant = &response.variant;
            match &response.payload {
                Some(Payload::Json(_)) => quote!(response.json().map(#name::#variant)),
                Some(Payload::Xml(_)) => quote!(response.xml().map(#name::#variant)),
                Some(Payload::Text) => quote!(Ok(#name::#variant(response.text()))),
                Some(Payload::Bytes) => quote!(Ok(#name::#variant(response.bytes()))),
                None => quote!(Ok(#name::#variant)),
            }
        }
    }
}

fn error(operation: &Operation, response: &Response) -> TokenStream {
    let (name, variant) = (&operation.error_name, &response.variant);
    match &response.payload {
        Some(Payload::Json(_)) => quote!(Err(response.error_json(#name::#variant))),
        Some(Payload::Xml(_)) => quote!(Err(response.error_xml(#name::#variant))),
        Some(Payload::Text) => quote!(Err(response.error_text(#name::#variant))),
        Some(Payload::Bytes) => quote!(Err(response.error_bytes(#name::#variant))),
        None => quote!(Err(response.error(#name::#variant))),
    }
}
