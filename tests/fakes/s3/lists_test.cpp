// Lists over the wire, page by page.
#include <catch2/catch.hpp>

#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

std::vector<std::string> elements(const HttpResponse& response, const std::string& name) {
  std::vector<std::string> all;
  const std::string open = "<" + name + ">";
  for (std::size_t at = response.body.find(open); at != std::string::npos;
       at = response.body.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    all.push_back(response.body.substr(begin, response.body.find('<', begin) - begin));
  }
  return all;
}

}  // namespace

TEST_CASE("ListObjectsV2 goes on where its token says, whatever the keys are") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  for (const char* key : {"%01", "a", "b%2Fx", "b%2Fy", "c%26", "d"}) {
    lab.must("PUT", std::string("/lab/") + key, "x");
  }
  std::vector<std::string> names;
  std::string token;
  do {
    const HttpResponse page =
        lab.must("GET", "/lab?list-type=2&delimiter=/&encoding-type=url&max-keys=1" +
                            (token.empty() ? "" : "&continuation-token=" + token));
    for (const std::string name : {"Key", "Prefix"}) {
      for (const std::string& each : elements(page, name)) {
        if (!each.empty()) {
          names.push_back(each);
        }
      }
    }
    token = element(page, "NextContinuationToken");
  } while (!token.empty());
  CHECK(names == std::vector<std::string>{"%01", "a", "b/", "c%26", "d"});
  CHECK(refusal(lab.ask("GET", "/lab?list-type=2&continuation-token=!")) == "400 InvalidArgument");
  CHECK(says(lab.must("GET", "/lab?list-type=2&fetch-owner=true"), "<Owner><ID>"));
  CHECK(refusal(lab.ask("GET", "/lab?list-type=2&max-keys=-")) == "400 InvalidArgument");
}

TEST_CASE("the first ListObjects has markers instead") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  for (const char* key : {"a", "b/x", "b/y", "c"}) {
    lab.must("PUT", std::string("/lab/") + key, "x");
  }
  const HttpResponse first = lab.must("GET", "/lab?delimiter=/&max-keys=2");
  CHECK(element(first, "NextMarker") == "b/");
  CHECK(element(first, "IsTruncated") == "true");
  const HttpResponse second = lab.must("GET", "/lab?delimiter=/&max-keys=2&marker=b/");
  CHECK(elements(second, "Key") == std::vector<std::string>{"c"});
  CHECK(element(second, "IsTruncated") == "false");
  const HttpResponse flat = lab.must("GET", "/lab/?max-keys=2&marker=a");
  CHECK(elements(flat, "Key") == std::vector<std::string>{"b/x", "b/y"});
  CHECK(element(flat, "NextMarker").empty());
}

TEST_CASE("versions are listed newest first, page by page") {
  S3Lab lab;
  versioned_bucket(lab, "lab");
  std::vector<std::string> ids;
  for (const char* key : {"a", "a", "b/x"}) {
    ids.push_back(header(lab.must("PUT", std::string("/lab/") + key, "x"), "x-amz-version-id"));
  }
  const std::string marker = header(lab.must("DELETE", "/lab/a"), "x-amz-version-id");
  const HttpResponse all = lab.must("GET", "/lab?versions");
  CHECK(elements(all, "VersionId") == std::vector<std::string>{ids[1], ids[0], ids[2], marker});
  CHECK(says(all, "<DeleteMarker><Owner>"));
  CHECK(says(all, "<VersionId>" + marker + "</VersionId><IsLatest>true</IsLatest>"));
  CHECK(says(all, "<VersionId>" + ids[1] + "</VersionId><IsLatest>false</IsLatest>"));
  std::vector<std::string> paged;
  std::string next;
  for (int page = 0; page < 4; ++page) {
    const HttpResponse listed = lab.must("GET", "/lab?versions&max-keys=1" + next);
    for (const std::string& id : elements(listed, "VersionId")) {
      paged.push_back(id);
    }
    next = "&key-marker=" + element(listed, "NextKeyMarker") +
           "&version-id-marker=" + element(listed, "NextVersionIdMarker");
  }
  CHECK(paged == std::vector<std::string>{marker, ids[1], ids[0], ids[2]});
  const HttpResponse rolled = lab.must("GET", "/lab?versions&delimiter=/&prefix=b");
  CHECK(says(rolled, "<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>"));
  CHECK(elements(lab.must("GET", "/lab?versions&key-marker=a"), "VersionId") ==
        std::vector<std::string>{ids[2]});
  CHECK(refusal(lab.ask("GET", "/lab?versions&version-id-marker=" + ids[0])) ==
        "400 InvalidArgument");
}

TEST_CASE("uploads are listed by key and age") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  std::vector<std::string> ids;
  for (const char* key : {"b", "a", "c/x", "c/y"}) {
    ids.push_back(element(lab.must("POST", std::string("/lab/") + key + "?uploads"), "UploadId"));
  }
  const HttpResponse first = lab.must("GET", "/lab?uploads&delimiter=/&max-uploads=2");
  CHECK(elements(first, "UploadId") == std::vector<std::string>{ids[1], ids[0]});
  CHECK(element(first, "NextKeyMarker") == "b");
  const HttpResponse second =
      lab.must("GET", "/lab?uploads&delimiter=/&key-marker=b&upload-id-marker=" + ids[0]);
  CHECK(elements(second, "UploadId").empty());
  CHECK(says(second, "<CommonPrefixes><Prefix>c/</Prefix></CommonPrefixes>"));
}

TEST_CASE("buckets are listed in pages to whoever wants pages") {
  S3Lab lab;
  for (const char* name : {"lab-b", "lab-a", "site"}) {
    lab.must("PUT", std::string("/") + name);
  }
  CHECK(elements(lab.must("GET", "/"), "Name") ==
        std::vector<std::string>{"lab-a", "lab-b", "site"});
  lab.must("PUT", "/far",
           "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
           "</CreateBucketConfiguration>");
  CHECK(elements(lab.must("GET", "/?bucket-region=eu-west-1"), "Name") ==
        std::vector<std::string>{"far"});
  CHECK(elements(lab.must("GET", "/?bucket-region=us-east-1"), "Name").size() == 3);
  const HttpResponse first = lab.must("GET", "/?max-buckets=1&prefix=lab");
  CHECK(elements(first, "Name") == std::vector<std::string>{"lab-a"});
  const std::string token = element(first, "ContinuationToken");
  CHECK(elements(lab.must("GET", "/?prefix=lab&continuation-token=" + token), "Name") ==
        std::vector<std::string>{"lab-b"});
}
