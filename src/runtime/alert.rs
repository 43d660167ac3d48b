//! Alerts and gRPC statuses in the words of each library.

use crate::observation::grpc_status;
use crate::wording::Value;
use crate::wording::Values;

/// Sets the alert with this RFC name, in everybody's words.
pub(super) fn set(alert: &str, values: &mut Values) {
    values.set(Value::Alert, alert);
    values.set(Value::AlertWords, alert.replace('_', " "));
    values.set(Value::GoAlert, go(alert));
    values.set(Value::RustAlert, rust(alert));
    if let Some((number, prefix)) = openssl(alert) {
        let name = format!("{prefix}{}", alert.to_ascii_uppercase());
        // ERR_LIB_SSL with SSL_AD_REASON_OFFSET, 1000.
        values.set(Value::OpensslCode, format!("0A{:06X}", 1000 + u32::from(number)));
        values.set(
            Value::BoringAlert,
            format!("error:10{:06x}:SSL routines:OPENSSL_internal:{name}", 1000 + u32::from(number)),
        );
        values.set(Value::OpensslAlert, name.to_ascii_lowercase().replace('_', " "));
        values.set(Value::OpensslName, name);
    }
}

/// `alertText` of `crypto/tls`, where it is not the words of the RFC.
fn go(alert: &str) -> String {
    let text = match alert {
        "unknown_ca" => "unknown certificate authority",
        "certificate_expired" => "expired certificate",
        "certificate_revoked" => "revoked certificate",
        "certificate_unknown" => "unknown certificate",
        "decrypt_error" => "error decrypting message",
        "decode_error" => "error decoding message",
        "protocol_version" => "protocol version not supported",
        "insufficient_security" => "insufficient security level",
        other => return other.replace('_', " "),
    };
    text.to_owned()
}

/// `AlertDescription` of rustls: camel case, but for `UnknownCA`.
fn rust(alert: &str) -> String {
    match alert {
        "unknown_ca" => return "UnknownCA".to_owned(),
        "unrecognized_name" => return "UnrecognisedName".to_owned(),
        _ => {}
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    alert.split('_').map(word).collect()
}

/// Number and prefix, as in `ssl_err.c`; BoringSSL has them from there.
fn openssl(alert: &str) -> Option<(u8, &'static str)> {
    Some(match alert {
        "unexpected_message" => (10, "SSLV3_ALERT_"),
        "bad_record_mac" => (20, "SSLV3_ALERT_"),
        "handshake_failure" => (40, "SSLV3_ALERT_"),
        "bad_certificate" => (42, "SSLV3_ALERT_"),
        "unsupported_certificate" => (43, "SSLV3_ALERT_"),
        "certificate_revoked" => (44, "SSLV3_ALERT_"),
        "certificate_expired" => (45, "SSLV3_ALERT_"),
        "certificate_unknown" => (46, "SSLV3_ALERT_"),
        "illegal_parameter" => (47, "SSLV3_ALERT_"),
        "unknown_ca" => (48, "TLSV1_ALERT_"),
        "access_denied" => (49, "TLSV1_ALERT_"),
        "decode_error" => (50, "TLSV1_ALERT_"),
        "decrypt_error" => (51, "TLSV1_ALERT_"),
        "protocol_version" => (70, "TLSV1_ALERT_"),
        "insufficient_security" => (71, "TLSV1_ALERT_"),
        "internal_error" => (80, "TLSV1_ALERT_"),
        "unrecognized_name" => (112, "TLSV1_"),
        "certificate_required" => (116, "TLSV13_ALERT_"),
        "no_application_protocol" => (120, "TLSV1_ALERT_"),
        _ => return None,
    })
}

/// Sets a gRPC status.
pub(super) fn set_grpc(status: u32, values: &mut Values) {
    values.set(Value::GrpcStatus, status.to_string());
    values.flag(Value::GrpcUnavailable, status == 14);
    let Some(name) = grpc_status(status) else { return };
    values.set(Value::GrpcName, name);
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_owned() + &rest.to_ascii_lowercase()
    });
    // `codes.Canceled`, with one `l`.
    values.set(Value::GrpcGo, if name == "CANCELLED" { "Canceled".to_owned() } else { words.collect() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(alert: &str, value: Value) -> String {
        let mut values = Values::default();
        set(alert, &mut values);
        values.get(value).unwrap().to_owned()
    }

    #[test]
    fn alerts_have_each_library_s_words() {
        assert_eq!(of("unknown_ca", Value::GoAlert), "unknown certificate authority");
        assert_eq!(of("certificate_required", Value::GoAlert), "certificate required");
        assert_eq!(of("certificate_required", Value::RustAlert), "CertificateRequired");
        assert_eq!(of("unknown_ca", Value::RustAlert), "UnknownCA");
        // As captured from the exporters.
        assert_eq!(of("bad_certificate", Value::OpensslAlert), "sslv3 alert bad certificate");
        assert_eq!(of("decode_error", Value::OpensslCode), "0A00041A");
        assert_eq!(of("certificate_required", Value::OpensslName), "TLSV13_ALERT_CERTIFICATE_REQUIRED");
        assert_eq!(
            of("handshake_failure", Value::BoringAlert),
            "error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE"
        );
    }

    #[test]
    fn statuses_have_each_library_s_words() {
        let mut values = Values::default();
        set_grpc(8, &mut values);
        assert_eq!(values.get(Value::GrpcName), Some("RESOURCE_EXHAUSTED"));
        assert_eq!(values.get(Value::GrpcGo), Some("ResourceExhausted"));
        assert!(!values.has(Value::GrpcUnavailable));
    }
}
