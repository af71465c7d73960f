// Sticky sessions: the load balancer's own cookies (reference alb-ec2-asg 1.4, 1.5). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/http.h"
#include "sim/core/random.h"
#include "sim/core/time.h"

namespace greenroom::elb {

inline constexpr const char* k_target_cookie = "AWSALB";     // lb_cookie
inline constexpr const char* k_app_cookie = "AWSALBAPP-0";   // app_cookie
inline constexpr const char* k_group_cookie = "AWSALBTG";    // of weighted target groups
inline constexpr Duration k_cookie_expires = hours(7 * 24);  // fixed, whatever the duration is

// What a cookie of the load balancer says inside.
struct Bond {
  std::string to;  // "<instance id>:<port>", or a target group's ARN
  Instant issued;
};

// The same bond and key give the same letters; who does not know the key can neither read nor make
// them. Simplified: not cryptography, and shorter than AWS's.
[[nodiscard]] std::string sealed(const Bond& bond, std::uint64_t key);
// Nothing when the value was not made with that key.
[[nodiscard]] std::optional<Bond> unsealed(std::string_view value, std::uint64_t key);
// Whether the bond still holds: the duration is enforced inside the cookie.
[[nodiscard]] bool is_fresh(const Bond& bond, Instant now, Duration duration);

// The cookie of that name in the request's Cookie fields; nothing when there is none.
[[nodiscard]] std::optional<std::string> find_cookie(const HttpHeaders& headers,
                                                     std::string_view name);
// Whether the answer sets a cookie of that name.
[[nodiscard]] bool sets_cookie(const HttpHeaders& headers, std::string_view name);
// Adds Set-Cookie with Expires (never Max-Age), and for AWSALB and AWSALBTG the CORS twin with
// SameSite=None; Secure.
void add_cookie(HttpHeaders& headers, std::string_view name, const std::string& value, Epoch epoch,
                Instant expires);

}  // namespace greenroom::elb
