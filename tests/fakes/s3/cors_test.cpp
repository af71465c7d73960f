// Pages of other sites that use a bucket, as browsers ask for them.
#include <catch2/catch.hpp>

#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct SharedLab : S3Lab {
  SharedLab() {
    must("PUT", "/lab");
    must("PUT", "/lab/k", "x");
  }
  void allow() {
    must("PUT", "/lab?cors",
         "<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example.com</AllowedOrigin>"
         "<AllowedMethod>PUT</AllowedMethod><AllowedMethod>POST</AllowedMethod>"
         "<AllowedHeader>x-amz-*</AllowedHeader><AllowedHeader>Content-Type</AllowedHeader>"
         "<ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>300</MaxAgeSeconds></CORSRule>"
         "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>"
         "</CORSConfiguration>");
  }
  HttpResponse preflight(const std::string& origin, const std::string& method,
                         const std::string& headers = "", const std::string& path = "/lab/k") {
    HttpHeaders all = {{"Origin", origin}, {"Access-Control-Request-Method", method}};
    if (!headers.empty()) {
      all.emplace_back("Access-Control-Request-Headers", headers);
    }
    return ask("OPTIONS", path, "", std::move(all));
  }
};

constexpr const char* k_page = "https://app.example.com";

}  // namespace

TEST_CASE("a browser is told what a page may do, by the first rule that fits") {
  SharedLab lab;
  lab.allow();
  const HttpResponse put = lab.preflight(k_page, "PUT", "content-type, X-Amz-Date");
  CHECK(put.status == 200);
  CHECK(put.body.empty());
  CHECK(header(put, "Access-Control-Allow-Origin") == k_page);
  CHECK(header(put, "Access-Control-Allow-Methods") == "PUT, POST");
  CHECK(header(put, "Access-Control-Allow-Headers") == "content-type, x-amz-date");
  CHECK(header(put, "Access-Control-Expose-Headers") == "ETag");
  CHECK(header(put, "Access-Control-Max-Age") == "300");
  CHECK(header(put, "Access-Control-Allow-Credentials") == "true");
  const HttpResponse get = lab.preflight("http://anybody", "GET");
  CHECK(get.status == 200);
  CHECK(header(get, "Access-Control-Allow-Origin") == "*");
  CHECK(header(get, "Access-Control-Allow-Credentials").empty());
  CHECK(header(get, "Access-Control-Max-Age").empty());
  CHECK(lab.preflight(k_page, "POST", "", "/lab").status == 200);  // a form goes to the bucket
}

TEST_CASE("what no rule allows is forbidden, and so is everything without rules") {
  SharedLab lab;
  const HttpResponse none = lab.preflight(k_page, "GET");
  CHECK(refusal(none) == "403 AccessForbidden");
  CHECK(says(none, "CORSResponse: CORS is not enabled for this bucket."));
  lab.allow();
  CHECK(refusal(lab.preflight("http://anybody", "PUT")) == "403 AccessForbidden");
  CHECK(refusal(lab.preflight("https://example.com.evil.org", "PUT")) == "403 AccessForbidden");
  CHECK(refusal(lab.preflight("https://.example.co", "PUT")) == "403 AccessForbidden");
  CHECK(refusal(lab.preflight(k_page, "DELETE")) == "403 AccessForbidden");
  CHECK(refusal(lab.preflight(k_page, "PUT", "x-other")) == "403 AccessForbidden");
  CHECK(refusal(lab.preflight("http://anybody", "GET", "content-type")) == "403 AccessForbidden");
  CHECK(says(lab.preflight(k_page, "DELETE"), "<Method>DELETE</Method>"));
  CHECK(refusal(lab.preflight(k_page, "GET", "", "/nowhere/k")) == "404 NoSuchBucket");
  CHECK(refusal(lab.ask("OPTIONS", "/lab/k")) == "400 BadRequest");
  CHECK(refusal(lab.ask("OPTIONS", "/lab/k", "", {{"Origin", k_page}})) == "400 BadRequest");
}

TEST_CASE("answers to pages carry what lets the browser show them, and others do not") {
  SharedLab lab;
  lab.allow();
  const HttpResponse got = lab.must("GET", "/lab/k", "", {{"Origin", "http://anybody"}});
  CHECK(header(got, "Access-Control-Allow-Origin") == "*");
  CHECK(header(lab.must("PUT", "/lab/k", "y", {{"Origin", k_page}}),
               "Access-Control-Expose-Headers") == "ETag");
  CHECK(header(lab.ask("GET", "/lab/none", "", {{"Origin", k_page}}),
               "Access-Control-Allow-Origin") == "*");
  CHECK(header(lab.must("GET", "/lab/k"), "Access-Control-Allow-Origin").empty());
  // It is done all the same: only the page does not get to see it.
  const HttpResponse deleted = lab.must("DELETE", "/lab/k", "", {{"Origin", k_page}});
  CHECK(header(deleted, "Access-Control-Allow-Origin").empty());
}

TEST_CASE("rules that cannot be meant are refused") {
  SharedLab lab;
  const auto put = [&lab](const std::string& origin, const std::string& method) {
    return lab.ask("PUT", "/lab?cors",
                   "<CORSConfiguration><CORSRule><AllowedOrigin>" + origin +
                       "</AllowedOrigin><AllowedMethod>" + method +
                       "</AllowedMethod></CORSRule></CORSConfiguration>");
  };
  const HttpResponse method = put("*", "PATCH");
  CHECK(refusal(method) == "400 InvalidRequest");
  CHECK(says(method, "Unsupported method is PATCH"));
  CHECK(refusal(put("http://*.example.*", "GET")) == "400 InvalidRequest");
  CHECK(refusal(lab.ask("GET", "/lab?cors")) == "404 NoSuchCORSConfiguration");
}

TEST_CASE("a browser may also ask at the bucket's own host") {
  SharedLab lab;
  lab.allow();
  const HttpResponse response = lab.ask("OPTIONS", "/k", "",
                                        {{"Host", "lab.localhost:4566"},
                                         {"Origin", k_page},
                                         {"Access-Control-Request-Method", "PUT"}});
  CHECK(response.status == 200);
}
