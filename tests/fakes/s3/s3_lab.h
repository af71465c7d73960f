// S3 behind its protocol, for tests that talk to it as its clients do.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "fakes/s3/wire.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

// Digests of the right sizes that differ when the bytes do; the real ones need a crypto library.
class ToyDigests final : public s3::Digests {
 public:
  [[nodiscard]] std::string md5_hex(std::string_view bytes) const override {
    return hex(bytes, 32);
  }
  [[nodiscard]] std::string sha1_hex(std::string_view bytes) const override {
    return hex(bytes, 40);
  }
  [[nodiscard]] std::string sha256_hex(std::string_view bytes) const override {
    return hex(bytes, 64);
  }

 private:
  static std::string hex(std::string_view bytes, std::size_t size) {
    std::uint64_t state = 14695981039346656037u;
    for (const char c : bytes) {
      state = (state ^ static_cast<unsigned char>(c)) * 1099511628211u;
    }
    std::string digest;
    while (digest.size() < size) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      digest += "0123456789abcdef"[state >> 60];
    }
    return digest;
  }
};

class S3Lab {
 public:
  S3Lab() { endpoint.add(wire); }

  HttpResponse ask(const std::string& method, const std::string& target, std::string body = "",
                   HttpHeaders headers = {}) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    request.body = std::move(body);
    return endpoint.answer(cx, request);
  }
  // What must work.
  HttpResponse must(const std::string& method, const std::string& target, std::string body = "",
                    HttpHeaders headers = {}) {
    HttpResponse response = ask(method, target, std::move(body), std::move(headers));
    CAPTURE(method, target, response.status, response.body);
    REQUIRE(response.status / 100 == 2);
    return response;
  }

  FakeWorld world;
  Context cx = world.as("client");
  aws::Ids ids{Seed{1}};
  ToyDigests digests;
  s3::S3 s3{ids, digests};
  s3::Wire wire{s3};
  wire::Endpoint endpoint;
};

inline std::string header(const HttpResponse& response, std::string_view name) {
  return std::string(find_header(response.headers, name));
}

inline bool says(const HttpResponse& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

// What is between the first <name> and its end.
inline std::string element(const HttpResponse& response, const std::string& name) {
  const std::size_t open = response.body.find("<" + name + ">");
  if (open == std::string::npos) {
    return "";
  }
  const std::size_t begin = open + name.size() + 2;
  return response.body.substr(begin, response.body.find("</" + name + ">", begin) - begin);
}

// "404 NoSuchKey"
inline std::string refusal(const HttpResponse& response) {
  return std::to_string(response.status) + " " + element(response, "Code");
}

inline void versioned_bucket(S3Lab& lab, const std::string& name) {
  lab.must("PUT", "/" + name);
  lab.must("PUT", "/" + name + "?versioning",
           "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
           "<Status>Enabled</Status></VersioningConfiguration>");
}

}  // namespace greenroom::test
