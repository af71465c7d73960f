// curl: time-outs and retries, against servers that are silent, slow, busy, late or not there.
#include "tests/real/virtual_time/rows/rows.h"
#include "tests/real/virtual_time/rows/servers.h"

namespace greenroom::real {
namespace {

// Listens when the shell goes on, and never answers.
const std::string k_silent_server = R"(perl -MSocket -e '
  socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY)); listen(S, 9);
  exit if fork; close STDOUT; close STDERR; accept(C, S); sleep 9999'
)";

// Sends one byte each second.
const std::string k_dripping_server = R"(perl -MSocket -e '
  socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY)); listen(S, 9);
  exit if fork; close STDOUT; close STDERR; accept(C, S); sysread(C, $x, 9999);
  syswrite(C, qq(HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n));
  for (1..300) { sleep 1; syswrite(C, "x") }'
)";

}  // namespace

Group curl_group() {
  return {
      "curl",
      {
          {"-m gives up on a silent server",
           k_silent_server + "curl -s -m 2 http://localhost:8080/; echo $?", seconds(2), "28\n"},
          {"-y gives up on a server that sends too little",
           k_dripping_server + "curl -s -y 5 -Y 10 http://localhost:8080/; echo \" $?\"",
           seconds(5), "xxxxx 28\n"},
          {"the time of a slow answer is told exactly",
           k_serve + "serve 8080 0.7 & sleep 1; curl -s -w '%{http_code} %{time_starttransfer} "
                     "%{time_total}\\n' http://localhost:8080/",
           milliseconds(1700), "up\n200 0.700000 0.700000\n"},
          {"--retry tries again after each delay",
           "curl -s --retry 5 --retry-delay 3 --retry-connrefused http://localhost:8080/; echo $?",
           seconds(15), "7\n"},
          {"--retry waits twice as long each time",
           "curl -s --retry 4 --retry-connrefused http://localhost:8080/; echo $?",
           seconds(1 + 2 + 4 + 8), "7\n"},
          {"--retry tries again when the server is busy",
           k_serve + R"(serve 8080 0 '503 Busy' & sleep 1
             curl -sf --retry 4 --retry-delay 2 http://localhost:8080/; echo $?)",
           seconds(1 + 4 * 2), "22\n"},
          {"--retry-max-time begins no try after it",
           "curl -s --retry 50 --retry-delay 4 --retry-max-time 30 --retry-connrefused "
           "http://localhost:8080/; echo $?",
           seconds(32), "7\n"},
          {"--retry-connrefused meets a server that comes late",
           k_serve + R"((sleep 4; serve 8080 0) > /dev/null &
             curl -s --retry 9 --retry-delay 3 --retry-connrefused http://localhost:8080/)",
           seconds(6), "up\n"},
      }};
}

}  // namespace greenroom::real
