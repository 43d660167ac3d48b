{{#given_ca}}
give the CA that issued the server's certificate; `{{ca|text}}` does not hold it
{{/given_ca}}
{{^given_ca}}
{{#self-signed}}
trust the server's own certificate, once you have compared it with the file on the server
{{/self-signed}}
{{#intercepted}}
trust the CA of the inspecting proxy, if the inspection is meant to stay
{{/intercepted}}
{{^self-signed}}
{{^intercepted}}
trust the CA that signed the certificate
{{/intercepted}}
{{/self-signed}}
{{/given_ca}}
---
package telemetry

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"

{{#traces}}
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
{{/traces}}
{{#grpc}}
	"go.opentelemetry.io/otel/exporters/otlp/{{go_import}}grpc"
	"google.golang.org/grpc/credentials"
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
	pem, err := os.ReadFile({{trusted_ca}})
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool() // x509.SystemCertPool() keeps the system's roots as well
	if !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("no certificate in the CA file")
	}
{{#mtls}}
	pair, err := tls.LoadX509KeyPair({{cert}}, {{key}})
	if err != nil {
		return nil, err
	}
{{/mtls}}
	config := &tls.Config{}
	config.RootCAs = pool
{{#mtls}}
	config.Certificates = []tls.Certificate{pair}
{{/mtls}}
{{#override}}
	config.ServerName = {{verify_name}}
{{/override}}
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
}
