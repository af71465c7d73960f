// Signatures as AWS documents them, by the digests of OpenSSL, and what is wrong with others.
#include "fakes/wire/signature.h"

#include <catch2/catch.hpp>

#include "fakes/wire/signature_check.h"
#include "fakes/wire/signature_elements.h"
#include "sim/real/digests.h"

using namespace greenroom;
using namespace greenroom::wire;

namespace {

constexpr const char* k_secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
constexpr const char* k_empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
// 2013-05-24T00:00:00Z, the day of all examples of S3's documentation.
constexpr Epoch k_day_of_examples{1'369'353'600};

const real::Digests k_digests;

SignatureRules rules_of_s3(Instant now = k_start) {
  return {k_digests, SignedStyle::S3, "s3", "us-east-1", k_day_of_examples, now, true};
}

std::string authorization(const std::string& signed_headers, const std::string& signature) {
  return "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
         "SignedHeaders=" +
         signed_headers + ",Signature=" + signature;
}

// "Authenticating requests: using the Authorization header", GET of an object.
HttpRequest get_object() {
  return {"GET",
          "/test.txt",
          {{"Host", "examplebucket.s3.amazonaws.com"},
           {"Range", "bytes=0-9"},
           {"x-amz-content-sha256", k_empty},
           {"x-amz-date", "20130524T000000Z"},
           {"Authorization",
            authorization("host;range;x-amz-content-sha256;x-amz-date",
                          "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")}},
          "",
          11};
}

// "Authenticating requests: using query parameters".
HttpRequest presigned() {
  return {"GET",
          "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F"
          "20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"
          "&X-Amz-SignedHeaders=host&X-Amz-Signature="
          "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
          {{"Host", "examplebucket.s3.amazonaws.com"}},
          "",
          11};
}

std::string chunk(std::size_t size, const std::string& digits, const std::string& signature) {
  return digits + ";chunk-signature=" + signature + "\r\n" + std::string(size, 'a') + "\r\n";
}

// A PUT of 64 KiB and a KiB of 'a' in chunks; `kind` is what follows "STREAMING-AWS4-HMAC-SHA256-".
HttpRequest put_in_chunks(const std::string& kind, const std::string& signed_headers,
                          const std::string& signature) {
  return {"PUT",
          "/examplebucket/chunkObject.txt",
          {{"Host", "s3.amazonaws.com"},
           {"x-amz-date", "20130524T000000Z"},
           {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
           {"Authorization", authorization(signed_headers, signature)},
           {"x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-" + kind},
           {"Content-Encoding", "aws-chunked"},
           {"x-amz-decoded-content-length", "66560"}},
          "",
          11};
}

// "Signature calculations ... transferring payload in multiple chunks".
HttpRequest chunked() {
  HttpRequest request =
      put_in_chunks("PAYLOAD",
                    "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                    "x-amz-decoded-content-length;x-amz-storage-class",
                    "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
  request.headers.emplace_back("Content-Length", "66824");
  request.body =
      chunk(65536, "10000", "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648") +
      chunk(1024, "400", "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497") +
      chunk(0, "0", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
  return request;
}

// The same with a checksum after the last: "... including trailing headers".
HttpRequest with_trailer() {
  HttpRequest request =
      put_in_chunks("PAYLOAD-TRAILER",
                    "content-encoding;host;x-amz-content-sha256;x-amz-date;"
                    "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
                    "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
  request.headers.emplace_back("x-amz-trailer", "x-amz-checksum-crc32c");
  request.body =
      chunk(65536, "10000", "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2") +
      chunk(1024, "400", "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7") +
      "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
      "x-amz-checksum-crc32c:sOO8/Q==\r\n"
      "x-amz-trailer-signature:"
      "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
  return request;
}

std::string outcome(const SignatureRules& rules, const HttpRequest& request) {
  const auto read = read_signature(request);
  if (!read) {
    return read.failure().code;
  }
  if (!read.value()) {
    return "nobody signed";
  }
  const Status good = check_signature(rules, request, *read.value(), k_secret);
  return good ? "good" : good.failure().code;
}

std::string outcome(const HttpRequest& request) {
  return outcome(rules_of_s3(), request);
}

}  // namespace

TEST_CASE("the examples of S3's documentation are signed rightly") {
  CHECK(outcome(get_object()) == "good");
  CHECK(outcome(presigned()) == "good");
  CHECK(outcome(chunked()) == "good");
  CHECK(outcome(with_trailer()) == "good");
  HttpRequest put = get_object();
  put.method = "PUT";
  put.target = "/test$file.text";
  put.headers = {
      {"Host", "examplebucket.s3.amazonaws.com"},
      {"Date", "Fri, 24 May 2013 00:00:00 GMT"},
      {"x-amz-date", "20130524T000000Z"},
      {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
      {"x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"},
      {"Authorization",
       authorization("date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                     "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")}};
  CHECK(outcome(put) == "good");
  HttpRequest list = get_object();
  list.target = "/?prefix=J&max-keys=2";
  list.headers = {
      {"Host", "examplebucket.s3.amazonaws.com"},
      {"x-amz-date", "20130524T000000Z"},
      {"x-amz-content-sha256", k_empty},
      {"Authorization",
       authorization("host;x-amz-content-sha256;x-amz-date",
                     "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")}};
  CHECK(outcome(list) == "good");
}

TEST_CASE("a request that was changed after it was signed does not match") {
  HttpRequest request = get_object();
  SECTION("its method") {
    request.method = "DELETE";
  }
  SECTION("its path") {
    request.target = "/other.txt";
  }
  SECTION("its query") {
    request.target += "?versionId=1";
  }
  SECTION("a header that was signed") {
    set_header(request.headers, "Range", "bytes=0-99");
  }
  SECTION("its host") {
    set_header(request.headers, "Host", "other.s3.amazonaws.com");
  }
  CHECK(outcome(request) == "SignatureDoesNotMatch");
}

TEST_CASE("of a body in chunks each is verified, also the last and those that are cut out") {
  HttpRequest request = chunked();
  SECTION("a byte of the first") {
    request.body[200] = 'b';
  }
  SECTION("the second is missing") {
    const std::size_t second = request.body.find("400;chunk");
    request.body.erase(second, request.body.find("0;chunk", second + 4) - second);
  }
  SECTION("a signature is missing") {
    request.body.replace(request.body.rfind(";chunk-signature="), 17, ";x=");
  }
  SECTION("a trailer where none is signed") {
    request.body += "x-amz-acl:public-read\r\n";
  }
  SECTION("a trailer") {
    request = with_trailer();
    request.body.replace(request.body.find("sOO8/Q=="), 8, "AAAAAA==");
  }
  CHECK(outcome(request) == "SignatureDoesNotMatch");
}

TEST_CASE("S3 signs an address as it is sent, all others encode it once more") {
  const auto path_of = [](SignedStyle style) {
    const HttpRequest request{"GET", "/a%20b/%C3%BC?x=1&a=/", {}, "", 11};
    const std::string canonical = canonical_request(k_digests, style, request, Signature{});
    return canonical.substr(4, canonical.find("\n\n") - 4);
  };
  CHECK(path_of(SignedStyle::S3) == "/a%20b/%C3%BC\na=%2F&x=1");
  CHECK(path_of(SignedStyle::Other) == "/a%2520b/%25C3%25BC\na=%2F&x=1");
}

TEST_CASE("what is not signed, not of here or not of now is told apart") {
  HttpRequest request = get_object();
  SignatureRules rules = rules_of_s3();
  SECTION("15 minutes are tolerated, on either side") {
    CHECK(outcome(rules_of_s3(k_start + minutes(15)), request) == "good");
    CHECK(outcome(rules_of_s3(Instant{minutes(-15).microseconds}), request) == "good");
  }
  SECTION("but not a second more") {
    CHECK(outcome(rules_of_s3(k_start + minutes(15) + seconds(1)), request) ==
          "RequestTimeTooSkewed");
    CHECK(outcome(rules_of_s3(Instant{(minutes(-15) - seconds(1)).microseconds}), request) ==
          "RequestTimeTooSkewed");
  }
  SECTION("where time is not judged any will do") {
    rules.now = k_start + hours(1000);
    rules.judges_time = false;
    CHECK(outcome(rules, request) == "good");
    CHECK(outcome(rules, presigned()) == "good");
  }
  SECTION("a presigned address is good for as long as it says") {
    CHECK(outcome(rules_of_s3(k_start + hours(24)), presigned()) == "good");
    CHECK(outcome(rules_of_s3(k_start + hours(24) + seconds(1)), presigned()) ==
          "PresignedUrlExpired");
  }
  SECTION("and for a week at most") {
    HttpRequest longer = presigned();
    longer.target.replace(longer.target.find("86400"), 5, "604801");
    CHECK(outcome(longer) == "InvalidExpires");
  }
  SECTION("another region") {
    rules.region = "eu-west-1";
    CHECK(outcome(rules, request) == "WrongScope");
  }
  SECTION("another service") {
    rules.service = "ssm";
    CHECK(outcome(rules, request) == "WrongScope");
  }
  SECTION("a header of AWS's that was not signed") {
    request.headers.emplace_back("x-amz-meta-late", "1");
    CHECK(outcome(request) == "HeadersNotSigned");
  }
  SECTION("no digest of the body") {
    remove_header(request.headers, "x-amz-content-sha256");
    CHECK(outcome(request) == "MissingContentHash");
  }
}

namespace {

std::string element(const std::string& name, const std::string& code, const SignatureRules& rules,
                    const HttpRequest& request) {
  for (const auto& [each, text] :
       elements_of_refused_signature(rules, request, *read_signature(request).value(), code)) {
    if (each == name) {
      return text;
    }
  }
  return "none";
}

}  // namespace

TEST_CASE("S3 tells what was to be signed, as its documentation has it") {
  const auto told = [](const std::string& name) {
    return element(name, "SignatureDoesNotMatch", rules_of_s3(), get_object());
  };
  CHECK(told("AWSAccessKeyId") == "AKIAIOSFODNN7EXAMPLE");
  CHECK(told("StringToSign") ==
        "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n"
        "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972");
  CHECK(told("StringToSignBytes").rfind("41 57 53 34 2d ", 0) == 0);
  CHECK(told("SignatureProvided").rfind("f0e8bdb8", 0) == 0);
  CHECK(told("CanonicalRequest").rfind("GET\n/test.txt\n\nhost:examplebucket", 0) == 0);
  CHECK(told("CanonicalRequestBytes").rfind("47 45 54 0a 2f ", 0) == 0);
}

TEST_CASE("S3 tells whose clock is wrong, until when an address was good, and which region it is") {
  const SignatureRules later = rules_of_s3(k_start + hours(48));
  CHECK(element("ServerTime", "RequestTimeTooSkewed", later, get_object()) ==
        "2013-05-26T00:00:00Z");
  CHECK(element("RequestTime", "RequestTimeTooSkewed", later, get_object()) == "20130524T000000Z");
  CHECK(element("MaxAllowedSkewMilliseconds", "RequestTimeTooSkewed", later, get_object()) ==
        "900000");
  CHECK(element("X-Amz-Expires", "PresignedUrlExpired", later, presigned()) == "86400");
  CHECK(element("Expires", "PresignedUrlExpired", later, presigned()) == "2013-05-25T00:00:00Z");
  CHECK(element("ServerTime", "PresignedUrlExpired", later, presigned()) == "2013-05-26T00:00:00Z");
  SignatureRules elsewhere = rules_of_s3();
  elsewhere.region = "eu-west-1";
  CHECK(element("Region", "WrongScope", elsewhere, get_object()) == "eu-west-1");
  CHECK(element("AWSAccessKeyId", "UnknownKey", elsewhere, get_object()) == "AKIAIOSFODNN7EXAMPLE");
  CHECK(element("Region", "AccessDenied", elsewhere, get_object()) == "none");
}

TEST_CASE("a signature that cannot be read says what is missing") {
  HttpRequest request = get_object();
  const auto with = [&](const std::string& value) {
    set_header(request.headers, "Authorization", value);
    const auto read = read_signature(request);
    return read ? "" : read.failure().message;
  };
  CHECK(with("Bearer abc") == "Unsupported AWS 'algorithm': 'Bearer'");
  CHECK(with("AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws4_request")
            .find("Authorization header requires 'Signature' parameter.") == 0);
  CHECK(with("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=0")
            .find("the Credential is mal-formed") != std::string::npos);
  CHECK(with("AWS4-HMAC-SHA256 Credential=a/20130525/us-east-1/s3/aws4_request, "
             "SignedHeaders=host, Signature=0")
            .find("the Credential's date is not that of X-Amz-Date") != std::string::npos);
  remove_header(request.headers, "x-amz-date");
  CHECK(with(authorization("host", "0")).find("X-Amz-Date must be there") != std::string::npos);
}

TEST_CASE("a presigned address of Version 2 is verified, and expires") {
  // "Signing and authenticating REST requests": the example of query string authentication.
  HttpRequest request{"GET",
                      "/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&"
                      "Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620",
                      {{"Host", "johnsmith.s3.amazonaws.com"}},
                      "",
                      11};
  SignatureRules rules = rules_of_s3();
  rules.epoch = {1'175'139'620};
  SECTION("as AWS's documentation signs it") {
    CHECK(outcome(rules, request) == "good");
  }
  SECTION("for another object") {
    request.target.replace(8, 5, "kitty");
    CHECK(outcome(rules, request) == "SignatureDoesNotMatch");
  }
  SECTION("a second later") {
    rules.now = k_start + seconds(1);
    CHECK(outcome(rules, request) == "PresignedUrlExpired");
  }
  SECTION("of another service") {
    rules.style = SignedStyle::Other;
    CHECK(outcome(rules, request) == "WrongScope");
  }
}
