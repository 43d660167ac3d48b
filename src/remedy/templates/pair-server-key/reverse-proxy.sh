give the server the key that belongs to its certificate
---
nginx -t # refuses a pair that does not belong together
nginx -s reload
