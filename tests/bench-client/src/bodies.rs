//! Bodies of 0.2 to 500 KB, as Auth0 writes them.

use serde_json::{Value, json};

/// A user with few members: what a lookup by email gives with `fields`.
pub fn small() -> Vec<u8> {
    let user = json!({
        "user_id": "auth0|5f7c8ec7c33c6c004bbafe82", "email": "john.doe@example.com", "email_verified": true,
        "created_at": "2020-10-06T15:33:27.365Z", "name": "John Doe", "logins_count": 3,
    });
    user.to_string().into_bytes()
}

/// A user with all that it can have.
pub fn whole() -> Vec<u8> {
    user(1).to_string().into_bytes()
}

/// A page of so many users.
pub fn page(users: usize) -> Vec<u8> {
    let users: Vec<_> = (0..users).map(user).collect();
    let page =
        json!({"start": 0, "limit": users.len(), "length": users.len(), "total": 10_000, "users": users});
    page.to_string().into_bytes()
}

fn user(number: usize) -> Value {
    let email = format!("john.doe.{number}@example.com");
    let picture = format!(
        "https://s.gravatar.com/avatar/{number:032x}?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Fjd.png"
    );
    json!({
        "user_id": format!("auth0|{number:024x}"), "email": email, "email_verified": true, "username": format!("johndoe{number}"),
        "phone_number": "+199999999999999", "phone_verified": false,
        "created_at": "2020-10-06T15:33:27.365Z", "updated_at": "2026-01-06T15:33:27.365Z",
        "identities": [
            {"connection": "Username-Password-Authentication", "user_id": format!("{number:024x}"), "provider": "auth0", "isSocial": false},
            {
                "connection": "google-oauth2", "user_id": format!("{number:021}"), "provider": "google-oauth2", "isSocial": true,
                "access_token": format!("ya29.{number:060x}"),
                "profileData": {
                    "email": email, "email_verified": true, "name": "John \"Johnny\" Doe", "picture": picture,
                    "given_name": "John", "family_name": "Doe", "locale": "en",
                },
            },
        ],
        "app_metadata": {"plan": "gold", "roles": ["admin", "editor"], "seats": 5, "credit": 12.5, "beta": null},
        "user_metadata": {"hobby": "surfing", "address": {"street": "Straße des 17. Juni 135", "city": "Berlin"}},
        "picture": picture, "name": "John Doe", "nickname": "Johnny\n", "multifactor": ["guardian"],
        "last_ip": "203.0.113.7", "last_login": "2026-01-05T10:00:00.000Z", "logins_count": number, "blocked": false,
        "given_name": "John", "family_name": "Doe",
    })
}
