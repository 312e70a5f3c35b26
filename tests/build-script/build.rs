//! Prints the client of the description in `spec/`, with the parts that its tests call.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::var("OUT_DIR")?;
    letterpress::Builder::new("../../spec/sso-ticket.yaml")
        .client("ManagementClient")
        .secrets(["ticket"])
        .feature("test-util")
        .feature("validate")
        .receipt(format!("{folder}/receipt.jsonl"))
        .build("auth0")?;
    Ok(())
}
