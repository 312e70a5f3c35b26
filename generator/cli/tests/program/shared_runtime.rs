//! Several SDKs of one program, with one runtime.

use std::path::Path;
use std::process::Command;

use crate::support::{Folder, PETS};

const WORKSPACE: &str = r#"[workspace]
resolver = "3"
members = ["pets", "shops", "runtime", "program"]

[workspace.metadata.letterpress.pets]
spec = "pets.yaml"
output = "pets"
header-options = { x-tenant = "tenant" }
quota-headers = { x-quota = "quota" }
runtime = { path = "runtime", package = "acme-runtime" }

[workspace.metadata.letterpress.shops]
spec = "shops.yaml"
output = "shops"
runtime = { path = "runtime", package = "acme-runtime" }
"#;

const PROGRAM: &str = r#"
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use acme_runtime::mock::{MockReply, MockTransport};
use pets::client::{CallOptions as _, Quotas as _};
use acme_runtime::{AccessToken, AuthError, BoxFuture, Error, TokenProvider};

#[derive(Clone)]
struct Tokens(&'static str);

impl TokenProvider for Tokens {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, AuthError>> {
        Box::pin(async { Ok(AccessToken::new(self.0)) })
    }
}

async fn names(pets: &pets::PetsClient, shops: &shops::ShopsClient) -> Result<[String; 2], Error> {
    let pet = pets.pets().get_pet("1").tenant("acme").send().await?;
    assert!(pet.quota().is_empty());
    Ok([pet.into_value().name, shops.shops().get_shop("1").await?.name])
}

fn main() {
    let (transport, tokens) = (MockTransport::new(), Tokens("shared"));
    for name in ["Tom", "Corner"] {
        transport.reply(MockReply::json(200, format!("{{\"name\":\"{name}\"}}")));
    }
    let pets = pets::PetsClient::builder().transport(transport.clone()).token_provider(tokens.clone());
    let shops = shops::ShopsClient::builder().transport(transport.clone()).token_provider(tokens);
    let clock = acme_runtime::mock::MockClock::new();
    let pets = pets.clock(clock.clone()).build().unwrap();
    let shops = shops.clock(clock).build().unwrap();

    let mut names = pin!(names(&pets, &shops));
    let names = loop {
        if let Poll::Ready(names) = names.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            break names.unwrap();
        }
    };
    let sent: Vec<String> = transport
        .requests()
        .iter()
        .map(|request| format!("{} {:?}", request.uri(), request.headers()["authorization"].to_str().unwrap()))
        .collect();
    println!("{names:?} {sent:?}");
}
"#;

#[test]
fn two_sdks_share_a_transport_a_token_provider_and_an_error() {
    let secured = |text: String| {
        text.replace("\ncomponents:\n", "\nsecurity: [{ bearer: [] }]\ncomponents:\n  securitySchemes: { bearer: { type: http, scheme: bearer } }\n")
    };
    let pets = PETS.replace(
        "schema: { type: string } }\n      responses",
        "schema: { type: string } }\n        - { name: x-tenant, in: header, x-sdk-ignore: true, schema: { type: string } }\n      responses",
    );
    let shops = PETS.replace("pet", "shop").replace("Pet", "Shop");
    let folder = Folder::with(&[
        ("Cargo.toml", WORKSPACE),
        ("pets.yaml", &secured(pets)),
        ("shops.yaml", &secured(shops)),
        ("program/src/main.rs", PROGRAM),
        (
            "program/Cargo.toml",
            "[package]\nname = \"program\"\nedition = \"2024\"\n[dependencies]\n\
             pets = { path = \"../pets\", default-features = false, features = [\"group-pets\"] }\n\
             shops = { path = \"../shops\", default-features = false, features = [\"group-shops\"] }\n\
             acme-runtime = { path = \"../runtime\", default-features = false, features = [\"test-util\"] }\n",
        ),
    ]);
    let said = folder.run("generate");
    assert!(said.contains("acme-runtime: printed into runtime: "), "{said}");
    assert!(said.ends_with("exit 0"), "{said}");
    let said = folder.run("generate --check");
    assert!(said.contains("acme-runtime: runtime is current: "), "{said}");

    // The versions of this repository: none is chosen anew, and nothing is fetched.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    std::fs::copy(lock, folder.path("Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shared-runtime");
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--package", "program"])
        .current_dir(folder.path(""))
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert_eq!(
        (String::from_utf8_lossy(&run.stdout).as_ref(), String::from_utf8_lossy(&run.stderr).as_ref()),
        (
            "[\"Tom\", \"Corner\"] [\"https://pets.example.com/pets/1 \\\"Bearer shared\\\"\", \
             \"https://shops.example.com/shops/1 \\\"Bearer shared\\\"\"]\n",
            ""
        )
    );
}

#[test]
fn a_runtime_that_is_edited_is_kept() {
    let folder = Folder::with(&[("Cargo.toml", WORKSPACE), ("pets.yaml", PETS), ("shops.yaml", PETS)]);
    assert!(folder.run("generate").ends_with("exit 0"));
    folder.append("runtime/src/call.rs", "// mine\n");
    let said = folder.run("generate --check");
    assert!(said.contains("acme-runtime: runtime is not current"), "{said}");
    assert!(said.ends_with("exit 1"), "{said}");
}
