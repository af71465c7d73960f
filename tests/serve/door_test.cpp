// How requests come in at the door of `greenroom serve`: in pieces, together, in chunks, or never.
#include <catch2/catch.hpp>
#include <string>

#include "tests/serve/client.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

std::string bytes(std::size_t size) {
  std::string all;
  for (std::size_t at = 0; at < size; ++at) {
    all += static_cast<char>('a' + (at / 7 + at / 1000) % 26);
  }
  return all;
}

std::string put(const std::string& key, const std::string& body) {
  return "PUT /door/" + key +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string get(const std::string& key) {
  return "GET /door/" + key + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
}

}  // namespace

TEST_CASE("bodies of every size come and go whole, and a request may follow at once") {
  const Served served;
  Client client(served.url());
  REQUIRE(client.send("PUT", "/door", ""));
  REQUIRE(client.status() == 200);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{16'000}, std::size_t{16'384},
        std::size_t{70'000}, std::size_t{1} << 20, (std::size_t{3} << 20) + 5}) {
    CAPTURE(size);
    const std::string body = bytes(size);
    REQUIRE(client.send_text(put("sized", body) + get("sized")));
    CHECK(client.status() == 200);
    CHECK(client.status() == 200);
    CHECK((client.body() == body));
  }
}

TEST_CASE("a request may come byte by byte") {
  const Served served;
  Client client(served.url());
  REQUIRE(client.send("PUT", "/door", ""));
  REQUIRE(client.status() == 200);
  for (const char c : put("slow", "slowly") + get("slow")) {
    REQUIRE(client.send_text(std::string(1, c)));
  }
  CHECK(client.status() == 200);
  CHECK(client.status() == 200);
  CHECK(client.body() == "slowly");
}

TEST_CASE("a body may come in chunks of HTTP, whose length nobody says before") {
  const Served served;
  Client client(served.url());
  REQUIRE(client.send("PUT", "/door", ""));
  REQUIRE(client.status() == 200);
  const std::string large = bytes(0x12345);
  REQUIRE(client.send_text(
      "PUT /door/chunks HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\none\r\n12345\r\n" +
      large + "\r\n0\r\n\r\n" + get("chunks")));
  CHECK(client.status() == 200);
  CHECK(client.status() == 200);
  CHECK((client.body() == "one" + large));
}
