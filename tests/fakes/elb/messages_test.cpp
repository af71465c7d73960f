// Messages: headers on their way, and what the load balancer answers itself (reference alb-ec2-asg
// 1.4, 1.11 to 1.13).
#include <catch2/catch.hpp>

#include "fakes/elb/answers.h"
#include "fakes/elb/forwarding.h"

using namespace greenroom;
using namespace greenroom::elb;

namespace {

ForwardingFacts facts() {
  ForwardingFacts made;
  made.client_ip = "203.0.113.10";
  made.client_port = 40000;
  made.unix_seconds = 255;
  made.trace_id_hex = "abc";
  made.dns_name = "alb.example.com";
  return made;
}

HttpRequest request(HttpHeaders headers = {}, const std::string& target = "/") {
  HttpRequest made;
  made.target = target;
  made.headers = std::move(headers);
  return made;
}

HttpRequest forwarded(HttpRequest one, const ForwardingFacts& how) {
  make_forwarded(one, how);
  return one;
}

std::string sent(const HttpHeaders& headers, const char* name, const ForwardingFacts& how) {
  return std::string(find_header(forwarded(request(headers), how).headers, name));
}

HttpRequest with_host(HttpHeaders headers = {}) {
  headers.emplace_back("Host", "example.com");
  return request(std::move(headers));
}

}  // namespace

TEST_CASE("the target learns who asked, and nothing that is hop by hop") {
  const HttpRequest got = forwarded(request({{"Connection", "keep-alive"},
                                             {"Keep-Alive", "5"},
                                             {"TE", "trailers"},
                                             {"Upgrade", "h2c"},
                                             {"Expect", "100-continue"},
                                             {"Accept", "*/*"}}),
                                    facts());
  for (const char* gone : {"Connection", "Keep-Alive", "TE", "Upgrade", "Expect"}) {
    CHECK(find_header(got.headers, gone).empty());
  }
  CHECK(find_header(got.headers, "Accept") == "*/*");
  CHECK(find_header(got.headers, "X-Forwarded-For") == "203.0.113.10");
  CHECK(find_header(got.headers, "X-Forwarded-Proto") == "http");
  CHECK(find_header(got.headers, "X-Forwarded-Port") == "80");
  CHECK(find_header(got.headers, "X-Forwarded-Host").empty());
}

TEST_CASE("X-Forwarded-For: append, preserve, remove, and with the client's port") {
  struct Case {
    ForwardedForMode mode;
    bool port;
    const char* before;
    const char* after;
  };
  const Case one = GENERATE(values<Case>({
      {ForwardedForMode::append, false, "", "203.0.113.10"},
      {ForwardedForMode::append, false, "198.51.100.7", "198.51.100.7, 203.0.113.10"},
      {ForwardedForMode::append, true, "", "203.0.113.10:40000"},
      {ForwardedForMode::preserve, false, "198.51.100.7", "198.51.100.7"},
      {ForwardedForMode::preserve, false, "", ""},
      {ForwardedForMode::remove, false, "198.51.100.7", ""},
  }));
  ForwardingFacts how = facts();
  how.settings.forwarded_for = one.mode;
  how.settings.forwarded_for_client_port = one.port;
  CHECK(forwarded_for(one.before, how) == one.after);
  how.client_ip = "2001:db8::1";
  how.settings.forwarded_for = ForwardedForMode::append;
  how.settings.forwarded_for_client_port = true;
  CHECK(forwarded_for("", how) == "[2001:db8::1]:40000");
}

TEST_CASE("X-Amzn-Trace-Id: a new Root, or Self in front of one that came") {
  CHECK(sent({}, "X-Amzn-Trace-Id", facts()) == "Root=1-000000ff-abc");
  CHECK(sent({{"X-Amzn-Trace-Id", "Root=1-2-3;CalledFrom=app"}}, "X-Amzn-Trace-Id", facts()) ==
        "Self=1-000000ff-abc;Root=1-2-3;CalledFrom=app");
  CHECK(sent({{"X-Amzn-Trace-Id", "Self=1-9-9;Root=1-2-3"}}, "X-Amzn-Trace-Id", facts()) ==
        "Self=1-000000ff-abc;Root=1-2-3");
  CHECK(sent({{"X-Amzn-Trace-Id", "Root=1-2-3"}, {"X-Big", std::string(8000, 'x')}},
             "X-Amzn-Trace-Id", facts()) == "Root=1-000000ff-abc");
}

TEST_CASE("Host: lower case, port stripped on 80 and 443 and added elsewhere, kept when asked") {
  CHECK(forwarded_host("Example.COM:8080", 80, false) == "example.com");
  CHECK(forwarded_host("example.com", 443, false) == "example.com");
  CHECK(forwarded_host("example.com", 8080, false) == "example.com:8080");
  CHECK(forwarded_host("example.com:9", 8080, false) == "example.com:9");
  CHECK(forwarded_host("Example.COM:8080", 80, true) == "Example.COM:8080");
  CHECK(sent({}, "Host", facts()) == "alb.example.com");  // HTTP/1.0 without one
  const HttpRequest absolute =
      forwarded(request({{"Host", "other.org"}}, "http://example.com/a"), facts());
  CHECK(find_header(absolute.headers, "Host") == "example.com");
}

TEST_CASE("invalid header names are dropped only when asked") {
  ForwardingFacts how = facts();
  CHECK(sent({{"X_Under", "1"}}, "X_Under", how) == "1");
  how.settings.drop_invalid_header_fields = true;
  CHECK(sent({{"X_Under", "1"}}, "X_Under", how).empty());
  CHECK(sent({{"X-Fine", "1"}}, "X-Fine", how) == "1");
}

TEST_CASE("requests that are refused for what they are") {
  struct Case {
    const char* what;
    HttpRequest request;
    int status;
  };
  std::vector<Case> cases = {
      {"plain", with_host(), 0},
      {"no Host", request(), 400},
      {"HTTP/1.0 without Host", request(), 0},
      {"TRACE", with_host(), 405},
      {"gzip transfer", with_host({{"Transfer-Encoding", "gzip"}}), 501},
      {"chunked", with_host({{"Transfer-Encoding", "chunked"}}), 0},
      {"30 addresses", with_host({{"X-Forwarded-For", ""}}), 0},
      {"31 addresses", with_host({{"X-Forwarded-For", ""}}), 463},
      {"long URL", with_host(), 414},
      {"a header over 16 K", with_host({{"X", std::string(17000, 'x')}}), 400},
      {"HTTP/2.0", with_host(), 505}};
  cases[2].request.version = 10;
  cases[3].request.method = "TRACE";
  for (int i = 0; i < 30; ++i) {
    cases[6].request.headers[0].second += i == 0 ? "192.0.2.1" : ",192.0.2.1";
    cases[7].request.headers[0].second += "192.0.2.1,";
  }
  cases[8].request.target = "/" + std::string(17000, 'x');
  cases[10].request.version = 20;
  for (const Case& one : cases) {
    CAPTURE(one.what);
    CHECK(refusal(one.request) == one.status);
  }
}

TEST_CASE("a refused connection is 502, a silent target 504") {
  CHECK(status_for(HttpEnd::Refused) == 502);
  CHECK(status_for(HttpEnd::ClosedEarly) == 502);
  CHECK(status_for(HttpEnd::Malformed) == 502);
  CHECK(status_for(HttpEnd::Unreachable) == 504);
  CHECK(status_for(HttpEnd::DeadlineReached) == 504);
}

TEST_CASE("error pages look like awselb's; only a malformed request closes the connection") {
  struct Case {
    int status;
    const char* title;
    bool closes;
  };
  const Case one = GENERATE(values<Case>({{400, "400 Bad Request", true},
                                          {502, "502 Bad Gateway", false},
                                          {503, "503 Service Temporarily Unavailable", false},
                                          {504, "504 Gateway Time-out", false}}));
  const HttpResponse page = error_page(one.status);
  CHECK(page.status == one.status);
  CHECK(find_header(page.headers, "Server") == "awselb/2.0");
  CHECK(find_header(page.headers, "Content-Type") == "text/html");
  CHECK(page.body == "<html>\r\n<head><title>" + std::string(one.title) +
                         "</title></head>\r\n<body>\r\n<center><h1>" + one.title +
                         "</h1></center>\r\n</body>\r\n</html>\r\n");
  CHECK((find_header(page.headers, "Connection") == "close") == one.closes);
  CHECK(own_status(404) == nullptr);
}

TEST_CASE("the 504 page has the 148 bytes of public captures without bgcolor") {
  // <html>..504 Gateway Time-out..: a capture of the same skeleton has Content-Length 148 with the
  // old bgcolor="white"; ours is without it.
  CHECK(error_page(504).body.size() + std::string(" bgcolor=\"white\"").size() == 148);
}

TEST_CASE("a redirect fills its placeholders; #{path} has no leading slash") {
  const HttpRequest asked = request({{"Host", "example.com:80"}}, "/a/b?c=d");
  const RedirectFacts known{"http", 80, facts_of(asked, "203.0.113.10")};
  RedirectConfig to_https;
  to_https.Protocol = "HTTPS";
  to_https.Port = "443";
  to_https.StatusCode = "HTTP_301";
  CHECK(location_of(to_https, known) == "https://example.com:443/a/b?c=d");
  RedirectConfig moved;
  moved.Host = "www.#{host}";
  moved.Path = "/new/#{path}";
  moved.Query = "from=#{port}";
  CHECK(location_of(moved, known) == "http://www.example.com:80/new/a/b?from=80");
  const HttpResponse answer = redirect_to(to_https, "https://example.com:443/");
  CHECK(answer.status == 301);
  CHECK(find_header(answer.headers, "Location") == "https://example.com:443/");
  RedirectConfig endless;
  endless.Path = "/" + std::string(9000, 'x');
  CHECK_FALSE(location_of(endless, known));
}

TEST_CASE("a fixed response has its code, type and body") {
  const HttpResponse answer = fixed_response({"503", "application/json", "{}"});
  CHECK(answer.status == 503);
  CHECK(find_header(answer.headers, "Content-Type") == "application/json");
  CHECK(answer.body == "{}");
}
