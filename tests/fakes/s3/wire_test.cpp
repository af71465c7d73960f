// S3 as those meet it who read, in rest-xml.
#include "fakes/s3/wire.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

class NoDigests final : public s3::Digests {
 public:
  [[nodiscard]] std::string md5_hex(std::string_view) const override { return "0123abc"; }
  [[nodiscard]] std::string sha1_hex(std::string_view) const override { return "0123abc"; }
  [[nodiscard]] std::string sha256_hex(std::string_view) const override { return "0123abc"; }
};

struct ReadingLab {
  ReadingLab() {
    REQUIRE(s3.CreateBucket(cx, "lab", s3::BucketVersioningStatus::Enabled).ok());
    s3::ObjectSettings settings;
    settings.CacheControl = "no-cache";
    settings.Metadata = {{"owner", "student"}};
    REQUIRE(s3.PutObject(cx, "lab", "config/app one.json", "{\"a\": 1}", settings).ok());
    endpoint.add(wire);
  }
  HttpResponse ask(const std::string& method, const std::string& target,
                   const HttpHeaders& headers = {}) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers = headers;
    return endpoint.answer(cx, request);
  }

  FakeWorld world;
  Context cx = world.as("ec2/i-1");
  aws::Ids ids{Seed{1}};
  NoDigests digests;
  s3::S3 s3{ids, digests};
  s3::Wire wire{s3};
  wire::Endpoint endpoint;
};

constexpr const char* k_key = "/lab/config/app%20one.json";

}  // namespace

TEST_CASE("GetObject answers with the bytes, and headers that tell of them") {
  ReadingLab lab;
  const HttpResponse got = lab.ask("GET", k_key);
  CHECK(got.status == 200);
  CHECK(got.body == "{\"a\": 1}");
  CHECK(find_header(got.headers, "ETag") == "\"0123abc\"");
  CHECK(find_header(got.headers, "Last-Modified") == "Thu, 01 Jan 2026 00:00:00 GMT");
  CHECK(find_header(got.headers, "Cache-Control") == "no-cache");
  CHECK(find_header(got.headers, "x-amz-meta-owner") == "student");
  const std::string version(find_header(got.headers, "x-amz-version-id"));
  CHECK(version.size() == 32);
  CHECK(lab.ask("GET", std::string(k_key) + "?versionId=" + version).status == 200);
  CHECK(lab.ask("HEAD", k_key).body.size() == 8);  // its length is told, the bytes are left out
}

TEST_CASE("a part of an object is 206, and conditions are 412 and 304") {
  ReadingLab lab;
  const HttpResponse part = lab.ask("GET", k_key, {{"Range", "bytes=1-3"}});
  CHECK(part.status == 206);
  CHECK(part.body == "\"a\"");
  CHECK(find_header(part.headers, "Content-Range") == "bytes 1-3/8");
  CHECK(lab.ask("GET", k_key, {{"Range", "bytes=8-"}}).status == 416);
  CHECK(lab.ask("GET", k_key, {{"If-Match", "\"other\""}}).status == 412);
  CHECK(lab.ask("GET", k_key, {{"If-Match", "\"0123abc\""}}).status == 200);
  const HttpResponse unchanged = lab.ask("GET", k_key, {{"If-None-Match", "\"0123abc\""}});
  CHECK(unchanged.status == 304);
  CHECK(unchanged.body.empty());
}

TEST_CASE("lists are XML, with names encoded where the client asks for it") {
  ReadingLab lab;
  const HttpResponse listed =
      lab.ask("GET", "/lab?list-type=2&prefix=config%2F&encoding-type=url&max-keys=10");
  CHECK(listed.status == 200);
  CHECK(find_header(listed.headers, "Content-Type") == "application/xml");
  CHECK(listed.body ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        "<IsTruncated>false</IsTruncated><Contents><Key>config/app%20one.json</Key>"
        "<LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;0123abc&quot;</ETag>"
        "<Size>8</Size><StorageClass>STANDARD</StorageClass></Contents><Name>lab</Name>"
        "<Prefix>config/</Prefix><MaxKeys>10</MaxKeys><EncodingType>url</EncodingType>"
        "<KeyCount>1</KeyCount></ListBucketResult>");
  const HttpResponse rolled = lab.ask("GET", "/lab?list-type=2&delimiter=%2F");
  CHECK(rolled.body.find("<CommonPrefixes><Prefix>config/</Prefix></CommonPrefixes>") !=
        std::string::npos);
  CHECK(lab.ask("GET", "/").body.find("<Buckets><Bucket><Name>lab</Name>") != std::string::npos);
  CHECK(lab.ask("GET", "/lab?versioning").body.find("<Status>Enabled</Status>") !=
        std::string::npos);
  CHECK(lab.ask("HEAD", "/lab").status == 200);
}

TEST_CASE("what is refused has S3's code and status; what is not served is 501 and named") {
  ReadingLab lab;
  const HttpResponse missing = lab.ask("GET", "/lab/no");
  CHECK(missing.status == 404);
  CHECK(missing.body.find("<Error><Code>NoSuchKey</Code><Message>The specified key does not "
                          "exist.</Message><Key>no</Key><Resource>/lab/no</Resource>") !=
        std::string::npos);
  CHECK(lab.ask("HEAD", "/nothing").status == 404);
  CHECK(lab.ask("GET", "/nothing?list-type=2").status == 404);
  CHECK(lab.ask("GET", "/lab?list-type=2&max-keys=ten").status == 400);
  for (const std::string target :
       {"/lab?inventory", "/lab/config/app%20one.json?torrent", "/lab/%zz", "/lab?tagging=&cors"}) {
    CAPTURE(target);
    const HttpResponse refused = lab.ask("GET", target);
    CHECK(refused.status == 501);
    CHECK(refused.body.find("is not served here") != std::string::npos);
  }
}
