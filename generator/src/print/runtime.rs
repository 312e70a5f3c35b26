//! The runtime's source, as it is printed into each crate.

use super::File;
use super::source::HEADER;

/// Every file of `generator/runtime` but its tests, by its path there.
const SOURCES: &[(&str, &str)] = &[("mod.rs", include_str!("../../runtime/mod.rs"))];

/// The runtime under `src/runtime/`.
pub(super) fn files() -> Vec<File> {
    let file = |(path, text): &(&str, &str)| File {
        path: format!("src/runtime/{path}"),
        text: format!("{HEADER}{}", without_tests(text)),
    };
    SOURCES.iter().map(file).collect()
}

/// The source without the module of its tests, which stay here.
fn without_tests(text: &str) -> String {
    text.replace("#[cfg(test)]\nmod tests;\n", "")
}
