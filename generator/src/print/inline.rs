//! The SDK as one module, for a build script: the same files, one within the other.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::layout::layout;
use super::source::{HEADER, Source};
use super::{manifest, runtime};
use crate::plan::Sdk;

use quote::quote;

/// The text of the module.
pub(super) fn module(sdk: &Sdk, sources: Vec<Source<'_>>) -> String {
    let client = &sdk.client;
    let (name, builder) = (&client.name, &client.builder);
    let checks = manifest::is_constrained(sdk).then(|| {
        quote!(
            #[cfg(feature = "validate")]
            mod checks;
        )
    });
    let modules = super::modules(sdk);
    let root = quote! {
        #checks
        #modules
        pub use self::client::{#name, #builder};
    };
    let mut files: BTreeMap<String, String> = runtime::files()
        .into_iter()
        .filter_map(|file| Some((file.path.strip_prefix("src/")?.to_owned(), file.text)))
        .collect();
    for source in sources {
        let depth = depth(&source.path);
        let path = source.path.clone();
        files.insert(path, source.into_module(depth));
    }
    let mut text = HEADER.to_owned();
    inline(&layout(root), "", &files, &mut text);
    text
}

/// How many modules lie between the file's items and the root: 1 for `types/mod.rs`, 2 for `types/users.rs`.
fn depth(path: &str) -> usize {
    let folders = path.matches('/').count();
    if path.ends_with("/mod.rs") { folders } else { folders + 1 }
}

/// Writes `source`, the file of the module whose files lie in `folder`, with each `mod x;` replaced by what it names.
fn inline(source: &str, folder: &str, files: &BTreeMap<String, String>, out: &mut String) {
    for line in source.lines() {
        let declaration = line.strip_suffix(';').and_then(|line| line.split_once("mod "));
        let Some((before, name)) =
            declaration.filter(|(before, _)| before.is_empty() || before.starts_with("pub"))
        else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let plain = name.strip_prefix("r#").unwrap_or(name);
        let within = format!("{folder}{plain}/");
        let file =
            files.get(&format!("{within}mod.rs")).or_else(|| files.get(&format!("{folder}{plain}.rs")));
        // Writing to a String can't fail.
        let _ = writeln!(out, "{before}mod {name} {{");
        if let Some(file) = file {
            inline(file, &within, files, out);
        }
        out.push_str("}\n");
    }
}
