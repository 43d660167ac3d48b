// Exports one span per line of standard input with the Go exporters, and prints what came of it.
package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc/credentials"
)

type task struct {
	Protocol string  `json:"protocol"`
	Endpoint string  `json:"endpoint"`
	CA       string  `json:"ca"`
	Cert     string  `json:"cert"`
	Key      string  `json:"key"`
	Timeout  float64 `json:"timeout"`
	// What the variables say, and nothing else.
	Environment bool `json:"environment"`
}

type result struct {
	Accepted bool    `json:"accepted"`
	Message  string  `json:"message"`
	Seconds  float64 `json:"seconds"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var t task
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			panic(err)
		}
		began := time.Now()
		err := export(t)
		r := result{Accepted: err == nil, Seconds: time.Since(began).Seconds()}
		if err != nil {
			r.Message = err.Error()
		}
		if err := out.Encode(r); err != nil {
			panic(err)
		}
	}
}

func export(t task) error {
	timeout := time.Duration(t.Timeout * float64(time.Second))
	ctx, cancel := context.WithTimeout(context.Background(), 2*timeout)
	defer cancel()
	exporter, err := create(ctx, t, timeout)
	if err != nil {
		return err
	}
	defer func() { _ = exporter.Shutdown(context.Background()) }()
	span := tracetest.SpanStub{Name: "conformance"}
	return exporter.ExportSpans(ctx, tracetest.SpanStubs{span}.Snapshots())
}

func create(ctx context.Context, t task, timeout time.Duration) (*otlptrace.Exporter, error) {
	if t.Environment && t.Protocol == "grpc" {
		return otlptracegrpc.New(ctx, otlptracegrpc.WithRetry(otlptracegrpc.RetryConfig{}))
	}
	if t.Environment {
		return otlptracehttp.New(ctx, otlptracehttp.WithRetry(otlptracehttp.RetryConfig{}))
	}
	where, err := url.Parse(t.Endpoint)
	if err != nil {
		return nil, err
	}
	config, err := clientConfig(t)
	if err != nil {
		return nil, err
	}
	if t.Protocol == "grpc" {
		options := []otlptracegrpc.Option{
			otlptracegrpc.WithEndpoint(where.Host),
			otlptracegrpc.WithTimeout(timeout),
			otlptracegrpc.WithRetry(otlptracegrpc.RetryConfig{}),
		}
		if where.Scheme == "http" {
			options = append(options, otlptracegrpc.WithInsecure())
		} else {
			options = append(options, otlptracegrpc.WithTLSCredentials(credentials.NewTLS(config)))
		}
		return otlptracegrpc.New(ctx, options...)
	}
	options := []otlptracehttp.Option{
		otlptracehttp.WithEndpointURL(t.Endpoint),
		otlptracehttp.WithTimeout(timeout),
		otlptracehttp.WithRetry(otlptracehttp.RetryConfig{}),
	}
	// Without a path since 1.45, WithEndpointURL posts to the root.
	if where.Path == "" {
		options = append(options, otlptracehttp.WithURLPath("/v1/traces"))
	}
	if where.Scheme == "https" {
		options = append(options, otlptracehttp.WithTLSClientConfig(config))
	}
	return otlptracehttp.New(ctx, options...)
}

func clientConfig(t task) (*tls.Config, error) {
	config := &tls.Config{}
	if t.CA != "" {
		pem, err := os.ReadFile(t.CA)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, errors.New("no certificate in " + t.CA)
		}
	}
	if t.Cert != "" {
		pair, err := tls.LoadX509KeyPair(t.Cert, t.Key)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}
