// What is written by hand is what Beast would write.
#include "sim/real/http_wire.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace greenroom;
using namespace greenroom::real;

TEST_CASE("the head of an answer is the one that Beast writes") {
  HttpResponse ordinary;
  ordinary.status = 200;
  ordinary.reason = "OK";
  ordinary.headers = {{"Content-Type", "text/plain"}, {"x-amz-meta-a", "1"}, {"ETag", "\"e\""}};
  ordinary.body = "some bytes";
  HttpResponse empty = ordinary;
  empty.status = 204;
  empty.reason = "";
  empty.body = "";
  for (const HttpResponse& response : {ordinary, empty}) {
    for (const unsigned version : {10u, 11u}) {
      for (const bool keep_alive : {true, false}) {
        CAPTURE(response.status, version, keep_alive);
        std::ostringstream beast;
        beast << to_wire(response, version, keep_alive, false);
        CHECK(head_of(response, version, keep_alive) + response.body == beast.str());
      }
    }
  }
}
