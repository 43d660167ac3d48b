{{#permission-denied}}
use credentials that may write this signal
{{/permission-denied}}
{{^permission-denied}}
send the credentials that the server wants
{{/permission-denied}}
---
# Read by every SDK, not by the Collector. The value is percent-encoded: %20 is the
# blank. gRPC wants lower-case names.
export OTEL_EXPORTER_OTLP_HEADERS='authorization=Bearer%20<TOKEN>'
