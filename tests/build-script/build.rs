//! Prints the client of the description in `spec/`, with the parts that its tests call, and one of types of every shape.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    letterpress::Builder::new("../../spec/sso-ticket.yaml")
        .client("ManagementClient")
        .secrets(["ticket"])
        .feature("test-util")
        .feature("validate")
        .build("auth0")?;
    letterpress::Builder::new("spec/shapes.yaml")
        .client("ShapesClient")
        .secrets(["*_secret"])
        .feature("test-util")
        .feature("validate")
        .build("shapes")?;
    Ok(())
}
