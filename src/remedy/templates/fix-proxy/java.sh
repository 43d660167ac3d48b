# The JVM reads no HTTPS_PROXY. Past the proxy (a list is separated by |):
export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:+$JAVA_TOOL_OPTIONS }"-Dhttp.nonProxyHosts={{host}}
# Through it: -Dhttps.proxyHost=<PROXY_HOST> -Dhttps.proxyPort=<PROXY_PORT>
