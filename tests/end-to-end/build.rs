//! Prints clients for what the vendored crate has not: bodies and answers of every kind, and credentials of every kind.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let builder = letterpress::Builder::new("media.yaml").client("MediaClient");
    builder.feature("reqwest").feature("blocking").build("media")?;
    letterpress::Builder::new("schemes.yaml").client("SchemesClient").feature("reqwest").build("schemes")?;
    Ok(())
}
