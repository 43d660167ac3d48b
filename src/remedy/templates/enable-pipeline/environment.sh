# Read by Java, Python, Node, Ruby, PHP and Go's autoexport; not by Rust, C++ and .NET,
# where the signal is set up in code.
export OTEL_{{signal_upper}}_EXPORTER=none
