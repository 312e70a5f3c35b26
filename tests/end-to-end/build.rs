//! Prints the client of `media.yaml`, for the tests of the bodies and answers that the vendored crate has not.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    letterpress::Builder::new("media.yaml").client("MediaClient").feature("reqwest").build("media")?;
    Ok(())
}
