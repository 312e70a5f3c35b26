//! Prints the clients of three descriptions, with the parts that their tests call.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::var("OUT_DIR")?;
    letterpress::Builder::new("../../spec/sso-ticket.yaml")
        .client("ManagementClient")
        .secrets(["ticket"])
        .feature("test-util")
        .feature("validate")
        .receipt(format!("{folder}/receipt.jsonl"))
        .build("auth0")?;
    letterpress::Builder::new("spec/shapes.yaml")
        .client("ShapesClient")
        .secrets(["*_secret"])
        .feature("test-util")
        .feature("validate")
        .build("shapes")?;
    letterpress::Builder::new("spec/values.yaml")
        .client("ValuesClient")
        .replace("date-time", "jiff::Timestamp")
        .replace("uuid", "uuid::Uuid")
        .replace("Address", "std::net::IpAddr")
        .feature("test-util")
        .feature("validate")
        .build("values")?;
    Ok(())
}
