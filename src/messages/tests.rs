use super::*;

#[test]
fn it_works() {
    assert_eq!(
        explain("x509: certificate signed by unknown authority", None).unwrap().matches[0].code,
        Some(Code::UnknownCa)
    );
}
