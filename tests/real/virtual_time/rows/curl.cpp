// curl: time-outs and retries, against a server that listens and never answers, or against none.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {
namespace {

const std::string k_silent_server = R"(perl -MSocket -e '
  socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY)); listen(S, 9);
  exit if fork; close STDOUT; close STDERR; accept(C, S); sleep 9999'
)";

}  // namespace

Group curl_group() {
  return {
      "curl",
      {
          {"-m gives up on a silent server",
           k_silent_server + "curl -s -m 2 http://localhost:8080/; echo $?", seconds(2), "28\n"},
          {"--retry tries again after each delay",
           "curl -s --retry 5 --retry-delay 3 --retry-connrefused http://localhost:8080/; echo $?",
           seconds(15), "7\n"},
      }};
}

}  // namespace greenroom::real
