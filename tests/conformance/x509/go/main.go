// Reads limbo.json on standard input; prints `id<TAB>ok` or `id<TAB>error`: what crypto/x509 says.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"strings"
	"time"
)

type peer struct {
	Kind, Value string
}

type testcase struct {
	ID            string   `json:"id"`
	Kind          string   `json:"validation_kind"`
	Trusted       []string `json:"trusted_certs"`
	Intermediates []string `json:"untrusted_intermediates"`
	Leaf          string   `json:"peer_certificate"`
	Time          *string  `json:"validation_time"`
	Name          *peer    `json:"expected_peer_name"`
}

func parse(text string) (*x509.Certificate, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, fmt.Errorf("no PEM")
	}
	return x509.ParseCertificate(block.Bytes)
}

func judge(c testcase) error {
	leaf, err := parse(c.Leaf)
	if err != nil {
		return err
	}
	options := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool()}
	for _, text := range c.Trusted {
		if certificate, err := parse(text); err == nil {
			options.Roots.AddCert(certificate)
		}
	}
	// crypto/tls refuses the whole list when one does not parse.
	for _, text := range c.Intermediates {
		certificate, err := parse(text)
		if err != nil {
			return err
		}
		options.Intermediates.AddCert(certificate)
	}
	if c.Time != nil {
		options.CurrentTime, err = time.Parse(time.RFC3339, *c.Time)
		if err != nil {
			return err
		}
	}
	if c.Kind == "CLIENT" {
		options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	if c.Name != nil {
		options.DNSName = c.Name.Value
		if c.Name.Kind == "IP" {
			options.DNSName = "[" + c.Name.Value + "]"
		}
	}
	_, err = leaf.Verify(options)
	return err
}

func main() {
	var limbo struct {
		Testcases []testcase `json:"testcases"`
	}
	if err := json.NewDecoder(bufio.NewReader(os.Stdin)).Decode(&limbo); err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, c := range limbo.Testcases {
		verdict := "ok"
		if err := judge(c); err != nil {
			verdict = strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Fprintf(out, "%s\t%s\n", c.ID, verdict)
	}
}
