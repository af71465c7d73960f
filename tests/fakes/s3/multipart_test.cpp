// Uploads in parts.
#include <catch2/catch.hpp>

#include "fakes/s3/checksums.h"
#include "fakes/s3/limits.h"
#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::s3;
using namespace greenroom::test;

namespace {

struct Upload {
  Upload(S3Lab& the_lab, const std::string& key, const HttpHeaders& headers = {})
      : lab(the_lab), target("/lab/" + key) {
    id = element(lab.must("POST", target + "?uploads", "", headers), "UploadId");
    REQUIRE(id.size() == 64);
  }
  [[nodiscard]] std::string part(int number) const {
    return target + "?partNumber=" + std::to_string(number) + "&uploadId=" + id;
  }
  std::string put(int number, const std::string& body, const HttpHeaders& headers = {}) {
    return header(lab.must("PUT", part(number), body, headers), "ETag");
  }
  HttpResponse complete(const std::vector<std::pair<int, std::string>>& parts,
                        const HttpHeaders& headers = {}) {
    std::string body = "<CompleteMultipartUpload>";
    for (const auto& [number, e_tag] : parts) {
      body += "<Part><ETag>" + e_tag + "</ETag><PartNumber>" + std::to_string(number) +
              "</PartNumber></Part>";
    }
    return lab.ask("POST", target + "?uploadId=" + id, body + "</CompleteMultipartUpload>",
                   headers);
  }

  S3Lab& lab;
  std::string target;
  std::string id;
};

const std::string k_big(k_part_bytes_min, 'b');

}  // namespace

TEST_CASE("parts become one object whose ETag is that of their digests") {
  S3Lab lab;
  versioned_bucket(lab, "lab");
  Upload upload(lab, "big", {{"Content-Type", "text/plain"}, {"x-amz-meta-k", "v"}});
  const std::string first = upload.put(1, k_big);
  upload.put(3, "replaced");
  const std::string last = upload.put(3, "end");
  CHECK(lab.ask("GET", "/lab/big").status == 404);
  const HttpResponse parts = lab.must("GET", upload.target + "?uploadId=" + upload.id);
  CHECK(says(parts, "<PartNumber>1</PartNumber>"));
  CHECK(says(parts, "<Size>3</Size>"));
  const HttpResponse page =
      lab.must("GET", upload.target + "?uploadId=" + upload.id + "&max-parts=1");
  CHECK(element(page, "NextPartNumberMarker") == "1");
  CHECK(element(page, "IsTruncated") == "true");
  CHECK(refusal(lab.ask("GET", upload.target + "?uploadId=" + upload.id + "&max-parts=-1")) ==
        "400 InvalidArgument");
  const HttpResponse none =
      lab.must("GET", upload.target + "?uploadId=" + upload.id + "&max-parts=0");
  CHECK(element(none, "IsTruncated") == "false");  // or a client would ask for ever
  CHECK_FALSE(says(none, "<Part>"));
  CHECK(says(lab.must("GET", "/lab?uploads"), "<UploadId>" + upload.id + "</UploadId>"));

  const HttpResponse done = upload.complete({{1, first}, {3, last}});
  REQUIRE(done.status == 200);
  const std::string both =
      bytes_of_hex(lab.digests.md5_hex(k_big)) + bytes_of_hex(lab.digests.md5_hex("end"));
  CHECK(element(done, "ETag") == "&quot;" + lab.digests.md5_hex(both) + "-2&quot;");
  CHECK(header(done, "x-amz-version-id").size() == 32);
  CHECK(element(done, "ChecksumType") == "FULL_OBJECT");
  const HttpResponse got = lab.must("GET", "/lab/big");
  CHECK(got.body == k_big + "end");
  CHECK(header(got, "Content-Type") == "text/plain");
  CHECK(header(got, "x-amz-meta-k") == "v");
  const HttpResponse second = lab.must("GET", "/lab/big?partNumber=2");
  CHECK(second.status == 206);
  CHECK(second.body == "end");
  CHECK(header(second, "x-amz-mp-parts-count") == "2");
  CHECK(lab.ask("GET", "/lab/big?partNumber=3").status == 416);
  CHECK(refusal(upload.complete({{1, first}})) == "404 NoSuchUpload");
  CHECK_FALSE(says(lab.must("GET", "/lab?uploads"), upload.id));
  const auto traced = lab.world.told("s3.object_created", {"key", "bucket"});
  CHECK(traced == Lines{"big lab"});
}

TEST_CASE("parts that do not fit together stay parts") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  Upload upload(lab, "k");
  const std::string small = upload.put(1, "small");
  const std::string other = upload.put(2, "other");
  CHECK(refusal(upload.complete({{1, small}, {2, other}})) == "400 EntityTooSmall");
  CHECK(refusal(upload.complete({{2, other}, {1, small}})) == "400 InvalidPartOrder");
  CHECK(refusal(upload.complete({{1, small}, {1, small}})) == "400 InvalidPartOrder");
  CHECK(refusal(upload.complete({{1, other}})) == "400 InvalidPart");
  CHECK(refusal(upload.complete({{1, small}, {4, other}})) == "400 InvalidPart");
  CHECK(refusal(upload.complete({})) == "400 MalformedXML");
  CHECK(refusal(upload.complete({{1, small}}, {{"x-amz-mp-object-size", "6"}})) ==
        "400 InvalidRequest");
  CHECK(refusal(lab.ask("PUT", upload.part(0), "x")) == "400 InvalidArgument");
  CHECK(refusal(lab.ask("PUT", upload.part(10001), "x")) == "400 InvalidArgument");
  CHECK(refusal(lab.ask("PUT", "/lab/other?partNumber=1&uploadId=" + upload.id, "x")) ==
        "404 NoSuchUpload");
  lab.must("PUT", "/lab/k", "there");
  CHECK(upload.complete({{1, small}}, {{"If-None-Match", "*"}}).status == 412);
  CHECK(lab.must("DELETE", upload.target + "?uploadId=" + upload.id).status == 204);
  CHECK(refusal(upload.complete({{1, small}})) == "404 NoSuchUpload");
  CHECK(refusal(lab.ask("DELETE", upload.target + "?uploadId=" + upload.id)) == "404 NoSuchUpload");
  CHECK(lab.must("GET", "/lab/k").body == "there");
}

TEST_CASE("checksums of parts are joined, or the whole has its own") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const auto of = [&](ChecksumAlgorithm algorithm, const std::string& bytes) {
    return checksum_value(algorithm, bytes, lab.digests);
  };
  Upload composite(lab, "c", {{"x-amz-checksum-algorithm", "SHA256"}});
  const std::string a = composite.put(1, k_big);  // computed, when it does not come along
  const std::string b =
      composite.put(2, "end", {{"x-amz-checksum-sha256", of(ChecksumAlgorithm::SHA256, "end")}});
  CHECK(refusal(lab.ask("PUT", composite.part(2), "end",
                        {{"x-amz-checksum-crc32", of(ChecksumAlgorithm::CRC32, "end")}})) ==
        "400 InvalidRequest");
  const std::string joined = composite_value(
      ChecksumAlgorithm::SHA256,
      {of(ChecksumAlgorithm::SHA256, k_big), of(ChecksumAlgorithm::SHA256, "end")}, lab.digests);
  CHECK(refusal(composite.complete({{1, a}, {2, b}}, {{"x-amz-checksum-sha256", "AAAA-2"}})) ==
        "400 BadDigest");
  CHECK(refusal(composite.complete({{1, a}, {2, b}}, {{"x-amz-checksum-type", "FULL_OBJECT"}})) ==
        "400 InvalidRequest");
  CHECK(refusal(lab.ask("POST", "/lab/x?uploads", "", {{"x-amz-checksum-type", "COMPOSITE"}})) ==
        "400 InvalidRequest");
  const HttpResponse done =
      composite.complete({{1, a}, {2, b}}, {{"x-amz-checksum-type", "COMPOSITE"}});
  CHECK(element(done, "ChecksumSHA256") == joined);
  CHECK(joined.substr(joined.size() - 2) == "-2");
  CHECK(element(done, "ChecksumType") == "COMPOSITE");

  Upload whole(lab, "w",
               {{"x-amz-checksum-algorithm", "CRC32"}, {"x-amz-checksum-type", "FULL_OBJECT"}});
  const std::string c = whole.put(1, k_big);
  const std::string d = whole.put(2, "end");
  const std::string is = of(ChecksumAlgorithm::CRC32, k_big + "end");
  CHECK(element(whole.complete({{1, c}, {2, d}}, {{"x-amz-checksum-crc32", is}}),
                "ChecksumCRC32") == is);
  CHECK(header(lab.must("GET", "/lab/w", "", {{"x-amz-checksum-mode", "ENABLED"}}),
               "x-amz-checksum-crc32") == is);
  CHECK(lab.ask("POST", "/lab/x?uploads", "",
                {{"x-amz-checksum-algorithm", "SHA1"}, {"x-amz-checksum-type", "FULL_OBJECT"}})
            .status == 400);
  const HttpResponse attributes =
      lab.must("GET", "/lab/c?attributes", "",
               {{"x-amz-object-attributes", "ETag, Checksum,ObjectParts,StorageClass,ObjectSize"}});
  CHECK(says(attributes, "<PartsCount>2</PartsCount>"));
  CHECK(says(attributes, "<ChecksumSHA256>" + joined));
  CHECK(element(attributes, "ObjectSize") == "5242883");
  CHECK(refusal(lab.ask("GET", "/lab/c?attributes", "",
                        {{"x-amz-object-attributes", "ObjectParts"}, {"x-amz-max-parts", "-1"}})) ==
        "400 InvalidArgument");
}

TEST_CASE("a part can be bytes of another object") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  lab.must("PUT", "/lab/from", "0123456789");
  Upload upload(lab, "k");
  const HttpResponse copied =
      lab.must("PUT", upload.part(1), "",
               {{"x-amz-copy-source", "lab/from"}, {"x-amz-copy-source-range", "bytes=2-4"}});
  CHECK(says(copied, "<CopyPartResult "));
  const std::string e_tag = element(copied, "ETag");
  for (const char* wrong : {"bytes=2-", "bytes=-2", "bytes=2-99", "bytes=4-2", "2-4"}) {
    CAPTURE(wrong);
    CHECK(refusal(lab.ask("PUT", upload.part(2), "",
                          {{"x-amz-copy-source", "lab/from"},
                           {"x-amz-copy-source-range", wrong}})) == "400 InvalidArgument");
  }
  CHECK(upload.complete({{1, e_tag}}).status == 200);
  CHECK(lab.must("GET", "/lab/k").body == "234");
}

TEST_CASE("a part without bytes has no range") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  Upload empty(lab, "empty");
  const std::string nothing = empty.put(1, "");
  CHECK(empty.complete({{1, nothing}}).status == 200);
  const HttpResponse got = lab.must("GET", "/lab/empty?partNumber=1");
  CHECK(got.status == 200);
  CHECK(header(got, "Content-Range").empty());
  Upload upload(lab, "k");
  const std::string first = upload.put(1, k_big);
  CHECK(upload.complete({{1, first}, {2, upload.put(2, "")}}).status == 200);
  CHECK(refusal(lab.ask("GET", "/lab/k?partNumber=2")) == "416 InvalidRange");
}
