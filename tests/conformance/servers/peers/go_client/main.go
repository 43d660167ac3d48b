// One empty OTLP export on Go's own TLS and HTTP/2: what the Go exporters rest on.
//
// One argument, a JSON object: `grpc`, `url` (names what to verify), `dial` (address and
// port), `ca`, `cert`, `key` (files). Prints the answer; exit 0 if accepted.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

type options struct {
	GRPC                     bool
	URL, Dial, CA, Cert, Key string
}

func main() {
	var o options
	if err := json.Unmarshal([]byte(os.Args[1]), &o); err != nil {
		end(2, err)
	}
	config := &tls.Config{}
	if o.CA != "" {
		pem, err := os.ReadFile(o.CA)
		if err != nil {
			end(2, err)
		}
		config.RootCAs = x509.NewCertPool()
		config.RootCAs.AppendCertsFromPEM(pem)
	}
	if o.Cert != "" {
		pair, err := tls.LoadX509KeyPair(o.Cert, o.Key)
		if err != nil {
			end(2, err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	client := http.Client{
		Timeout:       3 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			TLSClientConfig:   config,
			ForceAttemptHTTP2: true,
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, "tcp", o.Dial)
			},
		},
	}
	path, kind, body := "/v1/traces", "application/x-protobuf", []byte{}
	if o.GRPC {
		path, kind, body = "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "application/grpc", make([]byte, 5)
		config.NextProtos = []string{"h2"}
	}
	request, err := http.NewRequest(http.MethodPost, o.URL+path, bytes.NewReader(body))
	if err != nil {
		end(2, err)
	}
	request.Header.Set("content-type", kind)
	if o.GRPC {
		request.Header.Set("te", "trailers")
	}
	response, err := client.Do(request)
	if err != nil {
		end(1, err)
	}
	io.Copy(io.Discard, response.Body)
	status := response.Trailer.Get("grpc-status") + response.Header.Get("grpc-status")
	ok := response.StatusCode == 200 && response.Header.Get("content-type") == kind
	if o.GRPC {
		ok = ok && response.ProtoMajor == 2 && status == "0"
	}
	if !ok {
		end(1, fmt.Sprint(response.Proto, " ", response.Status, " grpc-status ", status))
	}
	end(0, "accepted")
}

func end(code int, words any) {
	fmt.Println(words)
	os.Exit(code)
}
