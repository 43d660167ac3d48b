#!/bin/sh
# Makes the certificates that neither rcgen nor ring can: SHA-1, X.509 v1, RSA-1024. Run once, with OpenSSL 3.
# The keys are for the lab alone and protect nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > ca.cnf <<'END'
[ca]
default_ca = lab
[lab]
database = index.txt
new_certs_dir = .
rand_serial = yes
policy = any
default_md = sha256
default_startdate = 20200101000000Z
default_enddate = 99991231235959Z
unique_subject = no
[any]
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
END
: > index.txt

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out root.key
openssl req -new -key root.key -subj '/CN=otls lab static root' -out root.csr
openssl ca -batch -notext -config ca.cnf -extensions root -selfsign -keyfile root.key -in root.csr -out root.pem
cp root.pem "$here/root.pem"

leaf() { # name, key options, ca options
  openssl genpkey -quiet $2 -out "$1.key"
  openssl req -new -key "$1.key" -subj /CN=localhost -out "$1.csr"
  openssl ca -batch -notext -config ca.cnf $3 -keyfile root.key -cert root.pem -in "$1.csr" -out "$1.pem"
  openssl x509 -in "$1.pem" -outform DER -out "$here/$1.der"
}

leaf rsa2048 '-algorithm RSA -pkeyopt rsa_keygen_bits:2048' '-extensions leaf'
p256='-algorithm EC -pkeyopt ec_paramgen_curve:P-256'
leaf sha1 "$p256" '-md sha1 -extensions leaf'
leaf v1 "$p256" ''
leaf rsa1024 '-algorithm RSA -pkeyopt rsa_keygen_bits:1024' '-extensions leaf'
for name in sha1 v1; do
  openssl pkcs8 -topk8 -nocrypt -in "$name.key" -outform DER -out "$here/$name.key.der"
done

# Modulus and private exponent, 128 bytes each, big-endian.
number() { # label
  openssl pkey -in rsa1024.key -noout -text | awk -v label="$1:" '
    $0 == label { on = 1; next } /^[a-zA-Z]/ { on = 0 } on { gsub(/[ :]/, ""); printf "%s", $0 }' |
    sed 's/^00//' | tr a-f A-F | basenc --base16 -d
}
number modulus > "$here/rsa1024.modulus"
number privateExponent > "$here/rsa1024.exponent"
