//! Prints the client of `media.yaml`, for the tests of the bodies and answers that the vendored crate has not.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let builder = letterpress::Builder::new("media.yaml").client("MediaClient");
    builder.feature("reqwest").feature("blocking").build("media")?;
    Ok(())
}
