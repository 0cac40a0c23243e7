//! The client, its builder, and the constants that operations refer to.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::argument::accepted;
use super::context::Context;
use super::docs::Docs;
use super::file::Source;
use super::ident::{free, ident};
use super::types::{Scope, Types};
use super::{File, markdown, operation_info};
use crate::api::{KeyPlace, Parameter, Place, SchemeKind, SecurityScheme, ServerVariable};

/// `client.rs`.
pub(super) fn file(context: &Context<'_>) -> File {
    let types = Types::new(context.api, Scope::Operations);
    let constants = constants(context);
    let client = client(context);
    let builder = builder(context, &types);
    let mut modules: Vec<&Ident> = context.tags.iter().map(|(_, module)| module).collect();
    let models = ident("models");
    if !types.neighbours().is_empty() {
        modules.push(&models);
    }
    let modules = (!modules.is_empty()).then(|| quote!(use crate::{#(#modules),*};));
    Source {
        path: "client.rs".to_owned(),
        pointer: "/servers".to_owned(),
        docs: Docs::new("The client, and what all operations share: servers, credentials, global parameters."),
        items: quote! {
            use crate::codegen::*;
            #modules

            #constants
            #client
            #builder
        },
    }
    .into_file(context.provenance)
}

fn constants(context: &Context<'_>) -> TokenStream {
    let servers = context.api.servers.iter().map(operation_info::server);
    let schemes = context.api.schemes.iter().map(|scheme| {
        let (constant, value) = (ident(&scheme.constant), self::scheme(scheme));
        let docs = scheme_docs(scheme).outer();
        quote!(#docs pub const #constant: SecurityScheme = #value;)
    });
    let globals = context.api.globals.iter().zip(&context.globals).map(|(global, constant)| {
        let place = ident(match global.place {
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::Path => "path",
            Place::Query | Place::Form | Place::Part => "query",
        });
        let wire = &global.name.wire;
        let required = global.required.then(|| quote!(.required()));
        let docs =
            Docs::default().doc(&global.doc).or(|| format!("The global parameter {}.", markdown::code(wire))).outer();
        quote!(#docs pub const #constant: Global = Global::#place(#wire) #required;)
    });
    let all = (!context.globals.is_empty()).then(|| {
        let globals = &context.globals;
        quote! {
            /// The global parameters: the client holds them, and adds them to each operation that declares them.
            pub const GLOBALS: &[Global] = &[#(#globals),*];
        }
    });
    quote! {
        /// The servers of operations that name none themselves.
        pub const SERVERS: &[ServerInfo] = &[#(#servers),*];

        #(#schemes)*
        #(#globals)*
        #all
    }
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let wire = &scheme.name.wire;
    match &scheme.kind {
        SchemeKind::ApiKey { place, name } => {
            let constructor = ident(match place {
                KeyPlace::Header => "api_key_header",
                KeyPlace::Query => "api_key_query",
                KeyPlace::Cookie => "api_key_cookie",
            });
            quote!(SecurityScheme::#constructor(#wire, #name))
        }
        SchemeKind::Basic => quote!(SecurityScheme::basic(#wire)),
        SchemeKind::Bearer | SchemeKind::OAuth2 => quote!(SecurityScheme::bearer(#wire)),
    }
}

fn scheme_docs(scheme: &SecurityScheme) -> Docs {
    Docs::default().doc(&scheme.doc).or(|| format!("The security scheme {}.", markdown::code(&scheme.name.wire)))
}

fn client(context: &Context<'_>) -> TokenStream {
    let title = markdown::sentence(&context.api.info.title);
    let title = title.trim_end_matches('.');
    let docs = Docs::new(if title.is_empty() { "A client.".to_owned() } else { format!("A client of the {title}.") })
        .own("Cheap to clone: clones share connections, credentials and options.")
        .outer();
    let tags = context.api.tags.iter().zip(&context.tags).map(|(tag, (_, module))| {
        let handle = ident(&tag.handle);
        let docs = Docs::default().doc(&tag.doc).or(|| format!("Operations of [`{module}`].")).outer();
        quote! {
            #docs
            pub fn #module(&self) -> #module::#handle<Self> {
                #module::#handle::new(self.clone())
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: Core,
        }

        impl Client {
            /// Collects what a client needs.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { core: CoreBuilder::new(SERVERS) }
            }

            /// A client with other options, for one call or for many. It shares all else with this one.
            #[must_use]
            pub fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
                Self { core: self.core.with(change) }
            }

            pub(crate) fn core(&self) -> &Core {
                &self.core
            }

            #(#tags)*
        }
    }
}

fn builder(context: &Context<'_>, types: &Types<'_>) -> TokenStream {
    let fixed = [
        "server",
        "server_index",
        "operation_server",
        "force_server",
        "timeout",
        "header",
        "user_agent",
        "transport",
        "build",
        "options",
    ];
    let mut taken: HashSet<String> = fixed.map(str::to_owned).into();
    let globals: Vec<TokenStream> = context
        .api
        .globals
        .iter()
        .zip(&context.globals)
        .map(|(global, constant)| self::global(global, constant, types, &mut taken))
        .collect();
    let schemes: Vec<TokenStream> = context.api.schemes.iter().map(|scheme| credential(scheme, &mut taken)).collect();

    let mut seen = HashSet::new();
    let servers = context.api.servers.iter().chain(context.api.operations.iter().flat_map(|o| &o.servers));
    let variables: Vec<&ServerVariable> =
        servers.flat_map(|server| &server.variables).filter(|variable| seen.insert(&variable.name.wire)).collect();
    let variables = variables.into_iter().map(|variable| self::variable(variable, &mut taken));
    let index = (context.api.servers.len() > 1).then(|| {
        quote! {
            /// Sends to the described server with this index in [`SERVERS`].
            pub fn server_index(self, index: usize) -> Self {
                Self { core: self.core.server_index(index) }
            }
        }
    });
    let variables: TokenStream = variables.collect();

    quote! {
        /// Collects what a [`Client`] needs; from [`Client::builder`].
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder {
            core: CoreBuilder,
        }

        impl ClientBuilder {
            #(#globals)*
            #(#schemes)*

            /// Sends to this base URL. Operations with servers of their own keep those.
            pub fn server(self, url: impl Into<String>) -> Self {
                Self { core: self.core.server(url) }
            }

            #index
            #variables

            /// Sends the operations that are described with this server to another one.
            pub fn operation_server(self, described: impl Into<String>, url: impl Into<String>) -> Self {
                Self { core: self.core.operation_server(described, url) }
            }

            /// Sends all operations to this base URL, whatever the description says about them.
            pub fn force_server(self, url: impl Into<String>) -> Self {
                Self { core: self.core.force_server(url) }
            }

            /// How long a call may take, retries included.
            pub fn timeout(self, timeout: Duration) -> Self {
                Self { core: self.core.timeout(timeout) }
            }

            /// Adds a header to every request.
            pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                Self { core: self.core.header(name, value) }
            }

            /// How the client names itself in the header `User-Agent`.
            pub fn user_agent(self, value: impl Into<String>) -> Self {
                Self { core: self.core.user_agent(value) }
            }

            /// Sends requests in another way than the built-in one.
            pub fn transport(self, transport: impl Transport) -> Self {
                Self { core: self.core.transport(transport) }
            }

            /// The client.
            ///
            /// # Errors
            ///
            /// [`BuildError`] says which of the given values is of no use.
            pub fn build(self) -> Result<Client, BuildError> {
                Ok(Client { core: self.core.build()? })
            }

            /// The options alone, for use with any HTTP stack: see [`Options::request`].
            ///
            /// # Errors
            ///
            /// [`BuildError`] says which of the given values is of no use.
            pub fn options(self) -> Result<Options, BuildError> {
                self.core.options()
            }
        }
    }
}

fn global(global: &Parameter, constant: &Ident, types: &Types<'_>, taken: &mut HashSet<String>) -> TokenStream {
    let setter = free(taken, &global.name.ident, "_parameter");
    let (ty, conversion) = accepted(types, &global.ty);
    let rendered = types.render(&global.ty);
    let docs = Docs::default()
        .doc(&global.doc)
        .own(format!("Sent as {} with each operation that declares it.", markdown::code(&global.name.wire)))
        .outer();
    let value = if conversion == super::argument::Conversion::None {
        types.wire(&global.ty, quote!(value), false)
    } else {
        quote!(&value)
    };
    let convert = (conversion != super::argument::Conversion::None).then(|| {
        let converted = conversion.apply(&quote!(value));
        quote!(let value: #rendered = #converted;)
    });
    quote! {
        #docs
        pub fn #setter(self, value: #ty) -> Self {
            #convert
            Self { core: self.core.global(#constant, #value) }
        }
    }
}

fn credential(scheme: &SecurityScheme, taken: &mut HashSet<String>) -> TokenStream {
    let setter = free(taken, &scheme.name.ident, "_credential");
    let constant = ident(&scheme.constant);
    let docs = scheme_docs(scheme);
    match scheme.kind {
        SchemeKind::Basic => {
            let docs = docs.outer();
            quote! {
                #docs
                pub fn #setter(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
                    Self { core: self.core.basic_credential(#constant, user, password) }
                }
            }
        }
        SchemeKind::ApiKey { .. } | SchemeKind::Bearer | SchemeKind::OAuth2 => {
            let docs = docs.own("Sent with the operations that ask for it, and never shown.").outer();
            quote! {
                #docs
                pub fn #setter(self, value: impl Into<Secret>) -> Self {
                    Self { core: self.core.credential(#constant, value) }
                }
            }
        }
    }
}

fn variable(variable: &ServerVariable, taken: &mut HashSet<String>) -> TokenStream {
    let name = variable.name.ident.trim_start_matches("r#");
    let name = if name.starts_with("server_") { name.to_owned() } else { format!("server_{name}") };
    let setter = free(taken, &name, "_variable");
    let wire = &variable.name.wire;
    let mut docs = Docs::default()
        .doc(&variable.doc)
        .or(|| format!("The variable {} of the servers' URLs.", markdown::code(wire)))
        .own(format!("Defaults to {}.", markdown::code(&variable.default)));
    if !variable.values.is_empty() {
        let values: Vec<String> = variable.values.iter().map(|value| markdown::code(value)).collect();
        docs = docs.own(format!("One of {}.", values.join(", ")));
    }
    let docs = docs.outer();
    quote! {
        #docs
        pub fn #setter(self, value: impl Into<String>) -> Self {
            Self { core: self.core.server_variable(#wire, value) }
        }
    }
}
