// An OTLP server on Go's own HTTP and HTTP/2 stacks; standard library alone.
//
// One argument, a JSON object: `cert`, `key`, `client_ca` (files), `client_auth` (a number of
// tls.ClientAuthType), `min`, `max` (TLS versions), `suites`, `groups` (numbers), `alpn` (default h2,
// http/1.1), `status` (of every HTTP answer), `address`. Prints `READY <port>`.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
)

type options struct {
	Cert       string        `json:"cert"`
	Key        string        `json:"key"`
	ClientCA   string        `json:"client_ca"`
	ClientAuth int           `json:"client_auth"`
	Min        uint16        `json:"min"`
	Max        uint16        `json:"max"`
	Suites     []uint16      `json:"suites"`
	Groups     []tls.CurveID `json:"groups"`
	ALPN       []string      `json:"alpn"`
	Status     int           `json:"status"`
	Address    string        `json:"address"`
}

func main() {
	o := options{Address: "127.0.0.1", ALPN: []string{"h2", "http/1.1"}}
	must(json.Unmarshal([]byte(os.Args[1]), &o))
	listener, err := net.Listen("tcp", net.JoinHostPort(strings.Trim(o.Address, "[]"), "0"))
	must(err)
	server := &http.Server{Handler: http.HandlerFunc(o.answer), ErrorLog: log.New(io.Discard, "", 0)}
	fmt.Printf("READY %d\n", listener.Addr().(*net.TCPAddr).Port)
	if o.Cert == "" {
		server.Protocols = new(http.Protocols)
		server.Protocols.SetHTTP1(true)
		server.Protocols.SetUnencryptedHTTP2(true)
		must(server.Serve(listener))
	}
	pair, err := tls.LoadX509KeyPair(o.Cert, o.Key)
	must(err)
	server.TLSConfig = &tls.Config{
		Certificates: []tls.Certificate{pair}, ClientAuth: tls.ClientAuthType(o.ClientAuth), MinVersion: o.Min, MaxVersion: o.Max,
		CipherSuites: o.Suites, CurvePreferences: o.Groups, NextProtos: o.ALPN,
	}
	if !slices.Contains(o.ALPN, "h2") {
		server.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){}
	}
	if o.ClientCA != "" {
		pem, err := os.ReadFile(o.ClientCA)
		must(err)
		server.TLSConfig.ClientCAs = x509.NewCertPool()
		server.TLSConfig.ClientCAs.AppendCertsFromPEM(pem)
	}
	must(server.Serve(tls.NewListener(listener, server.TLSConfig)))
}

func (o options) answer(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	grpc := strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc")
	switch {
	case o.Status != 0:
		w.WriteHeader(o.Status)
	case grpc && r.ProtoMajor == 2:
		w.Header().Set("Content-Type", "application/grpc")
		w.Header().Set("Trailer", "Grpc-Status")
		_, _ = w.Write([]byte{0, 0, 0, 0, 0})
		w.Header().Set("Grpc-Status", "0")
	case !grpc && strings.HasPrefix(r.URL.Path, "/v1/"):
		w.Header().Set("Content-Type", "application/x-protobuf")
	default:
		w.WriteHeader(http.StatusUnsupportedMediaType)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
