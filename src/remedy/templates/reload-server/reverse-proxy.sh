nginx -t && nginx -s reload
# Envoy reads the files of its own configuration at the start alone: give them by
# SDS (path_config_source with watched_directory), which follows them
