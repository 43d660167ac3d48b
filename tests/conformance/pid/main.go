// Waits, as the whole content of a container: what `kubectl debug --target` finds in an image without a shell.
package main

import "time"

func main() { time.Sleep(time.Hour) }
