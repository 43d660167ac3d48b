openssl x509 -in {{cert}} -noout -subject -serial -dates
# the key files beside this one that belong to it; nothing printed: none does
wanted=$(openssl x509 -in {{cert}} -noout -pubkey)
for file in "$(dirname {{key}})"/*; do
  # with "-passin pass:" an encrypted key does not ask, and is passed over
  [ "$(openssl pkey -in "$file" -passin pass: -pubout 2>/dev/null)" = "$wanted" ] && echo "$file"
done; true
