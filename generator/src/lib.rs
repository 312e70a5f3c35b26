//! letterpress.
