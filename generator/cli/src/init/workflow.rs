//! A workflow of GitHub Actions that follows a description.

/// What the workflow is of; paths are from the repository's root.
pub(super) struct Names<'a> {
    pub(super) sdk: &'a str,
    pub(super) spec: &'a str,
    pub(super) output: &'a str,
    /// The folder of the manifest with the settings.
    pub(super) folder: &'a str,
}

/// The workflow: where the description changed, it prints the SDK, tests it, and opens a change that says what is new.
pub(super) fn text(names: &Names<'_>) -> String {
    let folder = if names.folder.is_empty() { "." } else { names.folder };
    let values = [
        ("SPEC", quoted(names.spec)),
        ("SDK", quoted(names.sdk)),
        ("OUTPUT", quoted(names.output)),
        ("FOLDER", quoted(folder)),
    ];
    values.iter().fold(TEMPLATE.to_owned(), |text, (name, value)| text.replace(&format!("<{name}>"), value))
}

/// A string of YAML, which JSON's are.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Values reach commands through the environment, so that no name is read as part of one.
const TEMPLATE: &str = r#"# Prints the SDK when its description changes, tests it, and opens a change with what is new.
name: letterpress
on:
  push:
    paths: [<SPEC>]
  workflow_dispatch:
permissions:
  contents: write
  pull-requests: write
concurrency:
  group: letterpress
env:
  SDK: <SDK>
  OUTPUT: <OUTPUT>
  FOLDER: <FOLDER>
  BRANCH: letterpress/${{ github.ref_name }}
jobs:
  print:
    # What this workflow pushes is not to start it again.
    if: ${{ !startsWith(github.ref_name, 'letterpress/') }}
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - run: cargo install --locked letterpress-cli
      - name: Print the SDK
        run: (cd "$FOLDER" && letterpress generate --sdk "$SDK")
      - name: See whether it changed
        id: changes
        run: |
          git add --all -- "$OUTPUT"
          if git diff --cached --quiet; then echo "any=false"; else echo "any=true"; fi >> "$GITHUB_OUTPUT"
      - name: Say what is new
        if: steps.changes.outputs.any == 'true'
        run: letterpress diff git:HEAD "$OUTPUT" --format markdown > "$RUNNER_TEMP/report.md"
      - name: Test it
        if: steps.changes.outputs.any == 'true'
        run: cargo test --manifest-path "$OUTPUT/Cargo.toml"
      - name: Open a change
        if: steps.changes.outputs.any == 'true'
        env:
          GH_TOKEN: ${{ github.token }}
          BASE: ${{ github.ref_name }}
        run: |
          git config user.name "github-actions[bot]"
          git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
          git switch --force-create "$BRANCH"
          git commit --message "Print $SDK anew"
          git push --force origin "$BRANCH"
          gh pr create --base "$BASE" --head "$BRANCH" --title "Print $SDK anew" --body-file "$RUNNER_TEMP/report.md" \
            || gh pr edit "$BRANCH" --body-file "$RUNNER_TEMP/report.md"
"#;
