//! Every rule that a diagnostic can name, in one place.

use super::{Rule, Severity};

macro_rules! rules {
    ($($name:ident = $severity:ident $code:literal, $done:literal, $advice:literal;)*) => {
        $(
            #[doc = concat!("`", $code, "`: ", $advice)]
            pub static $name: Rule =
                Rule { code: $code, severity: Severity::$severity, done: $done, advice: $advice };
        )*

        /// Every rule, in the order of this file.
        pub static ALL_RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    // Reading: the files themselves.
    FILE_UNREADABLE = Error "file-unreadable",
        "nothing was printed", "check the path and its permissions";
    NOT_UTF8 = Error "not-utf8",
        "nothing was printed", "save the file as UTF-8";
    NOT_YAML_OR_JSON = Error "not-yaml-or-json",
        "nothing was printed", "correct the syntax at this place";
    EMPTY_FILE = Error "empty-file",
        "nothing was printed", "give a description with at least one operation or schema";
    TOO_LARGE = Error "too-large",
        "reading stopped", "a description of this size is usually an alias bomb; write the repeated parts as components and `$ref`";
    TOO_DEEP = Error "too-deep",
        "reading stopped", "nest less: move inner parts into components and `$ref` them";
    DUPLICATE_KEY = Error "duplicate-key",
        "nothing was printed", "remove one of the two, or rename it";
    DANGLING_REF = Error "dangling-ref",
        "nothing was printed", "correct the reference, or add what it points at";
    CYCLIC_REF = Error "cyclic-ref",
        "nothing was printed", "let one of these references point at a definition";
    REMOTE_REF = Error "remote-ref",
        "nothing was fetched and nothing was printed", "save that file beside the description and refer to it by its relative path";
    REF_OUTSIDE = Error "ref-outside",
        "the file was not opened and nothing was printed", "move the file into the description's folder";
    BAD_OVERLAY = Error "bad-overlay",
        "nothing was printed", "write it as the Overlay Specification, 1.0 or 1.1, has it";
    OVERLAY_WITHOUT_EFFECT = Warning "overlay-without-effect",
        "the action changed nothing", "correct its `target`, or remove the action";
    OVERLAY_FOR_ANOTHER = Warning "overlay-for-another",
        "it was applied all the same", "correct `extends`, or leave the overlay out";

    // Parsing: OpenAPI and JSON Schema.
    UNSUPPORTED_VERSION = Error "unsupported-version",
        "nothing was printed", "convert the description to OpenAPI 3.0 or 3.1";
    ASSUMED_ENVELOPE = Note "assumed-envelope",
        "a default was assumed", "state it in the description to choose it yourself";
    NO_PATHS = Error "no-paths",
        "nothing was printed", "give `paths` with at least one operation";
    WRONG_TYPE = Error "wrong-type",
        "nothing was printed", "give a value of the kind that the specification states here";
    WRONG_VALUE = Error "wrong-value",
        "nothing was printed", "give one of the values that the specification lists here";
    MISSING_KEY = Error "missing-key",
        "nothing was printed", "add the key";
    READ_LENIENTLY = Note "read-leniently",
        "it was read as it is plainly meant", "write it as the declared version of OpenAPI does";
    UNKNOWN_TYPE = Error "unknown-type",
        "nothing was printed", "use one of null, boolean, object, array, number, string, integer";
    DUPLICATE_OPERATION_ID = Error "duplicate-operation-id",
        "nothing was printed", "give each operation an operationId of its own";
    BAD_PATH = Error "bad-path",
        "nothing was printed", "begin the path with `/`, close every brace, and leave query and fragment out";
    UNDECLARED_PATH_PARAMETER = Warning "undeclared-path-parameter",
        "a required string was assumed", "declare the parameter with `in: path`, or correct its name";
    DUPLICATE_PARAMETER = Warning "duplicate-parameter",
        "the first was kept", "remove one of the two, or rename it";
    MISSING_SCHEMA = Warning "missing-schema",
        "a string was assumed", "give a `schema`";
    UNDECLARED_SECURITY_SCHEME = Warning "undeclared-security-scheme",
        "no credential is sent for it", "describe it under `components.securitySchemes`, or correct its name";
    UNKNOWN_KEYWORD = Warning "unknown-keyword",
        "the key was left out", "correct its spelling, or begin it with `x-`";
    NOT_CARRIED = Warning "not-carried",
        "the printed crate does not carry it", "leave it, if callers can do without; a call can still set any header or query by name";

    // Planning: bodies and answers.
    JSON_PREFERRED = Note "json-preferred",
        "JSON is sent and asked for", "leave it: a call can set the header `Accept`, and read the answer with `send_bytes`";
    // Selecting: what is to be printed.
    UNMATCHED_SELECTOR = Warning "unmatched-selector",
        "it selects nothing", "correct it: an operationId, `tag:NAME`, `group:a.b`, or `GET /path/**`";
    UNMATCHED_RENAME = Warning "unmatched-rename",
        "nothing was renamed", "name a component, an operationId, `group:a.b` or a JSON Pointer; a name with a capital is a type's";
    NOTHING_SELECTED = Error "nothing-selected",
        "nothing was printed", "include an operation, or exclude fewer";
    REQUIRED_BUT_IGNORED = Warning "required-but-ignored",
        "it is carried all the same", "let it be optional, or not be ignored";
    UNREACHED_SCHEMAS = Note "unreached-schemas",
        "they were left out", "set `unreached = \"keep\"` to print them";
    NO_OPERATIONS = Note "no-operations",
        "the schemas were printed, with a client that has no methods", "give `paths` for the client to call";

    // Planning: names and shapes.
    NAME_COLLISION = Warning "name-collision",
        "one of them was given another name", "rename it, in the description or by the setting `rename`, for a name of your choice";
    UNUSABLE_NAME = Warning "unusable-name",
        "a name was made up", "give it a name with at least one letter";
    SEVERAL_TOKEN_ENDPOINTS = Warning "several-token-endpoints",
        "the endpoint of the first by name is asked", "choose with the setting `token-url`";
    UNUSED_SECURITY_SCHEME = Note "unused-security-scheme",
        "the client has no setting for it", "name it under `security`, if operations take it";
    PATTERN_NOT_CHECKED = Warning "pattern-not-checked",
        "`validate()` does not check this pattern", "write it without look-around and back-references";
    UNTYPED = Warning "untyped",
        "the value is carried as untyped JSON", "describe the shape with a single object, array, string, number or boolean schema";
    CONFLICTING_SCHEMAS = Warning "conflicting-schemas",
        "the value is carried as untyped JSON", "let all that is said of the value allow at least one type and one value";
    ONE_WAY_PROPERTY = Note "one-way-property",
        "the property was left out of the type", "take the mark away, if the property goes this way after all";
    OPEN_TUPLE = Warning "open-tuple",
        "it is carried as a list of untyped JSON", "state `items: false`, and as `minItems` how many positions there are";
    DUPLICATE_VALUE = Warning "duplicate-value",
        "it was kept once", "list each value once";
    IMPOSSIBLE_VALUE = Warning "impossible-value",
        "the value was left out", "give a value of the type, or a type that allows it";
    BAD_ENUM_NAMES = Warning "bad-enum-names",
        "the values are named after themselves", "give one string for each value, in their order";
    BAD_DEFAULT = Warning "bad-default",
        "the docs tell the default as it is written", "give a default that the schema allows";
    AMBIGUOUS_UNION = Warning "ambiguous-union",
        "such a value is read as the first of the two by name", "give the branches a discriminator, or a required property that differs";
    UNMATCHED_PAGINATION = Warning "unmatched-pagination",
        "the rule paginates nothing", "correct its `operations` or the names of its parameters, or take it out";
    PAGINATION_AT_FAULT = Warning "pagination-at-fault",
        "the operation is called as one that gives no pages", "correct the rule, or name the operation in a rule before it with `style = \"none\"`";
    UNKNOWN_SETTING = Warning "unknown-setting",
        "the setting was left out", "correct its spelling";
    UNUSED_SETTING = Warning "unused-setting",
        "the setting changed nothing", "correct it, or take it out";
    BAD_SETTING = Error "bad-setting",
        "nothing was printed", "correct the setting";

    // Writing: files on disk.
    EDITED_BY_HAND = Warning "edited-by-hand",
        "the file was kept as it is", "move the change into the description or the config, or print with --force";
    FILE_IN_THE_WAY = Error "file-in-the-way",
        "nothing was written", "move the file away, print into another folder, or overwrite it with --force";
    CANNOT_WRITE = Error "cannot-write",
        "nothing was changed", "check the folder and its permissions";
    ALREADY_PRINTING = Error "already-printing",
        "nothing was changed", "wait for the other run to end, and try again";
    BAD_LOCK = Error "bad-lock",
        "nothing was written", "restore letterpress.lock from version control, or remove it and print with --force";
}
