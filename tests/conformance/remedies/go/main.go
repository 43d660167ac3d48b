// Sends one span with an exporter that a snippet made, or that only the environment configures.
//
//	program env grpc|http NAME   the exporter as the environment configures it
//	program                      one task a line of standard input: {"snippet", "name"}
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

type task struct {
	Snippet string `json:"snippet"`
	Name    string `json:"name"`
}

type result struct {
	Accepted bool   `json:"accepted"`
	Message  string `json:"message"`
}

const limit = 30 * time.Second

func main() {
	if len(os.Args) == 4 && os.Args[1] == "env" {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		if err := send(ctx, environment(os.Args[2]), os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var t task
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			panic(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		err := send(ctx, snippets[t.Snippet], t.Name)
		cancel()
		r := result{Accepted: err == nil}
		if err != nil {
			r.Message = err.Error()
		}
		if err := out.Encode(r); err != nil {
			panic(err)
		}
	}
}

type maker func(context.Context) (sdktrace.SpanExporter, error)

func environment(protocol string) maker {
	if protocol == "grpc" {
		return func(ctx context.Context) (sdktrace.SpanExporter, error) { return otlptracegrpc.New(ctx) }
	}
	return func(ctx context.Context) (sdktrace.SpanExporter, error) { return otlptracehttp.New(ctx) }
}

func send(ctx context.Context, make maker, name string) error {
	exporter, err := make(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = exporter.Shutdown(context.Background()) }()
	return exporter.ExportSpans(ctx, tracetest.SpanStubs{{Name: name}}.Snapshots())
}
