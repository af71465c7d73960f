// The load balancer's cookies (reference alb-ec2-asg 1.4, 1.5).
#include "fakes/elb/stickiness.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::elb;

TEST_CASE("a sealed bond opens with its key, and with no other") {
  const Bond bond{"i-0123:8080", k_start + seconds(5)};
  const std::string value = sealed(bond, 7);
  CHECK(sealed(bond, 7) == value);
  CHECK(value.find("i-0123") == std::string::npos);
  const auto opened = unsealed(value, 7);
  REQUIRE(opened);
  CHECK(opened->to == "i-0123:8080");
  CHECK(opened->issued == k_start + seconds(5));
  CHECK_FALSE(unsealed(value, 8));
}

TEST_CASE("what somebody else wrote is no bond") {
  std::string changed = sealed({"i-0123:8080", k_start}, 7);
  changed.back() = changed.back() == '0' ? '1' : '0';
  CHECK_FALSE(unsealed(changed, 7));
  CHECK_FALSE(unsealed("", 7));
  CHECK_FALSE(unsealed("not hexadecimal at all", 7));
}

TEST_CASE("the duration is enforced inside the cookie") {
  const Bond bond{"i-1:80", k_start};
  CHECK(is_fresh(bond, k_start + seconds(59), seconds(60)));
  CHECK_FALSE(is_fresh(bond, k_start + seconds(60), seconds(60)));
}

TEST_CASE("cookies are found among others, in any of the Cookie fields") {
  const HttpHeaders headers = {{"Cookie", "a=1; AWSALBCORS=x"}, {"cookie", "b=2;AWSALB=y"}};
  CHECK(find_cookie(headers, "AWSALB") == "y");
  CHECK(find_cookie(headers, "AWSALBCORS") == "x");
  CHECK(find_cookie(headers, "a") == "1");
  CHECK_FALSE(find_cookie(headers, "AWSALBTG"));
}

TEST_CASE("Set-Cookie has Expires after 7 days, never Max-Age, and a twin for CORS") {
  HttpHeaders headers;
  add_cookie(headers, k_target_cookie, "v", Epoch{}, k_start + k_cookie_expires);
  REQUIRE(headers.size() == 2);
  CHECK(headers[0].second == "AWSALB=v; Expires=Thu, 08 Jan 2026 00:00:00 GMT; Path=/");
  CHECK(headers[1].second ==
        "AWSALBCORS=v; Expires=Thu, 08 Jan 2026 00:00:00 GMT; Path=/; SameSite=None; Secure");
  CHECK(sets_cookie(headers, "AWSALB"));
  CHECK_FALSE(sets_cookie(headers, "AWSALBTG"));
}
