// What the load balancer does to messages: headers it adds, answers it gives itself. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "fakes/elb/types.h"
#include "sim/core/http.h"
#include "sim/core/time.h"

namespace greenroom::elb {

struct ForwardingFacts {
  std::string client_ip;
  int listener_port = 80;
  std::int64_t unix_seconds = 0;
  std::string trace_id_hex;  // 24 hex digits
};

// The request as the target gets it: hop-by-hop headers gone, X-Forwarded-For appended,
// X-Forwarded-Proto and -Port set, X-Amzn-Trace-Id made or extended (reference 1.11, 1.12).
[[nodiscard]] HttpRequest forwarded(HttpRequest request, const ForwardingFacts& facts);
// The answer as the client gets it: hop-by-hop headers gone.
[[nodiscard]] HttpResponse returned(HttpResponse response);
// The awselb error page of a status code (reference 1.13).
[[nodiscard]] HttpResponse error_page(int status);
// 502, 504: what the client gets when the target did not answer properly.
[[nodiscard]] int status_for(HttpEnd end);
// 0 when the request may be forwarded; else the code the load balancer answers with (400, 405, 463,
// 501), for the reasons of reference 1.13.
[[nodiscard]] int refusal(const HttpRequest& request);

}  // namespace greenroom::elb
