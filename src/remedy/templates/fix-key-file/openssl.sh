openssl x509 -in {{cert}} -noout -subject -enddate
# one pair: both lines are equal
openssl x509 -in {{cert}} -noout -pubkey | openssl sha256
openssl pkey -in {{key}} -pubout | openssl sha256
# encrypted, or not PKCS#8 as Java wants it (Ruby wants RSA)
openssl pkcs8 -topk8 -nocrypt -in {{key}} -out {{new_key}}
# DER in place of PEM
openssl x509 -inform DER -in {{cert}} -out client.pem
