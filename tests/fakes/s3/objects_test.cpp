// Putting, getting, copying and deleting objects over the wire.
#include <catch2/catch.hpp>

#include "fakes/s3/checksums.h"
#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::test;

TEST_CASE("an object comes back with its bytes and everything that its PUT said") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const std::string bytes("a\0b\r\n\xFF", 6);
  const HttpResponse put = lab.must("PUT", "/lab/dir/a%20b.txt", bytes,
                                    {{"Content-Type", "text/plain"},
                                     {"Cache-Control", "no-store"},
                                     {"Content-Disposition", "attachment"},
                                     {"Content-Encoding", "gzip"},
                                     {"Content-Language", "de"},
                                     {"Expires", "Thu, 01 Jan 2026 00:00:10 GMT"},
                                     {"X-Amz-Meta-Owner", "student"},
                                     {"x-amz-tagging", "a=1&b=2%26"},
                                     {"x-amz-storage-class", "STANDARD_IA"}});
  CHECK(header(put, "ETag") == "\"" + lab.digests.md5_hex(bytes) + "\"");
  CHECK(header(put, "x-amz-checksum-type") == "FULL_OBJECT");
  CHECK(put.body.empty());
  const HttpResponse got = lab.must("GET", "/lab/dir/a%20b.txt");
  CHECK(got.body == bytes);
  CHECK(header(got, "Content-Type") == "text/plain");
  CHECK(header(got, "Cache-Control") == "no-store");
  CHECK(header(got, "Content-Disposition") == "attachment");
  CHECK(header(got, "Content-Encoding") == "gzip");
  CHECK(header(got, "Content-Language") == "de");
  CHECK(header(got, "Expires") == "Thu, 01 Jan 2026 00:00:10 GMT");
  CHECK(header(got, "x-amz-meta-owner") == "student");
  CHECK(header(got, "x-amz-tagging-count") == "2");
  CHECK(header(got, "x-amz-storage-class") == "STANDARD_IA");
  CHECK(header(got, "x-amz-server-side-encryption") == "AES256");
  CHECK(header(got, "x-amz-version-id").empty());
  CHECK(header(lab.must("HEAD", "/lab/dir/a%20b.txt"), "Content-Type") == "text/plain");
  const HttpResponse other =
      lab.must("GET", "/lab/dir/a%20b.txt?response-content-type=a%2Fb&response-cache-control=x");
  CHECK(header(other, "Content-Type") == "a/b");
  CHECK(header(other, "Cache-Control") == "x");
  lab.must("PUT", "/lab/plain", "x");
  CHECK(header(lab.must("GET", "/lab/plain"), "Content-Type") == "binary/octet-stream");
}

TEST_CASE("keys are bytes: nothing in them leaves the bucket, and all come back from a list") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  lab.must("PUT", "/other");
  const std::vector<std::pair<std::string, std::string>> keys = {{"/lab/../other/x", "../other/x"},
                                                                 {"/lab//a//b/", "/a//b/"},
                                                                 {"/lab/%2e%2e%2Fy", "../y"},
                                                                 {"/lab/%C3%BC+%25", "\xC3\xBC+%"},
                                                                 {"/lab/.", "."},
                                                                 {"/lab/a%3Fb", "a?b"},
                                                                 {"/lab/%01", "\x01"}};
  for (const auto& [target, key] : keys) {
    CAPTURE(target);
    lab.must("PUT", target, key);
    CHECK(lab.must("GET", target).body == key);
    CHECK(lab.s3.GetObject("lab", key, std::nullopt).ok());
  }
  CHECK(lab.s3.ListKeys("other").value().empty());
  const HttpResponse listed = lab.must("GET", "/lab?list-type=2&encoding-type=url");
  for (const char* name : {"<Key>../other/x<", "<Key>/a//b/<", "<Key>../y<", "<Key>%C3%BC%2B%25<",
                           "<Key>.<", "<Key>a%3Fb<", "<Key>%01<"}) {
    CAPTURE(name);
    CHECK(says(listed, name));
  }
  CHECK(refusal(lab.ask("PUT", "/lab/" + std::string(1025, 'k'), "x")) == "400 KeyTooLongError");
  lab.must("PUT", "/lab/" + std::string(1024, 'k'), "x");
}

TEST_CASE("deleting hides an object behind a marker, and deleting a version ends it") {
  S3Lab lab;
  versioned_bucket(lab, "lab");
  const std::string first = header(lab.must("PUT", "/lab/k", "one"), "x-amz-version-id");
  const std::string second = header(lab.must("PUT", "/lab/k", "two"), "x-amz-version-id");
  CHECK(first != second);
  const HttpResponse deleted = lab.must("DELETE", "/lab/k");
  CHECK(deleted.status == 204);
  CHECK(header(deleted, "x-amz-delete-marker") == "true");
  const std::string marker = header(deleted, "x-amz-version-id");
  const HttpResponse hidden = lab.ask("GET", "/lab/k");
  CHECK(refusal(hidden) == "404 NoSuchKey");
  CHECK(header(hidden, "x-amz-delete-marker") == "true");
  CHECK(header(hidden, "x-amz-version-id") == marker);
  const HttpResponse itself = lab.ask("HEAD", "/lab/k?versionId=" + marker);
  CHECK(itself.status == 405);
  CHECK(header(itself, "Allow") == "DELETE");
  CHECK(lab.must("GET", "/lab/k?versionId=" + first).body == "one");
  CHECK(refusal(lab.ask("DELETE", "/lab")) == "409 BucketNotEmpty");
  lab.must("DELETE", "/lab/k?versionId=" + marker);
  CHECK(lab.must("GET", "/lab/k").body == "two");
  lab.must("DELETE", "/lab/k?versionId=" + second);
  lab.must("DELETE", "/lab/k?versionId=" + first);
  CHECK(refusal(lab.ask("GET", "/lab/k?versionId=" + first)) == "404 NoSuchVersion");
  CHECK(lab.must("DELETE", "/lab/k?versionId=" + first).status == 204);  // again
  CHECK(lab.must("DELETE", "/lab").status == 204);
}

TEST_CASE("a batch deletes what it names, and says what became of each") {
  S3Lab lab;
  versioned_bucket(lab, "lab");
  const std::string version = header(lab.must("PUT", "/lab/a%26b", "x"), "x-amz-version-id");
  lab.must("PUT", "/lab/c", "x");
  const std::string body =
      "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a&amp;b</Key>"
      "<VersionId>" +
      version +
      "</VersionId></Object><Object><Key>c</Key></Object>"
      "<Object><Key>c</Key><ETag>other</ETag></Object></Delete>";
  CHECK(refusal(lab.ask("POST", "/lab?delete", body)) == "400 InvalidRequest");  // no digest
  const std::string digest = s3::checksum_value(s3::ChecksumAlgorithm::CRC32, body, lab.digests);
  const HttpResponse done =
      lab.must("POST", "/lab?delete", body, {{"x-amz-checksum-crc32", digest}});
  CHECK(says(done, "<Deleted><Key>a&amp;b</Key><VersionId>" + version + "</VersionId></Deleted>"));
  CHECK(says(done, "<Deleted><Key>c</Key><DeleteMarker>true</DeleteMarker>"));
  CHECK(says(done, "<Error><Key>c</Key><Code>NoSuchKey</Code>"));
  CHECK(lab.s3.ListKeys("lab").value().empty());
  for (const std::string wrong :
       {"<Delete>", "", "<Other/>", "<Delete/>", "<Delete><Object/></Delete>",
        "<Delete><Object><Key>a</Key><Size>1</Size></Object></Delete>"}) {
    CAPTURE(wrong);
    CHECK(lab.ask("POST", "/lab?delete", wrong,
                  {{"x-amz-checksum-crc32",
                    s3::checksum_value(s3::ChecksumAlgorithm::CRC32, wrong, lab.digests)}})
              .status == 400);
  }
}

TEST_CASE("a copy has the bytes, and what it is told to take over") {
  S3Lab lab;
  versioned_bucket(lab, "lab");
  const std::string first = header(
      lab.must("PUT", "/lab/a%2Bb", "one",
               {{"Content-Type", "text/plain"}, {"x-amz-meta-k", "v"}, {"x-amz-tagging", "t=1"}}),
      "x-amz-version-id");
  lab.must("PUT", "/lab/a%2Bb", "two");
  const HttpResponse copied =
      lab.must("PUT", "/lab/c", "", {{"x-amz-copy-source", "lab/a%2Bb?versionId=" + first}});
  CHECK(says(copied, "<CopyObjectResult "));
  CHECK(element(copied, "ETag") == "&quot;" + lab.digests.md5_hex("one") + "&quot;");
  CHECK(header(copied, "x-amz-copy-source-version-id") == first);
  const HttpResponse got = lab.must("GET", "/lab/c");
  CHECK(got.body == "one");
  CHECK(header(got, "Content-Type") == "text/plain");
  CHECK(header(got, "x-amz-meta-k") == "v");
  CHECK(header(got, "x-amz-tagging-count") == "1");
  const HttpHeaders onto_itself = {{"x-amz-copy-source", "/lab/c"}};
  CHECK(refusal(lab.ask("PUT", "/lab/c", "", onto_itself)) == "400 InvalidRequest");
  lab.must("PUT", "/lab/c", "",
           {{"x-amz-copy-source", "/lab/c"},
            {"x-amz-metadata-directive", "REPLACE"},
            {"x-amz-meta-new", "n"}});
  const HttpResponse replaced = lab.must("HEAD", "/lab/c");
  CHECK(header(replaced, "x-amz-meta-k").empty());
  CHECK(header(replaced, "x-amz-meta-new") == "n");
  CHECK(header(replaced, "Content-Type") == "binary/octet-stream");
  CHECK(refusal(lab.ask("PUT", "/lab/d", "", {{"x-amz-copy-source", "lab/none"}})) ==
        "404 NoSuchKey");
  CHECK(refusal(lab.ask("PUT", "/lab/d", "",
                        {{"x-amz-copy-source", "lab/c"}, {"x-amz-copy-source-if-match", "x"}})) ==
        "412 PreconditionFailed");
  CHECK(refusal(lab.ask("PUT", "/lab/d", "", {{"x-amz-copy-source", "nonsense"}})) ==
        "400 InvalidArgument");
}

TEST_CASE("conditions decide whether something is read or written") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const std::string tag = header(lab.must("PUT", "/lab/k", "one"), "ETag");
  CHECK(lab.ask("PUT", "/lab/k", "two", {{"If-None-Match", "*"}}).status == 412);
  CHECK(lab.ask("PUT", "/lab/k", "two", {{"If-Match", "\"x\""}}).status == 412);
  CHECK(refusal(lab.ask("PUT", "/lab/n", "two", {{"If-Match", tag}})) == "404 NoSuchKey");
  CHECK(lab.ask("PUT", "/lab/n", "two", {{"If-None-Match", tag}}).status == 501);
  lab.must("PUT", "/lab/n", "new", {{"If-None-Match", "*"}});
  CHECK(lab.must("GET", "/lab/k").body == "one");
  CHECK(lab.ask("DELETE", "/lab/k", "", {{"If-Match", "\"x\""}}).status == 412);
  const std::string now = "Thu, 01 Jan 2026 00:00:00 GMT";
  const std::string before = "Wed, 31 Dec 2025 23:59:59 GMT";
  const auto get = [&](HttpHeaders headers) {
    return lab.ask("GET", "/lab/k", "", std::move(headers)).status;
  };
  CHECK(get({{"If-Modified-Since", now}}) == 304);
  CHECK(get({{"If-Modified-Since", before}}) == 200);
  CHECK(get({{"If-Unmodified-Since", now}}) == 200);
  CHECK(get({{"If-Unmodified-Since", before}}) == 412);
  CHECK(get({{"If-Match", tag}, {"If-Unmodified-Since", before}}) == 200);
  CHECK(get({{"If-None-Match", tag}, {"If-Modified-Since", before}}) == 304);
  CHECK(get({{"If-None-Match", "\"x\""}, {"If-Modified-Since", now}}) == 200);
  const HttpResponse unchanged = lab.ask("GET", "/lab/k", "", {{"If-None-Match", tag}});
  CHECK(header(unchanged, "ETag") == tag);
  CHECK(unchanged.body.empty());
  lab.must("PUT", "/lab/k", "two", {{"If-Match", tag}});
  CHECK(lab.must("GET", "/lab/k").body == "two");
}

TEST_CASE("what nobody here could honour is refused, not ignored") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  for (const char* name : {"x-amz-server-side-encryption-customer-algorithm", "x-amz-grant-read",
                           "x-amz-checksum-xxhash64"}) {
    CAPTURE(name);
    CHECK(lab.ask("PUT", "/lab/k", "x", {{name, "AES256"}}).status == 501);
  }
  for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
           {"x-amz-write-offset-bytes", "1"},
           {"x-amz-object-lock-legal-hold", "ON"},
           {"x-amz-sdk-checksum-algorithm", "SHA512"}}) {
    CAPTURE(name);
    CHECK(lab.ask("PUT", "/lab/k", "x", {{name, value}}).status == 501);
  }
  CHECK(lab.ask("DELETE", "/lab/k", "", {{"x-amz-if-match-size", "1"}}).status == 501);
  lab.must("PUT", "/lab/from", "x");
  CHECK(lab.ask("PUT", "/lab/k", "",
                {{"x-amz-copy-source", "lab/from"}, {"x-amz-checksum-algorithm", "SHA512"}})
            .status == 501);
  lab.must("DELETE", "/lab/from");
  CHECK(refusal(lab.ask("PUT", "/lab/k", "x",
                        {{"x-amz-server-side-encryption-aws-kms-key-id", "key"}})) ==
        "400 InvalidArgument");
  CHECK(refusal(lab.ask("PUT", "/lab/k", "x", {{"Expires", "Mon, 01 Jan 1900 00:00:00 GMT"}})) ==
        "400 InvalidArgument");
  CHECK(refusal(lab.ask("PUT", "/lab/k", "x", {{"x-amz-acl", "public-read"}})) ==
        "400 AccessControlListNotSupported");
  CHECK(refusal(lab.ask("PUT", "/lab/k", "x", {{"x-amz-meta-long", std::string(2050, 'm')}})) ==
        "400 MetadataTooLarge");
  CHECK(lab.s3.ListKeys("lab").value().empty());
}
