keytool -importcert -noprompt -alias otel-ca -file {{trusted_ca}} \
  -keystore otel-trust.p12 -storetype PKCS12 -storepass changeit
# replaces the JDK's cacerts; where the public roots are needed too, import into a copy of them
export JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=otel-trust.p12 -Djavax.net.ssl.trustStorePassword=changeit'
{{#given_ca}}
# while this names a CA, it stands in place of the store
unset OTEL_EXPORTER_OTLP_CERTIFICATE
{{/given_ca}}
