//! The client, its builder, and the constants that operations refer to.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{Conversion, accepted};
use super::client_constants::constants;
use super::context::{Context, Group};
use super::credential::{self, credentials};
use super::docs::Docs;
use super::file::Source;
use super::ident::fixed;
use super::types::{Scope, Types};
use super::{File, markdown};
use crate::api::{Global, Ident, ServerVariable};

/// `client.rs`.
pub(super) fn file(context: &Context<'_>) -> File {
    let types = Types::new(context, Scope::Operations);
    let constants = constants(context);
    let client = client(context);
    let builder = builder(context, &types);
    let modules: Vec<&Ident> = context.groups.iter().map(Group::module).collect();
    let models = (!types.neighbours().is_empty()).then(|| quote!(models,));
    let modules = (!modules.is_empty() || models.is_some()).then(|| quote!(use crate::{#(#modules,)* #models};));
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

/// Each variable once, however many servers have it; and whether the document's servers do.
fn server_variables<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a ServerVariable, bool)> {
    let mut seen = HashSet::new();
    let of_document = context.api.servers.iter().map(|server| (server, true));
    let of_operations = context.api.operations.iter().flat_map(|operation| &operation.servers);
    let servers = of_document.chain(of_operations.map(|server| (server, false)));
    let variables = servers.flat_map(|(server, all)| server.variables.iter().map(move |variable| (variable, all)));
    variables.filter(move |(variable, _)| seen.insert(&variable.name.wire))
}

fn client(context: &Context<'_>) -> TokenStream {
    let credentials = credentials(context, &quote!());
    let docs =
        Docs::new(title(context)).own("Cheap to clone: clones share connections, credentials and options.").outer();
    let methods = methods(context, &quote!(Core));
    let mut seen = HashSet::new();
    let operation_servers = context.api.operations.iter().flat_map(|operation| &operation.servers);
    let operation_servers = operation_servers.map(|server| &server.url).filter(|url| seen.insert(*url));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: Core,
        }

        impl Client {
            /// Collects what a client needs.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { core: CoreBuilder::new(SERVERS).known_operation_servers(&[#(#operation_servers),*]) }
            }

            /// A client with other options, for one call or for many. It shares all else with this one.
            #[must_use]
            pub fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
                Self { core: self.core.with(change) }
            }

            #credentials

            #methods
        }
    }
}

/// `A client of the …`, with a stop.
pub(super) fn title(context: &Context<'_>) -> String {
    let title = markdown::sentence(&context.api.info.title);
    let title = title.trim_end_matches('.');
    if title.is_empty() { "A client.".to_owned() } else { format!("A client of the {title}.") }
}

/// What both clients have below their options: the core, and a method per tag.
pub(super) fn methods(context: &Context<'_>, core: &TokenStream) -> TokenStream {
    let tags = context.groups.iter().map(|group| {
        let (tag, module, handle) = (group.tag, group.module(), &group.tag.handle);
        let docs = Docs::default().doc(&tag.doc).or(|| format!("Operations of [`{module}`].")).outer();
        quote! {
            #docs
            pub fn #module(&self) -> #module::#handle<Self> {
                #module::#handle::new(self.clone())
            }
        }
    });
    // Only operations need it.
    let core = (!context.groups.is_empty()).then(|| quote!(pub(crate) fn core(&self) -> &#core { &self.core }));
    quote!(#core #(#tags)*)
}

fn builder(context: &Context<'_>, types: &Types<'_>) -> TokenStream {
    let globals: Vec<TokenStream> = context.api.globals.iter().map(|global| self::global(global, types)).collect();
    let schemes = credential::setters(context);
    let variables = server_variables(context).map(|(variable, all)| self::variable(variable, all));
    let index = (context.api.servers.len() > 1).then(|| {
        quote! {
            /// Sends to the described server with this index in [`SERVERS`].
            pub fn server_index(self, index: usize) -> Self {
                Self { core: self.core.server_index(index) }
            }
        }
    });

    quote! {
        /// Collects what a [`Client`] needs; from [`Client::builder`].
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder {
            pub(crate) core: CoreBuilder,
        }

        impl ClientBuilder {
            #(#globals)*
            #schemes

            /// Sends to this base URL. Operations with servers of their own keep those.
            pub fn server(self, url: impl Into<String>) -> Self {
                Self { core: self.core.server(url) }
            }

            #index
            #(#variables)*

            /// Sends the operations that are described with this server to another one.
            pub fn operation_server(self, described: impl Into<String>, url: impl Into<String>) -> Self {
                Self { core: self.core.operation_server(described, url) }
            }

            /// Sends all operations to the server at this URL, below the paths that their own servers are described with:
            /// for stand-ins in tests.
            pub fn all_servers_at(self, url: impl Into<String>) -> Self {
                Self { core: self.core.all_servers_at(url) }
            }

            /// Sends all operations to this base URL, whatever the description says about them.
            pub fn force_server(self, url: impl Into<String>) -> Self {
                Self { core: self.core.force_server(url) }
            }

            /// How long a call may take, with all retries and the waits between them. 30 seconds by default.
            pub fn timeout(self, timeout: Duration) -> Self {
                Self { core: self.core.timeout(timeout) }
            }

            /// Adds a header to every request.
            pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                Self { core: self.core.header(name, value) }
            }

            /// Names the application in the header `User-Agent`, in front of name and version of the SDK.
            pub fn user_agent(self, value: impl Into<String>) -> Self {
                Self { core: self.core.user_agent(value) }
            }

            /// Sends requests in another way than the built-in one.
            pub fn transport(self, transport: impl Transport) -> Self {
                Self { core: self.core.transport(transport) }
            }

            /// Changes any of the [`Options`]: retries, limits, hooks.
            pub fn with(self, change: impl FnOnce(Options) -> Options) -> Self {
                Self { core: self.core.with(change) }
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

fn global(global: &Global, types: &Types<'_>) -> TokenStream {
    let Global { parameter: global, constant } = global;
    let setter = &global.name.ident;
    let (ty, conversion) = accepted(types, &global.ty);
    let rendered = types.render(&global.ty);
    let docs = Docs::default()
        .doc(&global.doc)
        .own(format!("Sent as {} with each operation that declares it.", markdown::code(&global.name.wire)))
        .outer();
    let value =
        if conversion == Conversion::None { types.wire(&global.ty, quote!(value), false) } else { quote!(&value) };
    let convert = (conversion != Conversion::None).then(|| {
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

fn variable(variable: &ServerVariable, of_document: bool) -> TokenStream {
    let (wire, setter) = (&variable.name.wire, &variable.name.ident);
    let set = fixed(if of_document { "server_variable" } else { "operation_server_variable" });
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
            Self { core: self.core.#set(#wire, value) }
        }
    }
}
