// Waits in the ways of Go, whose programs are static and whose runtime asks the kernel itself.
package main

import (
  "context"
  "fmt"
  "net"
  "net/http"
  "os"
  "os/exec"
  "time"
)

var begin = time.Now()

// To the millisecond; the exact times go to stderr, and so are part of what is the same every run.
func tell(what ...any) {
  now := time.Since(begin)
  fmt.Println(append(what, now.Round(time.Millisecond))...)
  fmt.Fprintln(os.Stderr, now)
}

func main() {
  wall := begin.Unix()
  time.Sleep(90 * time.Second)
  tell("sleep")
  select {
  case <-time.After(5 * time.Second):
    tell("after")
  }
  ticker := time.NewTicker(2 * time.Second)
  for i := 0; i < 3; i++ {
    <-ticker.C
  }
  ticker.Stop()
  tell("ticker")
  ctx, cancel := context.WithTimeout(context.Background(), 7*time.Second)
  defer cancel()
  err := exec.CommandContext(ctx, "sleep", "100").Run()
  tell(err)
  l, _ := net.Listen("tcp", "127.0.0.1:8080")
  go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { time.Sleep(700 * time.Millisecond); fmt.Fprint(w, "ok") }))
  r, err := http.Get("http://127.0.0.1:8080/")
  tell(r.StatusCode, err)
  client := http.Client{Timeout: 300 * time.Millisecond}
  _, err = client.Get("http://127.0.0.1:8080/")
  tell(err != nil)
  fmt.Println(time.Now().Unix() - wall)
}
