// A server that takes every export, over gRPC and HTTP, in cleartext and by TLS, and writes down what it was asked.
//
//	recorder -cert FILE -key FILE -ports N
//
// The first line names the ports; then comes a line for each request.
package main

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"flag"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
)

type request struct {
	Port    int                 `json:"port"`
	TLS     bool                `json:"tls"`
	Name    string              `json:"name"`
	Path    string              `json:"path"`
	Headers map[string][]string `json:"headers"`
}

// connection gives back the byte that was looked at.
type connection struct {
	net.Conn
	reader *bufio.Reader
}

func (c connection) Read(p []byte) (int, error) { return c.reader.Read(p) }

// listener speaks TLS to those who begin with a ClientHello.
type listener struct {
	net.Listener
	config *tls.Config
}

func (l listener) Accept() (net.Conn, error) {
	for {
		plain, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c := connection{plain, bufio.NewReader(plain)}
		first, err := c.reader.Peek(1)
		if err != nil {
			plain.Close()
			continue
		}
		if first[0] == 0x16 {
			return tls.Server(c, l.config), nil
		}
		return c, nil
	}
}

func main() {
	cert, key, count := flag.String("cert", "", ""), flag.String("key", "", ""), flag.Int("ports", 1, "")
	missing := flag.String("missing", "", "a path that is not served")
	flag.Parse()
	pair, err := tls.LoadX509KeyPair(*cert, *key)
	if err != nil {
		log.Fatal(err)
	}
	var lock sync.Mutex
	out := json.NewEncoder(os.Stdout)
	var ports []int
	for range *count {
		inner, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			log.Fatal(err)
		}
		port := inner.Addr().(*net.TCPAddr).Port
		ports = append(ports, port)
		handler := func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			seen := request{Port: port, TLS: r.TLS != nil, Path: r.URL.Path, Headers: r.Header}
			if r.TLS != nil {
				seen.Name = r.TLS.ServerName
			}
			lock.Lock()
			out.Encode(seen)
			lock.Unlock()
			isGRPC := strings.HasPrefix(r.Header.Get("content-type"), "application/grpc")
			switch {
			case isGRPC && r.URL.Path == *missing:
				w.Header().Set("content-type", "application/grpc")
				w.Header().Set("grpc-status", "12")
			case isGRPC:
				w.Header().Set("content-type", "application/grpc")
				w.Header().Set("trailer", "grpc-status")
				w.Write(make([]byte, 5))
				w.Header().Set("grpc-status", "0")
			case r.URL.Path == *missing:
				w.WriteHeader(http.StatusNotFound)
			case r.URL.Path == "/token":
				w.Header().Set("content-type", "application/json")
				io.WriteString(w, `{"access_token":"s3cret-token","token_type":"Bearer","expires_in":3600}`)
			default:
				w.Header().Set("content-type", "application/x-protobuf")
			}
		}
		server := &http.Server{Handler: http.HandlerFunc(handler), ErrorLog: log.New(io.Discard, "", 0)}
		server.Protocols = new(http.Protocols)
		server.Protocols.SetHTTP1(true)
		server.Protocols.SetHTTP2(true)
		server.Protocols.SetUnencryptedHTTP2(true)
		go server.Serve(listener{inner, &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"h2", "http/1.1"}}})
	}
	lock.Lock()
	out.Encode(map[string][]int{"ports": ports})
	lock.Unlock()
	// Ends with whoever started it.
	io.Copy(io.Discard, os.Stdin)
}
