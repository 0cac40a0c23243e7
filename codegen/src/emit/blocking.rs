//! The client whose calls wait: the same handles and builders on another core.

use quote::quote;

use super::File;
use super::client::{methods, title};
use super::context::{Context, Group};
use super::credential::credentials;
use super::docs::Docs;
use super::file::Source;

/// `blocking.rs`.
pub(super) fn file(context: &Context<'_>) -> File {
    let modules = context.groups.iter().map(Group::module);
    let client = (!context.api.schemes.is_empty()).then(|| quote!(client,));
    let credentials = credentials(context, &quote!(client::));
    let methods = methods(context, &quote!(BlockingCore));
    let docs = Docs::new(title(context))
        .own("Its calls wait for their answers. It is built by [`ClientBuilder::build_blocking`].")
        .own("Cheap to clone: clones share connections, credentials and options.")
        .outer();
    Source {
        path: "blocking.rs".to_owned(),
        pointer: "/servers".to_owned(),
        docs: Docs::new("The client whose calls wait for their answers."),
        items: quote! {
            use crate::codegen::*;
            use crate::{ClientBuilder, #client #(#modules),*};

            #docs
            #[derive(Clone, Debug)]
            pub struct Client {
                core: BlockingCore,
            }

            impl Client {
                /// A client with other options, for one call or for many. It shares all else with this one.
                #[must_use]
                pub fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
                    Self { core: self.core.with(change) }
                }

                #credentials

                #methods
            }

            impl ClientBuilder {
                /// Sends the requests of a client that waits in another way than the built-in one.
                pub fn blocking_transport(self, transport: impl BlockingTransport) -> Self {
                    Self { core: self.core.blocking_transport(transport) }
                }

                /// The client whose calls wait.
                ///
                /// # Errors
                ///
                /// [`BuildError`] says which of the given values is of no use.
                pub fn build_blocking(self) -> Result<Client, BuildError> {
                    Ok(Client { core: self.core.build_blocking()? })
                }
            }
        },
    }
    .into_file(context.provenance)
}
