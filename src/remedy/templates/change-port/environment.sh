{{#protocol_changed}}
# PROTOCOL is read by Java, Python, Node, .NET, PHP and Go's autoexport; Go, C++ and
# Rust choose in code. Ruby exports over HTTP alone. The Collector: another exporter.
export OTEL_EXPORTER_OTLP_PROTOCOL={{protocol}}
{{/protocol_changed}}
{{^protocol_changed}}
# read by every SDK, not by the Collector
{{/protocol_changed}}
export OTEL_EXPORTER_OTLP_ENDPOINT={{base}}
{{#http}}
# /v1/{traces,metrics,logs} is appended to this one, not to the variables of one signal
{{/http}}
