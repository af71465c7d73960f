// A small HTTP server for the rows, in perl, which every computer has.
#pragma once

#include <string>

namespace greenroom::real {

// A shell function: `serve PORT DELAY [STATUS]` answers each request, one at a time, after DELAY
// seconds, with "up". It becomes the shell that calls it, so call it in the background; it holds no
// output.
inline const std::string k_serve = R"(
serve() {
  exec perl -MSocket -e '
    ($port, $delay, $status) = @ARGV;
    socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
    bind(S, sockaddr_in($port, INADDR_ANY)) or exit 98;
    listen(S, 9);
    while (accept(C, S)) {
      sysread(C, $x, 9999);
      select(undef, undef, undef, $delay);
      syswrite(C, qq(HTTP/1.1 $status\r\nConnection: close\r\n\r\nup\n));
      close C;
    }' "$1" "$2" "${3:-200 OK}" > /dev/null 2>&1
}
)";

}  // namespace greenroom::real
