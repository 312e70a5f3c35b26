//! What an answer says about quotas that whoever calls has.

use std::time::Duration;

use http::HeaderMap;

#[cfg(test)]
mod tests;

/// One quota, from a header such as `b=per_hour;q=100;r=99;t=1800`: how much it was, is left, and when it begins anew.
///
/// What a header lacks, or what cannot be understood, is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quota {
    /// Which of several it is (`b`): `per_hour`.
    pub bucket: Option<String>,
    /// How much it is (`q`).
    pub quota: Option<u64>,
    /// How much of it is left (`r`).
    pub remaining: Option<u64>,
    /// In how long it begins anew (`t`, in seconds).
    pub reset: Option<Duration>,
}

impl Quota {
    /// The quotas in the headers of this name: any number in each, between commas.
    pub fn of(headers: &HeaderMap, name: &str) -> Vec<Self> {
        let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        let items = values.flat_map(|value| value.split(',')).map(str::trim);
        items.filter(|item| !item.is_empty()).map(Self::read).collect()
    }

    fn read(item: &str) -> Self {
        let mut quota = Self::default();
        for (name, value) in item.split(';').filter_map(|pair| pair.split_once('=')) {
            let value = value.trim();
            match name.trim() {
                "b" => quota.bucket = Some(value.to_owned()),
                "q" => quota.quota = value.parse().ok(),
                "r" => quota.remaining = value.parse().ok(),
                "t" => quota.reset = value.parse().ok().map(Duration::from_secs),
                _ => {}
            }
        }
        quota
    }
}
