// The other ways to say the same: virtual hosts, presigned URLs, forms.
#include <algorithm>
#include <catch2/catch.hpp>

#include "fakes/wire/values.h"
#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct Form {
  std::string body;
  Form& field(const std::string& name, const std::string& value) {
    body +=
        "--XX\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    return *this;
  }
  std::string file(const std::string& bytes) {
    return body +
           "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.txt\"\r\n" +
           "Content-Type: text/plain\r\n\r\n" + bytes + "\r\n--XX--\r\n";
  }
};

const HttpHeaders k_form = {{"Content-Type", "multipart/form-data; boundary=XX"}};

std::string policy(const std::string& conditions,
                   const std::string& expiration = "2026-01-01T01:00:00Z") {
  return wire::base64("{\"expiration\": \"" + expiration + "\", \"conditions\": [" + conditions +
                      "]}");
}

}  // namespace

TEST_CASE("a bucket can be in the name of the host") {
  S3Lab lab;
  lab.must("PUT", "/", "", {{"Host", "my.lab.s3.us-east-1.amazonaws.com"}});
  CHECK(lab.s3.state().find("my.lab") != nullptr);
  lab.must("PUT", "/my.lab/k", "path", {{"Host", "127.0.0.1:4566"}});
  lab.must("PUT", "/dir/k?x-id=PutObject", "virtual", {{"Host", "my.lab.localhost:4566"}});
  CHECK(lab.must("GET", "/k", "", {{"Host", "my.lab.127.0.0.1:4566"}}).body == "path");
  CHECK(lab.must("GET", "/my.lab/dir/k", "", {{"Host", "s3.amazonaws.com"}}).body == "virtual");
  CHECK(says(lab.must("GET", "/?list-type=2", "", {{"Host", "my.lab.s3.amazonaws.com"}}),
             "<Key>dir/k</Key>"));
  CHECK(says(lab.must("GET", "/", "", {{"Host", "s3.localhost:4566"}}), "<Name>my.lab</Name>"));
}

TEST_CASE("a presigned URL is what it signs, and headers may be in it") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const std::string signature =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=K%2F20260101%2Fus-east-1%2Fs3%2F"
      "aws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host"
      "&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&X-Amz-Signature=abc";
  lab.must("PUT", "/lab/k?" + signature + "&x-amz-meta-owner=me&x-amz-storage-class=STANDARD_IA",
           "x");
  const HttpResponse got = lab.must("GET", "/lab/k?" + signature + "&x-id=GetObject");
  CHECK(got.body == "x");
  CHECK(header(got, "x-amz-meta-owner") == "me");
  CHECK(header(got, "x-amz-storage-class") == "STANDARD_IA");
  CHECK(refusal(lab.ask("PUT", "/lab/k?" + signature + "&x-amz-checksum-crc32=AAAAAA%3D%3D",
                        "y")) == "400 BadDigest");
}

TEST_CASE("what a presigned URL or a form says begins no header of its own") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const auto lines = [](const HttpResponse& response) {
    std::string all;
    for (const auto& [name, value] : response.headers) {
      all += name + value;
    }
    return std::count(all.begin(), all.end(), '\n') + std::count(all.begin(), all.end(), '\r');
  };
  lab.must("PUT", "/lab/k?x-amz-meta-a%0d%0aEvil%3a=b&x-amz-meta-b=c%0d%0ad", "x");
  const HttpResponse got = lab.must("GET", "/lab/k");
  CHECK(header(got, "x-amz-meta-b") == "c  d");
  CHECK(lines(got) == 0);
  const HttpResponse sent_on =
      lab.must("POST", "/lab",
               Form()
                   .field("key", "k")
                   .field("Content-Type", "a\r\nEvil: b")
                   .field("success_action_redirect", "http://site/\r\nEvil: b")
                   .file("x"),
               k_form);
  CHECK(sent_on.status == 204);  // as if there were no redirection
  CHECK(lines(sent_on) == 0);
  CHECK(header(lab.must("GET", "/lab/k"), "Content-Type") == "a  Evil: b");
  CHECK(refusal(lab.ask("POST", "/lab",
                        Form().field("key", "k").field("x-amz-meta-a b", "v").file("x"), k_form)) ==
        "400 InvalidArgument");
}

TEST_CASE("a form stores its file under its key") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const std::string bytes = "a\r\n--X\r\nb";
  const HttpResponse stored = lab.must("POST", "/lab",
                                       Form()
                                           .field("key", "up/${filename}")
                                           .field("Content-Type", "text/html")
                                           .field("x-amz-meta-k", "v")
                                           .file(bytes),
                                       k_form);
  CHECK(stored.status == 204);
  const HttpResponse got = lab.must("GET", "/lab/up/a%20b.txt");
  CHECK(got.body == bytes);
  CHECK(header(got, "Content-Type") == "text/html");
  CHECK(header(got, "x-amz-meta-k") == "v");
  const HttpResponse created =
      lab.must("POST", "/lab",
               Form().field("key", "k").field("success_action_status", "201").file(""), k_form);
  CHECK(created.status == 201);
  CHECK(says(created, "<Bucket>lab</Bucket><Key>k</Key><ETag>&quot;"));
  const HttpResponse sent_on =
      lab.ask("POST", "/lab",
              Form().field("key", "k").field("success_action_redirect", "http://site/ok").file("x"),
              k_form);
  CHECK(sent_on.status == 303);
  CHECK(header(sent_on, "Location").rfind("http://site/ok?bucket=lab&key=k&etag=%22", 0) == 0);
  CHECK(refusal(lab.ask("POST", "/lab", Form().file("x"), k_form)) == "400 InvalidArgument");
  CHECK(refusal(lab.ask("POST", "/lab", "--XX\r\nno", k_form)) == "400 MalformedPOSTRequest");
  CHECK(refusal(lab.ask("POST", "/lab", "--XX\r\n\r\nv\r\n" + Form().field("key", "k").file("x"),
                        k_form)) == "400 MalformedPOSTRequest");  // a part without headers
  CHECK(lab.must("POST", "/lab", Form().field("key", "k").file("x"),
                 {{"Content-Type", "multipart/form-data;boundary=XX"}})
            .status == 204);
  CHECK(refusal(lab.ask("POST", "/lab",
                        Form().field("key", "k").field("tagging", "<Tagging/>").file("x"),
                        k_form)) == "501 NotImplemented");
  CHECK(refusal(lab.ask(
            "POST", "/lab",
            Form().field("key", "k").field("x-amz-object-lock-mode", "COMPLIANCE").file("x"),
            k_form)) == "501 NotImplemented");
  CHECK(refusal(lab.ask("POST", "/none", Form().field("key", "k").file("x"), k_form)) ==
        "404 NoSuchBucket");
}

TEST_CASE("a form's policy says what it may store, and until when") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const auto post = [&](const std::string& its_policy, const std::string& key) {
    return refusal(lab.ask("POST", "/lab",
                           Form()
                               .field("key", key)
                               .field("policy", its_policy)
                               .field("x-amz-signature", "abc")
                               .file("12345"),
                           k_form));
  };
  const std::string conditions =
      R"({"bucket": "lab"}, ["starts-with", "$key", "up/"], ["content-length-range", 1, 5])";
  CHECK(post(policy(conditions), "up/k") == "204 ");
  CHECK(post(policy(conditions), "down/k") == "403 AccessDenied");
  CHECK(post(policy(conditions, "2026-01-01T00:00:00Z"), "up/k") == "403 AccessDenied");
  CHECK(post(policy(R"({"bucket": "other"}, {"key": "k"})"), "k") == "403 AccessDenied");
  CHECK(post(policy(R"({"bucket": "lab"})"), "k") == "403 AccessDenied");  // no word of the key
  CHECK(post(policy(R"({"key": "k"}, ["content-length-range", 1, 4])"), "k") ==
        "400 EntityTooLarge");
  CHECK(post(policy(R"({"key": "k"}, ["content-length-range", "6", "9"])"), "k") ==
        "400 EntityTooSmall");
  CHECK(post("e30=", "k") == "400 InvalidPolicyDocument");
  CHECK(post("!", "k") == "400 InvalidPolicyDocument");
}
