// Exports one span, one metric or one log record as the environment says, and nothing else: `send grpc|http SIGNAL`.
package main

import (
	"context"
	"fmt"
	"os"

	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploggrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/log/logtest"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

func main() {
	if err := send(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func send(ctx context.Context, protocol, signal string) error {
	grpc := protocol == "grpc"
	switch signal {
	case "traces":
		exporter, err := either(grpc, func() (trace.SpanExporter, error) { return otlptracegrpc.New(ctx) },
			func() (trace.SpanExporter, error) { return otlptracehttp.New(ctx) })
		if err != nil {
			return err
		}
		return exporter.ExportSpans(ctx, tracetest.SpanStubs{{Name: "conformance"}}.Snapshots())
	case "metrics":
		exporter, err := either(grpc, func() (metric.Exporter, error) { return otlpmetricgrpc.New(ctx) },
			func() (metric.Exporter, error) { return otlpmetrichttp.New(ctx) })
		if err != nil {
			return err
		}
		gauge := metricdata.Gauge[int64]{DataPoints: []metricdata.DataPoint[int64]{{Value: 1}}}
		metrics := []metricdata.Metrics{{Name: "conformance", Data: gauge}}
		return exporter.Export(ctx, &metricdata.ResourceMetrics{
			Resource: resource.Empty(), ScopeMetrics: []metricdata.ScopeMetrics{{Metrics: metrics}},
		})
	default:
		exporter, err := either(grpc, func() (log.Exporter, error) { return otlploggrpc.New(ctx) },
			func() (log.Exporter, error) { return otlploghttp.New(ctx) })
		if err != nil {
			return err
		}
		return exporter.Export(ctx, []log.Record{logtest.RecordFactory{}.NewRecord()})
	}
}

func either[T any](grpc bool, overGRPC, overHTTP func() (T, error)) (T, error) {
	if grpc {
		return overGRPC()
	}
	return overHTTP()
}
