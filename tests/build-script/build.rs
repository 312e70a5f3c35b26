//! Prints the clients of four descriptions, with the parts that their tests call.

use letterpress::pagination::{PageRule, PageStyle, profile};

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
    let own = [
        PageRule { parameter: Some("offset".to_owned()), ..PageRule::new("offset", PageStyle::Offset) },
        PageRule { operations: vec!["listRooms".to_owned()], ..PageRule::new("link", PageStyle::Link) },
    ];
    letterpress::Builder::new("spec/pages.yaml")
        .client("PagesClient")
        .pagination(profile("auth0").into_iter().flatten().chain(own))
        .feature("test-util")
        .feature("validate")
        .build("pages")?;
    Ok(())
}
