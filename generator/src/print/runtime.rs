//! The runtime's source, as it is printed into each crate.

use super::File;
use super::source::HEADER;

/// Pairs each path under `generator/runtime` with the text that stands there.
macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/", $path)))),*]
    };
}

/// Every file of the runtime but its tests.
const SOURCES: &[(&str, &str)] = sources![
    "answer.rs",
    "api.rs",
    "auth/assertion.rs",
    "auth/client_credentials.rs",
    "auth/credentials.rs",
    "auth/mod.rs",
    "auth/tokens.rs",
    "base_url.rs",
    "blocking.rs",
    "body/boundary.rs",
    "body/mod.rs",
    "body/multipart.rs",
    "body/part.rs",
    "budget.rs",
    "builder/credentials.rs",
    "builder/mod.rs",
    "builder/servers.rs",
    "call.rs",
    "classify.rs",
    "client.rs",
    "clock/mod.rs",
    "clock/tokio.rs",
    "date.rs",
    "error/api.rs",
    "error/auth.rs",
    "error/build.rs",
    "error/decode.rs",
    "error/invalid_request.rs",
    "error/mod.rs",
    "error/paging.rs",
    "error/timeout.rs",
    "error/transport.rs",
    "events/mod.rs",
    "events/parser.rs",
    "events/resume.rs",
    "field.rs",
    "layer.rs",
    "media_type.rs",
    "mock/clock.rs",
    "mock/mod.rs",
    "mock/transport.rs",
    "mod.rs",
    "pages/course.rs",
    "pages/facts.rs",
    "pages/link.rs",
    "pages/mod.rs",
    "pages/style.rs",
    "parameter/mod.rs",
    "parameter/style.rs",
    "quota.rs",
    "rate_limit.rs",
    "request.rs",
    "response.rs",
    "retry.rs",
    "secret.rs",
    "sender.rs",
    "stream.rs",
    "trace.rs",
    "transport/mod.rs",
    "transport/reqwest.rs",
    "unknown.rs",
    "validate/mod.rs",
    "validate/number.rs",
    "validate/pattern.rs",
    "validate/walk.rs",
    "wire/bridge.rs",
    "wire/containers.rs",
    "wire/error.rs",
    "wire/external.rs",
    "wire/fit.rs",
    "wire/form.rs",
    "wire/json.rs",
    "wire/mod.rs",
    "wire/open_enum.rs",
    "wire/parse.rs",
    "wire/path.rs",
    "wire/scalar_enum.rs",
    "wire/scalars.rs",
    "wire/tape.rs",
    "wire/tuples.rs",
    "wire/write.rs",
];

/// The runtime under `src/runtime/`.
pub(super) fn files() -> Vec<File> {
    let file = |(path, text): &(&str, &str)| File {
        path: format!("src/runtime/{path}"),
        text: format!("{HEADER}{}", without_tests(text)),
    };
    SOURCES.iter().map(file).collect()
}

/// The runtime as a crate, with its macros for other crates to use.
pub(super) fn crate_files() -> Vec<File> {
    let file = |(path, text): &(&str, &str)| {
        let text = with_macros_exported(&without_tests(text));
        let path = if *path == "mod.rs" { "lib.rs" } else { path };
        File { path: format!("src/{path}"), text: format!("{HEADER}{text}") }
    };
    SOURCES.iter().map(file).collect()
}

/// The source with its macros exported, which puts them in the crate's root: what brings them there within a crate is left out.
fn with_macros_exported(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        if line.starts_with("#[allow(unused_imports") && next.starts_with("pub(crate) use") {
            let _ = lines.by_ref().find(|line| line.ends_with(';'));
            continue;
        }
        // Whoever prints for others may use none of them; macros of a file's own are used there.
        if line.starts_with("#[allow(unused_macros") {
            out.push_str("#[doc(hidden)]\n#[macro_export]\n");
        }
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The source without the declaration of its tests, which stay here.
fn without_tests(text: &str) -> String {
    text.replace("#[cfg(test)]\nmod tests;\n\n", "").replace("#[cfg(test)]\nmod tests;\n", "")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::SOURCES;

    #[test]
    fn every_source_of_the_runtime_is_printed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
        let mut present = BTreeSet::new();
        let mut open: Vec<PathBuf> = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
            {
                if entry.is_dir() {
                    open.push(entry);
                } else if !entry.ends_with("tests.rs") {
                    let path = entry
                        .strip_prefix(&root)
                        .expect("within")
                        .to_str()
                        .expect("a name")
                        .replace('\\', "/");
                    present.insert(path);
                }
            }
        }
        let printed: BTreeSet<String> = SOURCES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(printed, present);
    }
}
