//! Reads limbo.json on standard input; prints `id<TAB>ok` or `id<TAB>error`: what BoringSSL says as gRPC core sets it
//! up (`ssl_transport_security.cc`, `ssl_utils.cc`), and then gRPC core's own comparison of names, written here after
//! `tsi_ssl_peer_matches_name`, since gRPC core exports neither.

use std::ffi::{CStr, c_int, c_long, c_ulong};
use std::io::Read;
use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use boring_sys as ffi;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// `X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST`, as `tsi_create_ssl_client_handshaker_factory` sets it.
const FLAGS: c_ulong = 0x80000 | 0x8000;
/// `kMaxChainLength`.
const DEPTH: c_int = 100;
const KEY_USAGE_DIGITAL_SIGNATURE: u32 = 0x80;
/// `X509_get_key_usage` where there is none.
const KEY_USAGE_ABSENT: u32 = u32::MAX;

/// A certificate, freed when dropped.
struct Certificate(*mut ffi::X509);

impl Drop for Certificate {
    fn drop(&mut self) {
        // SAFETY: it came from `d2i_X509` and was freed nowhere else; stacks and stores take a reference of their own.
        unsafe { ffi::X509_free(self.0) }
    }
}

impl Certificate {
    fn read(pem: &Value) -> Option<Self> {
        let body: String =
            pem.as_str()?.lines().map(str::trim).filter(|line| !line.starts_with("-----")).collect();
        let der = STANDARD.decode(body).ok()?;
        let mut at = der.as_ptr();
        let length = c_long::try_from(der.len()).ok()?;
        // SAFETY: `at` points to `length` bytes.
        let read = unsafe { ffi::d2i_X509(std::ptr::null_mut(), &mut at, length) };
        (!read.is_null()).then_some(Self(read))
    }
}

fn judge(case: &Value) -> Result<(), String> {
    let leaf = Certificate::read(&case["peer_certificate"]).ok_or("does not parse")?;
    let list = |key: &str| case[key].as_array().cloned().unwrap_or_default();
    let intermediates: Vec<Certificate> = list("untrusted_intermediates")
        .iter()
        .map(|pem| Certificate::read(pem).ok_or("an intermediate does not parse"))
        .collect::<Result<_, _>>()?;
    // `x509_store_load_certs` ends at the first that cannot be read, and wants one.
    let roots: Vec<Certificate> = list("trusted_certs").iter().map_while(Certificate::read).collect();
    if roots.is_empty() {
        return Err("no root could be read".to_owned());
    }
    let at = case["validation_time"].as_str().and_then(|time| OffsetDateTime::parse(time, &Rfc3339).ok());
    let client = case["validation_kind"] == "CLIENT";
    verify(&leaf, &intermediates, &roots, at, client)?;
    // `ssl_cert_check_key_usage`, of both sides.
    // SAFETY: the certificate lives.
    let usage = unsafe { ffi::X509_get_key_usage(leaf.0) };
    if usage != KEY_USAGE_ABSENT && usage & KEY_USAGE_DIGITAL_SIGNATURE == 0 {
        return Err("KEY_USAGE_BIT_INCORRECT".to_owned());
    }
    match case["expected_peer_name"]["value"].as_str() {
        Some(name) if !peer_matches(&leaf, name)? => Err("Hostname Verification Check failed.".to_owned()),
        _ => Ok(()),
    }
}

/// `ssl_crypto_x509_session_verify_cert_chain`.
fn verify(
    leaf: &Certificate,
    intermediates: &[Certificate],
    roots: &[Certificate],
    at: Option<OffsetDateTime>,
    client: bool,
) -> Result<(), String> {
    // SAFETY: everything is made here, lives to the end and is freed once.
    unsafe {
        let store = ffi::X509_STORE_new();
        for root in roots {
            ffi::X509_STORE_add_cert(store, root.0);
        }
        ffi::X509_STORE_set_flags(store, FLAGS);
        let param = ffi::X509_STORE_get0_param(store);
        ffi::X509_VERIFY_PARAM_set_depth(param, DEPTH);
        // The leaf is part of the list, as in a handshake.
        let chain = ffi::OPENSSL_sk_new_null();
        for one in std::iter::once(leaf).chain(intermediates) {
            ffi::OPENSSL_sk_push(chain, one.0.cast());
        }
        let context = ffi::X509_STORE_CTX_new();
        let mut verdict = Err("X509_STORE_CTX_init".to_owned());
        if ffi::X509_STORE_CTX_init(context, store, leaf.0, chain.cast()) == 1 {
            let peer = if client { c"ssl_client" } else { c"ssl_server" };
            ffi::X509_STORE_CTX_set_default(context, peer.as_ptr());
            if let Some(at) = at {
                let param = ffi::X509_STORE_CTX_get0_param(context);
                ffi::X509_VERIFY_PARAM_set_time_posix(param, at.unix_timestamp());
            }
            verdict = if ffi::X509_verify_cert(context) == 1 {
                Ok(())
            } else {
                let error = ffi::X509_STORE_CTX_get_error(context);
                let text = ffi::X509_verify_cert_error_string(c_long::from(error));
                Err(CStr::from_ptr(text).to_string_lossy().into_owned())
            };
        }
        ffi::X509_STORE_CTX_free(context);
        ffi::OPENSSL_sk_free(chain);
        ffi::X509_STORE_free(store);
        ffi::ERR_clear_error();
        verdict
    }
}

/// `peer_from_x509` and `tsi_ssl_peer_matches_name`.
fn peer_matches(leaf: &Certificate, name: &str) -> Result<bool, String> {
    let entries = alternative_names(leaf)?;
    if entries.is_empty() {
        return Ok(!looks_like_ip_address(name)
            && common_name(leaf).is_some_and(|common_name| entry_matches(&common_name, name)));
    }
    let address = looks_like_ip_address(name);
    Ok(entries.iter().any(|entry| if address { entry == name } else { entry_matches(entry, name) }))
}

/// `add_subject_alt_names_properties_to_peer`: one string for each name, whatever its form.
fn alternative_names(leaf: &Certificate) -> Result<Vec<String>, String> {
    let mut entries = Vec::new();
    // SAFETY: the names are owned by the stack, which is freed after they were copied.
    unsafe {
        let names = ffi::X509_get_ext_d2i(
            leaf.0,
            ffi::NID_subject_alt_name,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
        );
        if names.is_null() {
            ffi::ERR_clear_error();
            return Ok(entries);
        }
        let names = names.cast::<ffi::GENERAL_NAMES>();
        let mut refused = false;
        for index in 0..ffi::OPENSSL_sk_num(names.cast()) {
            let name = ffi::OPENSSL_sk_value(names.cast(), index).cast::<ffi::GENERAL_NAME>();
            let bytes = |text: *mut ffi::ASN1_STRING| {
                let length = usize::try_from(ffi::ASN1_STRING_length(text)).unwrap_or(0);
                std::slice::from_raw_parts(ffi::ASN1_STRING_get0_data(text), length).to_vec()
            };
            match (*name).type_ as c_int {
                ffi::GEN_DNS | ffi::GEN_EMAIL | ffi::GEN_URI => {
                    let text = bytes((*name).d.ia5.cast());
                    entries.push(String::from_utf8_lossy(&text).into_owned());
                }
                ffi::GEN_IPADD => {
                    let address = bytes((*name).d.ip.cast());
                    if let Ok(v4) = <[u8; 4]>::try_from(address.as_slice()) {
                        entries.push(IpAddr::from(v4).to_string());
                    } else if let Ok(v6) = <[u8; 16]>::try_from(address.as_slice()) {
                        entries.push(IpAddr::from(v6).to_string());
                    } else {
                        refused = true;
                    }
                }
                _ => entries.push("other types of SAN".to_owned()),
            }
        }
        ffi::GENERAL_NAMES_free(names);
        if refused {
            return Err("SAN IP Address contained invalid IP".to_owned());
        }
    }
    Ok(entries)
}

fn common_name(leaf: &Certificate) -> Option<String> {
    let mut buffer = [0u8; 512];
    // SAFETY: the buffer is as long as is said; the text ends with a zero.
    unsafe {
        let subject = ffi::X509_get_subject_name(leaf.0);
        let length = ffi::X509_NAME_get_text_by_NID(
            subject,
            ffi::NID_commonName,
            buffer.as_mut_ptr().cast(),
            buffer.len() as c_int,
        );
        let length = usize::try_from(length).ok()?;
        Some(String::from_utf8_lossy(buffer.get(..length)?).into_owned())
    }
}

/// `looks_like_ip_address`.
fn looks_like_ip_address(name: &str) -> bool {
    let (mut dots, mut digits) = (0, 0);
    for byte in name.bytes() {
        match byte {
            b':' => return true,
            b'0'..=b'9' if digits > 3 => return false,
            b'0'..=b'9' => digits += 1,
            b'.' if dots > 3 || digits == 0 => return false,
            b'.' => (dots, digits) = (dots + 1, 0),
            _ => return false,
        }
    }
    dots >= 3 && digits > 0
}

/// `does_entry_match_name`.
fn entry_matches(entry: &str, name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let entry = entry.strip_suffix('.').unwrap_or(entry);
    if entry.is_empty() {
        return false;
    }
    if name.eq_ignore_ascii_case(entry) {
        return true;
    }
    let Some(below) = entry.strip_prefix("*.").filter(|below| !below.is_empty()) else { return false };
    let Some((_, subdomain)) = name.split_once('.').filter(|(_, rest)| rest.len() > 1) else { return false };
    match subdomain.find('.') {
        None => false,
        Some(dot) if dot + 1 == subdomain.len() => false,
        Some(_) => subdomain.strip_suffix('.').unwrap_or(subdomain).eq_ignore_ascii_case(below),
    }
}

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("limbo.json on standard input");
    let limbo: Value = serde_json::from_str(&text).expect("JSON");
    for case in limbo["testcases"].as_array().expect("testcases") {
        let verdict = judge(case).err().unwrap_or_else(|| "ok".to_owned());
        println!("{}\t{}", case["id"].as_str().unwrap_or_default(), verdict.replace(['\n', '\t'], " "));
    }
}
