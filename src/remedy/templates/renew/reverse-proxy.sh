have the proxy load the renewed certificate
---
nginx -t && nginx -s reload
