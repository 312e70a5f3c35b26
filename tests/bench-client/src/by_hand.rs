//! The same types with serde's derive, and the same call with reqwest.
//!
//! They do less: members that they do not know are dropped, two members of one name are an error without a place, and a call is sent
//! once.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A page of users.
#[expect(missing_docs, reason = "the description is not ours")]
#[derive(Serialize, Deserialize)]
pub struct UserPage {
    pub start: i64,
    pub limit: i64,
    pub length: i64,
    pub total: i64,
    pub users: Vec<User>,
}

/// A user.
#[expect(missing_docs, reason = "the description is not ours")]
#[derive(Serialize, Deserialize)]
pub struct User {
    pub user_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identities: Option<Vec<Identity>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_metadata: Option<BTreeMap<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_metadata: Option<BTreeMap<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multifactor: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_login: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logins_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
}

/// An identity of a user.
#[expect(missing_docs, reason = "the description is not ours")]
#[derive(Serialize, Deserialize)]
pub struct Identity {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    #[serde(rename = "isSocial", skip_serializing_if = "Option::is_none")]
    pub is_social: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    #[serde(rename = "profileData", skip_serializing_if = "Option::is_none")]
    pub profile_data: Option<Profile>,
}

/// What the provider of an identity knows.
#[expect(missing_docs, reason = "the description is not ours")]
#[derive(Serialize, Deserialize)]
pub struct Profile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// Who vouches for an identity.
#[expect(missing_docs, reason = "the description is not ours")]
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    Auth0,
    #[serde(rename = "google-oauth2")]
    GoogleOauth2,
    Github,
    Samlp,
    Waad,
}

/// Updates a user: one request, with a time limit, whose answer must be a success.
///
/// An error is any failure of it.
pub async fn update_user(
    client: &reqwest::Client,
    base: &str,
    token: &str,
    id: &str,
    user: &User,
) -> Result<User, Box<dyn std::error::Error>> {
    let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
    let request =
        client.patch(format!("{base}/users/{id}")).bearer_auth(token).timeout(Duration::from_secs(30));
    let request = request.header(CONTENT_TYPE, "application/json").header(ACCEPT, "application/json");
    let answer = request.body(serde_json::to_vec(user)?).send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}
