//! What descriptions are read into, and what is reported of them.
