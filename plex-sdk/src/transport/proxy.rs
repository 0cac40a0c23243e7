//! The proxy variables of the environment, read alike for every transport of this crate.

use std::fmt;
use std::net::IpAddr;

use http::Uri;

/// The proxies of the environment, by the rules of curl: `HTTP_PROXY` for `http`, `HTTPS_PROXY` for `https`, `ALL_PROXY`
/// for what neither covers, `NO_PROXY` for hosts that are reached directly. The names in capitals go first. Within a CGI
/// script, where a client of the script could set `HTTP_PROXY` by a header, there is no proxy.
#[derive(Clone, Default)]
pub(super) struct Proxies {
    http: String,
    https: String,
    direct: Vec<Direct>,
}

/// A host that is reached without a proxy.
#[derive(Clone, Debug, PartialEq)]
enum Direct {
    All,
    /// An address and how many of its first bits count.
    Network(IpAddr, u8),
    /// The domain and all below it, in lower case.
    Domain(String),
}

impl Proxies {
    pub(super) fn from_env() -> Self {
        Self::new(|name| std::env::var(name).ok())
    }

    fn new(variable: impl Fn(&str) -> Option<String>) -> Self {
        if variable("REQUEST_METHOD").is_some() {
            return Self::default();
        }
        let value = |name: &str| variable(name).or_else(|| variable(&name.to_ascii_lowercase())).unwrap_or_default();
        let all = value("ALL_PROXY");
        let or_all = |proxy: String| if proxy.trim().is_empty() { all.clone() } else { proxy };
        Self {
            http: or_all(value("HTTP_PROXY")).trim().to_owned(),
            https: or_all(value("HTTPS_PROXY")).trim().to_owned(),
            direct: value("NO_PROXY").split(',').filter_map(Direct::parse).collect(),
        }
    }

    /// The URL of the proxy for a request: `http` or `https`, with a user where one is given. The error says why it is of
    /// no use, and shows nothing of it.
    pub(super) fn of(&self, scheme: &str, host: &str) -> Result<Option<String>, &'static str> {
        let proxy = if scheme == "https" { &self.https } else { &self.http };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        if proxy.is_empty() || self.direct.iter().any(|direct| direct.covers(&host)) {
            return Ok(None);
        }
        let proxy = if proxy.contains("://") { proxy.clone() } else { format!("http://{proxy}") };
        let uri: Uri = proxy.parse().map_err(|_| "the proxy of the environment has no valid URL")?;
        match uri.scheme_str() {
            Some("http" | "https") if uri.host().is_some_and(|host| !host.is_empty()) => Ok(Some(proxy)),
            _ => Err("the proxy of the environment is neither an `http` nor an `https` URL"),
        }
    }
}

/// A proxy may have a password in its URL.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxies").field("direct", &self.direct).finish_non_exhaustive()
    }
}

impl Direct {
    fn parse(entry: &str) -> Option<Self> {
        let entry = entry.trim();
        let (address, bits) = entry.split_once('/').map_or((entry, None), |(address, bits)| (address, Some(bits)));
        if let Ok(address) = address.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most));
            return bits.map(|bits| Self::Network(address, bits));
        }
        let domain = entry.strip_prefix("*.").unwrap_or(entry).trim_start_matches('.');
        match domain {
            "" => None,
            "*" => Some(Self::All),
            domain => Some(Self::Domain(domain.to_ascii_lowercase())),
        }
    }

    /// `host` is in lower case, and an IPv6 address without brackets.
    fn covers(&self, host: &str) -> bool {
        match self {
            Self::All => true,
            Self::Network(network, bits) => host.parse().is_ok_and(|address| is_within(address, *network, *bits)),
            Self::Domain(domain) => {
                let above = host.strip_suffix(domain.as_str());
                above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
            }
        }
    }
}

fn is_within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    let (address, network, width) = match (address, network) {
        (IpAddr::V4(address), IpAddr::V4(network)) => (u32::from(address).into(), u32::from(network).into(), 32),
        (IpAddr::V6(address), IpAddr::V6(network)) => (u128::from(address), u128::from(network), 128),
        _ => return false,
    };
    let rest = u32::from(width - bits);
    address.checked_shr(rest).unwrap_or(0) == network.checked_shr(rest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)], url: &str) -> String {
        let find = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.to_string());
        let url: Uri = url.parse().unwrap_or_default();
        let proxy = Proxies::new(find).of(url.scheme_str().unwrap_or_default(), url.host().unwrap_or_default());
        proxy.map_or_else(str::to_owned, |proxy| proxy.unwrap_or_else(|| "direct".to_owned()))
    }

    #[test]
    fn each_scheme_has_its_variable_and_all_proxy_is_for_the_rest() {
        let (http, https, all) = (("HTTP_PROXY", "http://h:1"), ("HTTPS_PROXY", "s:2"), ("ALL_PROXY", "https://a:3"));
        type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);
        let cases: &[Case<'_>] = &[
            (&[], "http://x.test/", "direct"),
            (&[http], "http://x.test/", "http://h:1"),
            (&[http], "https://x.test/", "direct"),
            (&[https], "http://x.test/", "direct"),
            (&[https], "https://x.test/", "http://s:2"),
            (&[all, http], "http://x.test/", "http://h:1"),
            (&[all, http], "https://x.test/", "https://a:3"),
            (&[("https_proxy", "http://l:4"), https], "https://x.test/", "http://s:2"),
            (&[("https_proxy", "http://l:4")], "https://x.test/", "http://l:4"),
            (&[http, ("REQUEST_METHOD", "GET")], "http://x.test/", "direct"),
            (&[("HTTP_PROXY", ""), all], "http://x.test/", "https://a:3"),
            (&[("HTTP_PROXY", "http://me:pw@h:1")], "http://x.test/", "http://me:pw@h:1"),
        ];
        for (variables, url, expected) in cases {
            assert_eq!(of(variables, url), *expected, "{variables:?} {url}");
        }
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_an_error_and_never_passed_by() {
        for proxy in
            ["socks5://p:1", "socks5h://p:1", "socks4://me:hunter2@p:1", "ftp://p", "http://", "http://hunter2 x"]
        {
            let refused = of(&[("ALL_PROXY", proxy)], "http://x.test/");
            assert!(refused.starts_with("the proxy of the environment") && !refused.contains("hunter2"), "{refused}");
            assert_eq!(of(&[("ALL_PROXY", proxy), ("NO_PROXY", "x.test")], "http://x.test/"), "direct");
        }
    }

    #[test]
    fn hosts_that_need_no_proxy_are_domains_addresses_and_networks() {
        let cases = [
            ("x.test", "http://x.test", true),
            ("x.test", "http://X.test:8080", true),
            ("x.test", "http://a.x.test", true),
            ("x.test", "http://ax.test", false),
            (".x.test", "http://x.test", true),
            ("*.x.test", "http://a.x.test", true),
            ("a.test, x.test", "http://x.test", true),
            ("*", "http://x.test", true),
            ("", "http://x.test", false),
            ("192.0.2.0/24", "http://192.0.2.7", true),
            ("192.0.2.0/24", "http://192.0.3.7", false),
            ("192.0.2.7", "http://192.0.2.7:1", true),
            ("0.0.0.0/0", "http://192.0.2.7", true),
            ("0.0.0.0/0", "http://[::1]", false),
            ("192.0.2.0/33", "http://192.0.2.7", false),
            ("2001:db8::/32", "http://[2001:db8::1]", true),
            ("2001:db8::/32", "http://[2001:db9::1]", false),
            ("::/0", "http://[::1]", true),
            ("::1", "http://[::1]:1", true),
        ];
        for (no_proxy, url, direct) in cases {
            let chosen = of(&[("ALL_PROXY", "http://p:1"), ("NO_PROXY", no_proxy)], url);
            assert_eq!(chosen == "direct", direct, "{no_proxy} {url}");
        }
    }
}
