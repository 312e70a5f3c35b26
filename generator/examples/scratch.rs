//! scratch
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut config = letterpress::Config::new(args[1].clone().into(), args[2].clone().into());
    config.package = "auth0-management".into();
    config.client = "ManagementClient".into();
    config.secrets = vec!["ticket".into()];
    config.token_url = Some("/oauth/token".into());
    config.server_variables.insert("tenantDomain".into(), "domain".into());
    config.header_options.insert("auth0-custom-domain".into(), "custom_domain".into());
    config.example = Some("post_sso-ticket".into());
    config.env_prefix = Some("AUTH0".into());
    config.in_workspace = true; config.license = Some("0BSD".into());
    let start = std::time::Instant::now();
    let printed = letterpress::run(&config);
    let t1 = start.elapsed();
    for d in printed.diagnostics.iter().take(40) { eprintln!("{}[{}] {:?} {}", d.rule.severity, d.rule.code, d.place.as_ref().map(|p| format!("{p:?}")), d.message); }
    let mut counts = std::collections::BTreeMap::new();
    for d in &printed.diagnostics { *counts.entry(d.rule.code).or_insert(0) += 1; }
    eprintln!("{counts:?}");
    let files = printed.files();
    eprintln!("{} files, {} lines, plan {t1:?} all {:?}", files.len(), files.iter().map(|f| f.text.lines().count()).sum::<usize>(), start.elapsed());
    for file in files {
        let path = std::path::Path::new(&args[2]).join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text).unwrap();
    }
}
