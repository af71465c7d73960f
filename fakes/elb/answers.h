// What the load balancer answers by itself: error pages, redirects, fixed responses. Pure
// (reference alb-ec2-asg 1.4, 1.13).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fakes/elb/rule_types.h"
#include "fakes/elb/rules.h"
#include "sim/core/http.h"

namespace greenroom::elb {

// Everything the load balancer may answer with, and why; a table in answers.cpp.
struct OwnStatus {
  int status = 0;
  const char* reason = "";   // of the status line: "Bad Gateway"
  const char* trigger = "";  // one phrase of reference 1.13
  bool closes = false;       // the client's connection is closed afterwards
};
// nullptr for a code the load balancer never makes up itself.
[[nodiscard]] const OwnStatus* own_status(int status);

// The awselb page of that code. A code that is not in the table is a programmer's error.
[[nodiscard]] HttpResponse error_page(int status);
// 502 or 504: what the client gets when the target did not answer properly.
[[nodiscard]] int status_for(HttpEnd end);

// 0 when the request may be routed; else the code the load balancer answers with for what the
// request itself is: 400, 405, 414, 463, 501, 505.
[[nodiscard]] int refusal(const HttpRequest& request);

// What placeholders of a redirect stand for.
struct RedirectFacts {
  std::string_view protocol;  // "http" or "https"
  int port = 80;              // of the listener
  RequestFacts request;
};
// The Location; nothing when it would be longer than 8 K (reference 1.4).
[[nodiscard]] std::optional<std::string> location_of(const RedirectConfig& redirect,
                                                     const RedirectFacts& facts);
[[nodiscard]] HttpResponse redirect_to(const RedirectConfig& redirect, std::string location);
[[nodiscard]] HttpResponse fixed_response(const FixedResponseConfig& fixed);

}  // namespace greenroom::elb
