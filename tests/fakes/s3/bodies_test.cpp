// Bodies in chunks, and what says whether they arrived whole.
#include <catch2/catch.hpp>
#include <cstdint>

#include "fakes/s3/checksums.h"
#include "fakes/wire/values.h"
#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::s3;
using namespace greenroom::test;

TEST_CASE("the CRCs are those that their standards give as examples") {
  const ToyDigests digests;
  const auto crc = [&](ChecksumAlgorithm algorithm, std::string_view bytes) {
    return checksum_value(algorithm, bytes, digests);
  };
  CHECK(crc(ChecksumAlgorithm::CRC32, "123456789") == "y/Q5Jg==");          // CBF43926
  CHECK(crc(ChecksumAlgorithm::CRC32C, "123456789") == "4waSgw==");         // E3069283
  CHECK(crc(ChecksumAlgorithm::CRC64NVME, "123456789") == "rosUhgp5mIg=");  // AE8B14860A799888
  CHECK(crc(ChecksumAlgorithm::CRC32, "") == "AAAAAA==");
  // Sixteen bytes at a time, and a rest.
  CHECK(crc(ChecksumAlgorithm::CRC32, "The quick brown fox jumps over the lazy dog") ==
        "QU+jOQ==");  // 414FA339
}

TEST_CASE("the CRC of every length is that of bit after bit") {
  const ToyDigests digests;
  std::string bytes;
  for (int size = 0; size < 70; ++size) {
    std::uint64_t rest = ~std::uint64_t{0};
    for (const char c : bytes) {
      rest ^= static_cast<unsigned char>(c);
      for (int bit = 0; bit < 8; ++bit) {
        rest = (rest >> 1) ^ ((rest & 1) != 0 ? 0x9A6C9329AC4BC9B5u : 0);
      }
    }
    std::string expected;
    for (int shift = 56; shift >= 0; shift -= 8) {
      expected += static_cast<char>(~rest >> shift & 0xFF);
    }
    CAPTURE(size);
    CHECK(checksum_value(ChecksumAlgorithm::CRC64NVME, bytes, digests) == wire::base64(expected));
    bytes += static_cast<char>(size * 37 + 11);
  }
}

TEST_CASE("a checksum that came is compared, kept, and given back to who asks") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  for (const auto& [name, algorithm] : std::vector<std::pair<std::string, ChecksumAlgorithm>>{
           {"x-amz-checksum-crc32", ChecksumAlgorithm::CRC32},
           {"x-amz-checksum-crc32c", ChecksumAlgorithm::CRC32C},
           {"x-amz-checksum-crc64nvme", ChecksumAlgorithm::CRC64NVME},
           {"x-amz-checksum-sha1", ChecksumAlgorithm::SHA1},
           {"x-amz-checksum-sha256", ChecksumAlgorithm::SHA256}}) {
    CAPTURE(name);
    const std::string right = checksum_value(algorithm, "hello", lab.digests);
    const std::string wrong = checksum_value(algorithm, "hellO", lab.digests);
    CHECK(refusal(lab.ask("PUT", "/lab/no", "hello", {{name, wrong}})) == "400 BadDigest");
    CHECK(refusal(lab.ask("PUT", "/lab/no", "hello", {{name, "abc"}})) == "400 InvalidRequest");
    CHECK(header(lab.must("PUT", "/lab/k", "hello", {{name, right}}), name) == right);
    CHECK(header(lab.must("GET", "/lab/k"), name).empty());
    const HttpHeaders asks = {{"x-amz-checksum-mode", "ENABLED"}};
    CHECK(header(lab.must("GET", "/lab/k", "", asks), name) == right);
    CHECK(header(lab.must("HEAD", "/lab/k", "", asks), name) == right);
    const HttpResponse part =
        lab.must("GET", "/lab/k", "", {{"x-amz-checksum-mode", "ENABLED"}, {"Range", "bytes=0-1"}});
    CHECK(header(part, name).empty());
  }
  CHECK(lab.ask("GET", "/lab/no").status == 404);
  const HttpResponse own = lab.must("PUT", "/lab/own", "123456789");
  CHECK(header(own, "x-amz-checksum-crc64nvme") == "rosUhgp5mIg=");
  const HttpResponse chosen =
      lab.must("PUT", "/lab/own", "123456789", {{"x-amz-sdk-checksum-algorithm", "CRC32C"}});
  CHECK(header(chosen, "x-amz-checksum-crc32c") == "4waSgw==");
}

TEST_CASE("Content-MD5 and the hash that is signed are compared") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const std::string md5 = wire::base64(bytes_of_hex(lab.digests.md5_hex("x")));
  lab.must("PUT", "/lab/k", "x", {{"Content-MD5", md5}});
  CHECK(refusal(lab.ask("PUT", "/lab/k", "y", {{"Content-MD5", md5}})) == "400 BadDigest");
  CHECK(refusal(lab.ask("PUT", "/lab/k", "x", {{"Content-MD5", "no"}})) == "400 InvalidDigest");
  const std::string sha256 = lab.digests.sha256_hex("x");
  lab.must("PUT", "/lab/k", "x", {{"x-amz-content-sha256", sha256}});
  lab.must("PUT", "/lab/k", "y", {{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}});
  CHECK(refusal(lab.ask("PUT", "/lab/k", "y", {{"x-amz-content-sha256", sha256}})) ==
        "400 XAmzContentSHA256Mismatch");
  CHECK(refusal(lab.ask("PUT", "/lab/k", "", {{"x-amz-content-sha256", sha256}})) ==
        "400 XAmzContentSHA256Mismatch");
}

TEST_CASE("a body in chunks is stored without them, and its trailer is its checksum") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  // As botocore and the JavaScript SDK send it.
  const HttpHeaders unsigned_trailer = {
      {"Content-Encoding", "gzip, aws-chunked"},
      {"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
      {"x-amz-decoded-content-length", "9"},
      {"x-amz-trailer", "x-amz-checksum-crc32"},
      {"x-amz-sdk-checksum-algorithm", "CRC32"}};
  const HttpResponse put = lab.must(
      "PUT", "/lab/k", "4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n",
      unsigned_trailer);
  CHECK(header(put, "x-amz-checksum-crc32") == "y/Q5Jg==");
  const HttpResponse got = lab.must("GET", "/lab/k");
  CHECK(got.body == "123456789");
  CHECK(header(got, "Content-Encoding") == "gzip");
  CHECK(refusal(lab.ask("PUT", "/lab/k",
                        "9\r\n123456780\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n",
                        unsigned_trailer)) == "400 BadDigest");
  CHECK(refusal(lab.ask("PUT", "/lab/k", "9\r\n123456789\r\n0\r\n\r\n", unsigned_trailer)) ==
        "400 MalformedTrailerError");
  // What was not announced, or comes twice, is no trailer.
  for (const char* wrong : {"x-amz-checksum-crc32:y/Q5Jg==\r\nx-amz-acl:public-read\r\n",
                            "x-amz-checksum-crc32:y/Q5Jg==\r\nx-amz-checksum-crc32:AAAAAA==\r\n",
                            "content-type:text/html\r\n"}) {
    CAPTURE(wrong);
    CHECK(refusal(lab.ask("PUT", "/lab/k", "9\r\n123456789\r\n0\r\n" + std::string(wrong) + "\r\n",
                          unsigned_trailer)) == "400 MalformedTrailerError");
  }
  // As the Java and Go SDKs sign it over HTTP.
  const std::string signature = ";chunk-signature=" + std::string(64, 'a');
  const HttpHeaders signed_chunks = {{"Content-Encoding", "aws-chunked"},
                                     {"x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"},
                                     {"x-amz-decoded-content-length", "16"}};
  lab.must("PUT", "/lab/s", "10" + signature + "\r\n0123456789abcdef\r\n0" + signature + "\r\n\r\n",
           signed_chunks);
  const HttpResponse stored = lab.must("GET", "/lab/s");
  CHECK(stored.body == "0123456789abcdef");
  CHECK(header(stored, "Content-Encoding").empty());
  HttpHeaders without_encoding = signed_chunks;
  without_encoding.erase(without_encoding.begin());
  lab.must("PUT", "/lab/t", "10\r\n0123456789abcdef\r\n0\r\n\r\n", without_encoding);
  CHECK(lab.must("GET", "/lab/t").body.size() == 16);
}

TEST_CASE("chunks that are none store nothing") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  const HttpHeaders chunked = {{"Content-Encoding", "aws-chunked"},
                               {"x-amz-decoded-content-length", "4"}};
  for (const std::string body :
       {"", "4\r\n1234", "4\r\n1234\r\n", "4\r\n123\r\n0\r\n\r\n", "4\r\n12345\r\n0\r\n\r\n",
        "zz\r\n1234\r\n0\r\n\r\n", "3\r\n123\r\n0\r\n\r\n", "fffffffffffffffff\r\n1\r\n0\r\n\r\n",
        "ffffffffffffffff\r\n1\r\n0\r\n\r\n", "-4\r\n1234\r\n0\r\n\r\n",
        "4\r\n1234\r\n0\r\nnonsense\r\n\r\n"}) {
    CAPTURE(body);
    CHECK(lab.ask("PUT", "/lab/k", body, chunked).status == 400);
  }
  CHECK(lab.ask("GET", "/lab/k").status == 404);
}
