package telemetry

import (
	"context"
{{#tlscfg}}
	"crypto/tls"
{{/tlscfg}}
{{#ca}}
	"crypto/x509"
	"errors"
	"os"
{{/ca}}

{{#traces}}
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
{{/traces}}
{{#grpc}}
	"go.opentelemetry.io/otel/exporters/otlp/{{go_import}}grpc"
{{#tlscfg}}
	"google.golang.org/grpc/credentials"
{{/tlscfg}}
{{#cleartext}}
	"google.golang.org/grpc/credentials/insecure"
{{/cleartext}}
{{/grpc}}
{{#http}}
	"go.opentelemetry.io/otel/exporters/otlp/{{go_import}}http"
{{/http}}
)

{{#traces}}
func newExporter(ctx context.Context) (*otlptrace.Exporter, error) {
{{/traces}}
{{^traces}}
{{#grpc}}
func newExporter(ctx context.Context) (*{{go_package}}grpc.Exporter, error) {
{{/grpc}}
{{#http}}
func newExporter(ctx context.Context) (*{{go_package}}http.Exporter, error) {
{{/http}}
{{/traces}}
{{#ca}}
	pem, err := os.ReadFile({{trusted_ca}})
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool() // x509.SystemCertPool() keeps the system's roots as well
	if !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("no certificate in the CA file")
	}
{{/ca}}
{{#mtls}}
	pair, err := tls.LoadX509KeyPair({{cert}}, {{key}})
	if err != nil {
		return nil, err
	}
{{/mtls}}
{{#tlscfg}}
	config := &tls.Config{}
{{#ca}}
	config.RootCAs = pool
{{/ca}}
{{#mtls}}
	config.Certificates = []tls.Certificate{pair}
{{/mtls}}
{{#override}}
	config.ServerName = {{verify_name}}
{{/override}}
{{#curves}}
	config.CurvePreferences = []tls.CurveID{tls.X25519, tls.CurveP256}
{{/curves}}
{{#grpc}}
	return {{go_package}}grpc.New(ctx,
		{{go_package}}grpc.WithEndpoint({{target}}),
		{{go_package}}grpc.WithTLSCredentials(credentials.NewTLS(config)))
{{/grpc}}
{{#http}}
	return {{go_package}}http.New(ctx,
		{{go_package}}http.WithEndpointURL({{url}}),
		{{go_package}}http.WithTLSClientConfig(config))
{{/http}}
{{/tlscfg}}
{{^tlscfg}}
{{#cleartext}}
	// The certificate variables, where set, turn TLS on again unless this is given.
{{#grpc}}
	return {{go_package}}grpc.New(ctx,
		{{go_package}}grpc.WithEndpointURL({{url}}),
		{{go_package}}grpc.WithTLSCredentials(insecure.NewCredentials()))
{{/grpc}}
{{#http}}
	return {{go_package}}http.New(ctx,
		{{go_package}}http.WithEndpointURL({{url}}),
		{{go_package}}http.WithTLSClientConfig(nil))
{{/http}}
{{/cleartext}}
{{^cleartext}}
{{#grpc}}
	return {{go_package}}grpc.New(ctx, {{go_package}}grpc.WithEndpointURL({{url}}))
{{/grpc}}
{{#http}}
	return {{go_package}}http.New(ctx, {{go_package}}http.WithEndpointURL({{url}}))
{{/http}}
{{/cleartext}}
{{/tlscfg}}
}
