# HTTPS_PROXY is not read by the JVM
export JAVA_TOOL_OPTIONS='-Dhttps.proxyHost=<PROXY_HOST> -Dhttps.proxyPort=<PROXY_PORT>'
# or past the proxy: a list separated by |
export JAVA_TOOL_OPTIONS=-Dhttp.nonProxyHosts={{host}}
