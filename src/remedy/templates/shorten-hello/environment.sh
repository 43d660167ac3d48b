# Go programs and the Collector alone: the ClientHello fits one packet again
export GODEBUG=tlsmlkem=0
