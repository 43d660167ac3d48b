use super::*;

fn one(text: &str) -> Node {
    let mut documents = parse(text).unwrap();
    assert_eq!(documents.len(), 1, "{text}");
    documents.remove(0)
}

fn value(text: &str) -> Value {
    one(&format!("a: {text}")).get("a").unwrap().as_scalar().unwrap().value
}

#[test]
fn plain_scalars_are_typed_as_go_types_them() {
    for text in ["", "~", "null", "NULL"] {
        assert_eq!(value(text), Value::Null, "{text}");
    }
    assert_eq!(value("true"), Value::Bool(true));
    assert_eq!(value("FALSE"), Value::Bool(false));
    for text in
        ["yes", "on", "No", "tRue", "'true'", "\"1.2\"", "1.2.3", "1:20", "0x", "-x", "1e", "TLS1.2", "08"]
    {
        let expected = if text == "08" { Value::Float(8.0) } else { Value::String };
        assert_eq!(value(text), expected, "{text}");
    }
    for (text, number) in [
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("0x1F", 31),
        ("0o17", 15),
        ("017", 15),
        ("0b11", 3),
        ("1_000", 1000),
    ] {
        assert_eq!(value(text), Value::Int(number), "{text}");
    }
    assert_eq!(value("18446744073709551615"), Value::Int(i128::from(u64::MAX)));
    for (text, number) in [("1.2", 1.2), (".5", 0.5), ("1e3", 1000.0), ("-1.", -1.0)] {
        assert_eq!(value(text), Value::Float(number), "{text}");
    }
    for text in ["2024-01-31", "2024-1-2T3:4:5Z", "2024-01-02 03:04:05.5", "2024-01-02t03:04:05+01:00"] {
        assert_eq!(value(text), Value::Timestamp, "{text}");
    }
    assert_eq!(value("2024-13-01"), Value::String);
    assert_eq!(value("!!str 12"), Value::String);
    assert_eq!(value("!!float 12"), Value::Float(12.0));
    assert_eq!(one("a: !ref x").get("a").unwrap().tag.as_deref(), Some("!ref"));
}

#[test]
fn every_node_knows_its_place() {
    let text = "exporters:\n  otlp/b:\n    endpoint: \"ä:4317\" # here\n    list: [a, 'b c']\n    key: |\n      x\nlast: ü\n";
    let root = one(text);
    let endpoint = root.at(&["exporters", "otlp/b", "endpoint"]).unwrap();
    assert_eq!((endpoint.span.line, endpoint.span.column), (3, 15));
    assert_eq!((endpoint.span.end_line, endpoint.span.end_column), (3, 23));
    assert_eq!(&text[endpoint.span.start..endpoint.span.end], "\"ä:4317\"");
    let list = root.at(&["exporters", "otlp/b", "list"]).unwrap();
    assert_eq!(&text[list.span.start..list.span.end], "[a, 'b c']");
    let quoted = one("a: 'it''s' # '\nb: \"\\\"\" # \"\nc: {d: \"x\ny\" }\n");
    assert_eq!(quoted.get("a").unwrap().span.end_column, 11);
    assert_eq!(quoted.get("b").unwrap().span.end_column, 8);
    let folded = quoted.at(&["c", "d"]).unwrap().span;
    assert_eq!((folded.end_line, folded.end_column), (4, 3));
    assert_eq!(&text[list.items()[1].span.start..list.items()[1].span.end], "'b c'");
    let key = root.get("exporters").unwrap().entry("otlp/b").unwrap();
    assert_eq!(&text[key.key.span.start..key.key.span.end], "otlp/b");
    assert_eq!((key.value.span.line, key.value.span.column), (3, 5));
    let last = root.get("last").unwrap();
    assert_eq!(&text[last.span.start..last.span.end], "ü");
    let marked = format!("\u{feff}{text}");
    let last = one(&marked);
    let last = last.get("last").unwrap();
    assert_eq!(&marked[last.span.start..last.span.end], "ü");
}

#[test]
fn aliases_and_merge_keys() {
    let root = one(
        "base: &b {a: 1, b: 2}\nmore: &m {b: 3, c: 4}\nx:\n  <<: [*b, *m]\n  a: 9\ny: *b\nz: {'<<': q}\n",
    );
    let x = root.get("x").unwrap();
    assert_eq!(x.get("a").unwrap().as_int(), Some(9));
    assert_eq!(x.get("b").unwrap().as_int(), Some(2));
    assert_eq!(x.get("c").unwrap().as_int(), Some(4));
    assert_eq!(x.get("c").unwrap().span.line, 2);
    assert!(x.entry("c").unwrap().merged && !x.entry("a").unwrap().merged);
    assert_eq!(root.at(&["y", "b"]).unwrap().as_int(), Some(2));
    assert_eq!(root.at(&["z", "<<"]).unwrap().as_str(), Some("q"));
    assert!(parse("a: {<<: 1}").unwrap_err().problem.contains("wants a map"));
    assert!(parse("a: &a [*a]").unwrap_err().problem.contains("contains itself"));
    assert!(parse("a: &a 1\n---\nb: *a").unwrap_err().problem.contains("anchor"));
    assert!(parse("a: *b").is_err());
}

#[test]
fn duplicate_keys_are_found() {
    let root = one("a: 1\nb: 2\na: 3\n");
    let (first, second) = root.duplicate_key().unwrap();
    assert_eq!((first.span.line, second.span.line), (1, 3));
    assert_eq!(root.get("a").unwrap().as_int(), Some(3));
    assert!(one("a: {b: 1}\nc: {b: 1}").duplicate_key().is_none());
}

#[test]
fn documents() {
    assert_eq!(parse("a: 1\n---\nb: 2\n---\n").unwrap().len(), 3);
    assert_eq!(parse("").unwrap().len(), 0);
    assert_eq!(parse("# only a comment\n").unwrap().len(), 0);
    assert!(one("---\n").is_null());
    assert_eq!(one("\"a\": {\"b\": [1, true, null]}").at(&["a", "b"]).unwrap().items().len(), 3);
}

#[test]
fn errors_have_a_place() {
    let error = parse("a: 1\nb: [1,\n").unwrap_err();
    assert!(error.line >= 2, "{error}");
    let error = parse("a:\n\t- b\n").unwrap_err();
    assert_eq!(error.line, 2, "{error}");
    assert!(parse("a: 'x\u{1b}[31m").is_err_and(|error| !error.problem.contains('\u{1b}')));
}

#[test]
fn bounds_hold() {
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let name = format!("*a{}, ", level - 1).repeat(9);
        laughs.push_str(&format!("a{level}: &a{level} [{}]\n", name.trim_end_matches(", ")));
    }
    assert!(parse(&laughs).unwrap_err().problem.contains("more than 1,000,000 keys"));
    assert_eq!(one(&format!("[{}]", "1,".repeat(600_000))).items().len(), 600_000);
    let large = format!("a: &a '{}'\nb: [{}]", "x".repeat(1 << 20), "*a, ".repeat(100));
    assert!(parse(&large).unwrap_err().problem.contains("more than 32 MiB"));
    assert!(parse(&"[".repeat(100_000)).is_err());
    assert!(parse(&"- ".repeat(10_000)).unwrap_err().problem.contains("deeper"));
    let deep: String = (0..10_000).map(|depth| format!("{}a:\n", " ".repeat(depth % 300))).collect();
    assert!(parse(&deep).is_err());
}

#[test]
fn the_text_of_a_scalar_is_not_in_debug() {
    assert!(!format!("{:?}", one("key: hunter2").get("key").unwrap()).contains("hunter2"));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "[-a:{}\\[\\],&*!|>'\"#%@ \n\t<~0-9.é]{0,60}") {
        for document in parse(&text).unwrap_or_default() {
            let mut waiting = vec![&document];
            while let Some(node) = waiting.pop() {
                let _ = text[node.span.start..node.span.end].len();
                waiting.extend(node.items());
                waiting.extend(node.entries().iter().flat_map(|entry| [&entry.key, &entry.value]));
            }
        }
    }
}

#[test]
fn a_colon_between_braces_is_one_before_a_blank() {
    let keys = |text: &str| -> Vec<String> {
        let root = parse(text).unwrap().remove(0);
        root.entries().iter().map(|entry| entry.key.text().unwrap().to_owned()).collect()
    };
    assert_eq!(keys("{grpc:, http: , a: 1, b:}"), ["grpc:", "http", "a", "b:"]);
    assert_eq!(keys("{grpc:\n, \"http\":, a: {b: }}"), ["grpc", "http", "a"]);
    assert_eq!(keys("grpc:\nhttp:\n"), ["grpc", "http"]);
    let root = parse("a: {ü:, b: 1}").unwrap().remove(0);
    let key = &root.get("a").unwrap().entries()[0].key;
    assert_eq!((key.text(), key.span.column, key.span.end_column), (Some("ü:"), 5, 7));
}
