{{#dns-failure}}
give the name an address, or correct the name
{{/dns-failure}}
{{^dns-failure}}
open the way to the port, and see that the server listens on that address
{{/dns-failure}}
---
getent ahosts {{host}}
nc -vz -w 5 {{host}} {{port}}
# refused: nothing listens there; no answer: a firewall, a security group, a route
ss -ltn # on the server: 127.0.0.1 and [::1] are reachable from the server alone
