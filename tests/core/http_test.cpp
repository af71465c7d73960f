// Header fields keep their order and spelling; their names compare without case.
#include "sim/core/http.h"

#include <catch2/catch.hpp>

using namespace greenroom;

namespace {

HttpHeaders some_headers() {
  return {{"Host", "lab-app"}, {"X-Forwarded-For", "10.0.0.1"}, {"x-forwarded-for", "10.0.0.2"}};
}

}  // namespace

TEST_CASE("a header is found whatever its case, the first of several, and nothing is empty") {
  CHECK(find_header(some_headers(), "host") == "lab-app");
  CHECK(find_header(some_headers(), "X-FORWARDED-FOR") == "10.0.0.1");
  CHECK(find_header(some_headers(), "Hos").empty());
  CHECK(find_header(some_headers(), "Hosts").empty());
  CHECK(find_header({}, "Host").empty());
}

TEST_CASE("letters compare without case, other characters do not") {
  CHECK(find_header({{"a@b", "1"}}, "A@B") == "1");
  CHECK(find_header({{"a@b", "1"}}, "a`b").empty());
  CHECK(find_header({{"a[b", "1"}}, "a{b").empty());
}

TEST_CASE("removing a header removes all of that name and keeps the order of the others") {
  HttpHeaders headers = some_headers();
  headers.emplace_back("Accept", "*/*");
  remove_header(headers, "X-Forwarded-For");
  CHECK(headers == HttpHeaders{{"Host", "lab-app"}, {"Accept", "*/*"}});
  remove_header(headers, "Absent");
  CHECK(headers.size() == 2);
}

TEST_CASE("setting a header leaves exactly one, with the new spelling") {
  HttpHeaders headers = some_headers();
  set_header(headers, "X-forwarded-for", "10.0.0.3");
  CHECK(headers == HttpHeaders{{"Host", "lab-app"}, {"X-forwarded-for", "10.0.0.3"}});
}
