# only where the inspecting proxy is the one of HTTPS_PROXY; not read by Java
export NO_PROXY="${NO_PROXY:+$NO_PROXY,}"{{host}}
export no_proxy="$NO_PROXY"
