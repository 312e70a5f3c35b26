//! Names for what nobody has named, from what a description says of itself.

use heck::ToUpperCamelCase as _;
use letterpress::Config;
use letterpress::plan::names::{Case, ident};
use letterpress::read::Document;

/// The longest name that a title is made into.
const LONGEST: usize = 40;

/// The crate's name that the title of `document` suggests: `Pet Store` makes `pet-store`.
pub(crate) fn package(document: &Document) -> Option<String> {
    let title = document.get(&document.root()?.child("info").child("title"))?;
    let title = title.as_str()?;
    let name = ident(title, Case::Snake)?.plain().replace('_', "-");
    // A crate's name begins with a letter.
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let whole: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let mut short = String::new();
    for word in whole {
        if !short.is_empty() && short.len() + word.len() >= LONGEST {
            break;
        }
        short.push_str(if short.is_empty() { "" } else { "-" });
        short.push_str(word);
    }
    (!short.is_empty()).then_some(short)
}

/// Gives `config` the names that go with the crate's name `package`.
pub(crate) fn name(config: &mut Config, package: &str) {
    config.client = client(package);
    package.clone_into(&mut config.package);
}

/// The client's name in the crate `package`, where nothing else is said.
pub(crate) fn client(package: &str) -> String {
    format!("{}Client", package.to_upper_camel_case())
}
