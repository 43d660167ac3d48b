// An OTLP server on several ports of 127.0.0.1 that tells of every connection what arrived; standard library alone.
//
// One argument, a JSON object: `cert`, `key` (files), `client_ca` (a file: the issuers that are named to clients),
// `ports`: number -> {`transport`: both, tls, cleartext; `kind`: any, grpc, http; `client`: request, require, none},
// `proxy`: the port of a forward proxy that takes every name for 127.0.0.1. Prints `READY`, then one event a line.
package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"os"
	"strings"
	"sync"
)

type port struct {
	Transport string `json:"transport"`
	Kind      string `json:"kind"`
	Client    string `json:"client"`
}

type options struct {
	Cert     string       `json:"cert"`
	Key      string       `json:"key"`
	ClientCA string       `json:"client_ca"`
	Ports    map[int]port `json:"ports"`
	Proxy    int          `json:"proxy"`
}

type event struct {
	Port   int    `json:"port"`
	Event  string `json:"event"` // connected, bytes, handshake, request, proxied
	TLS    bool   `json:"tls"`
	OK     bool   `json:"ok"`
	Client bool   `json:"client_certificate"`
	// Over HTTP: version and path; for gRPC the method.
	HTTP    string              `json:"http,omitempty"`
	Path    string              `json:"path,omitempty"`
	Headers map[string][]string `json:"headers,omitempty"`
	Target  string              `json:"target,omitempty"`
	Error   string              `json:"error,omitempty"`
}

var (
	printing sync.Mutex
	out      = json.NewEncoder(os.Stdout)
	quiet    = log.New(io.Discard, "", 0)
)

func tell(e event) {
	printing.Lock()
	defer printing.Unlock()
	must(out.Encode(e))
}

func main() {
	var o options
	must(json.Unmarshal([]byte(os.Args[1]), &o))
	pair, err := tls.LoadX509KeyPair(o.Cert, o.Key)
	must(err)
	pool := x509.NewCertPool()
	pem, err := os.ReadFile(o.ClientCA)
	must(err)
	pool.AppendCertsFromPEM(pem)
	for number, p := range o.Ports {
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", number))
		must(err)
		go newServer(number, p, pair, pool).accept(listener)
	}
	if o.Proxy != 0 {
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", o.Proxy))
		must(err)
		go func() { must(http.Serve(listener, http.HandlerFunc(proxy))) }()
	}
	fmt.Println("READY")
	// Ends with the one that started it.
	_, _ = io.Copy(io.Discard, os.Stdin)
}

type server struct {
	number      int
	port        port
	config      *tls.Config
	overTLS     *http.Server
	inCleartext *http.Server
}

func newServer(number int, p port, pair tls.Certificate, pool *x509.CertPool) *server {
	s := &server{number: number, port: p}
	s.config = &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"h2", "http/1.1"}}
	switch p.Client {
	case "request":
		s.config.ClientAuth = tls.RequestClientCert
	case "require":
		s.config.ClientAuth, s.config.ClientCAs = tls.RequireAndVerifyClientCert, pool
	}
	if p.Kind == "grpc" {
		s.config.NextProtos = []string{"h2"}
	}
	s.overTLS = &http.Server{Handler: s, ErrorLog: quiet, TLSConfig: s.config}
	s.inCleartext = &http.Server{Handler: s, ErrorLog: quiet, Protocols: new(http.Protocols)}
	s.inCleartext.Protocols.SetHTTP1(p.Kind != "grpc")
	s.inCleartext.Protocols.SetUnencryptedHTTP2(p.Kind != "http")
	return s
}

func (s *server) accept(listener net.Listener) {
	secure := &queue{make(chan net.Conn), listener.Addr()}
	clear := &queue{make(chan net.Conn), listener.Addr()}
	go func() { must(s.overTLS.Serve(secure)) }()
	go func() { must(s.inCleartext.Serve(clear)) }()
	for {
		conn, err := listener.Accept()
		must(err)
		go s.sniff(conn, secure.conns, clear.conns)
	}
}

// sniff tells TLS from cleartext by the first byte: 22 is a record of the handshake.
func (s *server) sniff(conn net.Conn, secure, clear chan net.Conn) {
	tell(event{Port: s.number, Event: "connected"})
	first := &peeked{conn, bufio.NewReader(conn)}
	byte, err := first.reader.Peek(1)
	if err != nil {
		_ = conn.Close()
		return
	}
	isTLS := byte[0] == 22
	tell(event{Port: s.number, Event: "bytes", TLS: isTLS})
	if s.port.Transport == "cleartext" || (s.port.Transport == "both" && !isTLS) {
		clear <- first
		return
	}
	over := tls.Server(first, s.config)
	err = over.HandshakeContext(context.Background())
	done := event{Port: s.number, Event: "handshake", TLS: isTLS, OK: err == nil}
	if err != nil {
		done.Error = err.Error()
		tell(done)
		_ = conn.Close()
		return
	}
	done.Client = len(over.ConnectionState().PeerCertificates) > 0
	tell(done)
	secure <- over
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	grpc := strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc")
	signals := map[string]string{"traces": "trace.v1.Trace", "metrics": "metrics.v1.Metrics", "logs": "logs.v1.Logs"}
	known := false
	for signal, service := range signals {
		path := "/v1/" + signal
		if grpc {
			path = "/opentelemetry.proto.collector." + service + "Service/Export"
		}
		known = known || path == r.URL.Path
	}
	served := known && !(grpc && s.port.Kind == "http") && !(!grpc && s.port.Kind == "grpc")
	tell(event{
		Port: s.number, Event: "request", TLS: r.TLS != nil, OK: served, HTTP: r.Proto, Path: r.URL.Path, Headers: r.Header,
	})
	switch {
	case grpc && s.port.Kind != "http" && r.ProtoMajor == 2:
		w.Header().Set("Content-Type", "application/grpc")
		if !served {
			w.Header().Set("Grpc-Status", "12")
			return
		}
		w.Header().Set("Trailer", "Grpc-Status")
		_, _ = w.Write([]byte{0, 0, 0, 0, 0})
		w.Header().Set("Grpc-Status", "0")
	case served:
		w.Header().Set("Content-Type", r.Header.Get("Content-Type"))
		if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			_, _ = io.WriteString(w, "{}")
		}
	case s.port.Kind == "grpc":
		w.WriteHeader(http.StatusUnsupportedMediaType)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// proxy takes CONNECT, and requests in absolute form.
func proxy(w http.ResponseWriter, r *http.Request) {
	tell(event{Event: "proxied", Target: r.Host, HTTP: r.Method})
	_, number, err := net.SplitHostPort(r.Host)
	if err != nil {
		number = "80"
	}
	there := "127.0.0.1:" + number
	if r.Method != http.MethodConnect {
		forward := func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = "http", there }
		(&httputil.ReverseProxy{Rewrite: forward, ErrorLog: quiet}).ServeHTTP(w, r)
		return
	}
	to, err := net.Dial("tcp", there)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	from, buffered, err := w.(http.Hijacker).Hijack()
	must(err)
	_, _ = io.WriteString(from, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() {
		_, _ = io.Copy(to, buffered)
		_ = to.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(from, to)
	_ = from.Close()
}

// peeked reads again what was looked at.
type peeked struct {
	net.Conn
	reader *bufio.Reader
}

func (p *peeked) Read(to []byte) (int, error) { return p.reader.Read(to) }

// queue hands accepted connections to a server.
type queue struct {
	conns chan net.Conn
	addr  net.Addr
}

func (q *queue) Accept() (net.Conn, error) { return <-q.conns, nil }
func (q *queue) Close() error              { return nil }
func (q *queue) Addr() net.Addr            { return q.addr }

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
