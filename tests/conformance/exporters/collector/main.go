// A Collector with the OTLP receiver, the two OTLP exporters, the debug exporter, basic authentication and bearer tokens.
//
//	collector worker             exports one span per line of standard input
//	collector --config FILE      is an ordinary Collector
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/basicauthextension"
	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/bearertokenauthextension"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.opentelemetry.io/collector/confmap/provider/fileprovider"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/debugexporter"
	"go.opentelemetry.io/collector/exporter/exportertest"
	"go.opentelemetry.io/collector/exporter/otlpexporter"
	"go.opentelemetry.io/collector/exporter/otlphttpexporter"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/service/telemetry/otelconftelemetry"
)

type task struct {
	Protocol string  `json:"protocol"`
	Endpoint string  `json:"endpoint"`
	CA       string  `json:"ca"`
	Cert     string  `json:"cert"`
	Key      string  `json:"key"`
	Timeout  float64 `json:"timeout"`
}

type result struct {
	Accepted bool    `json:"accepted"`
	Message  string  `json:"message"`
	Seconds  float64 `json:"seconds"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "worker" {
		work()
		return
	}
	info := component.BuildInfo{Command: "collector", Description: "Collector of the conformance suite", Version: "0.159.0"}
	command := otelcol.NewCommand(otelcol.CollectorSettings{
		BuildInfo: info,
		Factories: factories,
		ConfigProviderSettings: otelcol.ConfigProviderSettings{ResolverSettings: confmap.ResolverSettings{
			// As in the distributions: `${X}` is a variable.
			DefaultScheme:     "env",
			ProviderFactories: []confmap.ProviderFactory{fileprovider.NewFactory(), envprovider.NewFactory()},
		}},
	})
	if err := command.Execute(); err != nil {
		os.Exit(1)
	}
}

func factories() (otelcol.Factories, error) {
	otlp, grpc, http, debug := otlpreceiver.NewFactory(), otlpexporter.NewFactory(), otlphttpexporter.NewFactory(), debugexporter.NewFactory()
	basic, token := basicauthextension.NewFactory(), bearertokenauthextension.NewFactory()
	return otelcol.Factories{
		Extensions: map[component.Type]extension.Factory{basic.Type(): basic, token.Type(): token},
		Receivers:  map[component.Type]receiver.Factory{otlp.Type(): otlp},
		Exporters:  map[component.Type]exporter.Factory{grpc.Type(): grpc, http.Type(): http, debug.Type(): debug},
		Telemetry:  otelconftelemetry.NewFactory(),
	}, nil
}

func work() {
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

// export configures the exporter as YAML would, without queue and retries: the error comes back at once.
func export(t task) error {
	factory := otlpexporter.NewFactory()
	if t.Protocol != "grpc" {
		factory = otlphttpexporter.NewFactory()
	}
	tls := map[string]any{}
	if t.CA != "" {
		tls["ca_file"] = t.CA
	}
	if t.Cert != "" {
		tls["cert_file"], tls["key_file"] = t.Cert, t.Key
	}
	if len(t.Endpoint) > 7 && t.Endpoint[:7] == "http://" {
		tls = map[string]any{"insecure": true}
	}
	config := factory.CreateDefaultConfig()
	err := confmap.NewFromStringMap(map[string]any{
		"endpoint":         t.Endpoint,
		"tls":              tls,
		"timeout":          time.Duration(t.Timeout * float64(time.Second)).String(),
		"retry_on_failure": map[string]any{"enabled": false},
		"sending_queue":    map[string]any{"enabled": false},
	}).Unmarshal(config)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Duration(t.Timeout*float64(time.Second)))
	defer cancel()
	traces, err := factory.CreateTraces(ctx, exportertest.NewNopSettings(factory.Type()), config)
	if err != nil {
		return err
	}
	if err := traces.Start(ctx, componenttest.NewNopHost()); err != nil {
		return err
	}
	defer func() { _ = traces.Shutdown(context.Background()) }()
	data := ptrace.NewTraces()
	span := data.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetName("conformance")
	span.SetTraceID([16]byte{1})
	span.SetSpanID([8]byte{1})
	return traces.ConsumeTraces(ctx, data)
}
