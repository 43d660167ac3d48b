getent ahosts {{host}}
nc -vz -w 5 {{host}} {{port}}
# refused: nothing listens there; no answer: a firewall, a security group, a route
ss -ltn # on the server: 127.0.0.1 and [::1] are reachable from the server alone
