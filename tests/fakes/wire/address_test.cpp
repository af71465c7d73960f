// Addresses of rest requests.
#include "fakes/wire/address.h"

#include <catch2/catch.hpp>

using namespace greenroom::wire;

TEST_CASE("percent-encoding is undone once; half of one is no address") {
  CHECK(percent_decoded("a%20b+c%2Fd") == "a b+c/d");
  CHECK(percent_decoded("%2525") == "%25");
  CHECK_FALSE(percent_decoded("100%"));
  CHECK_FALSE(percent_decoded("%2"));
  CHECK_FALSE(percent_decoded("%zz"));
  CHECK(percent_encoded("a b/ü") == "a%20b/%C3%BC");
}

TEST_CASE("a target is a path and parameters, where a plus is a space") {
  const auto address = read_address("/lab/a+b?list-type=2&prefix=x+y%2B&location");
  REQUIRE(address);
  CHECK(address->path == "/lab/a+b");
  CHECK(address->query.at("list-type") == "2");
  CHECK(address->query.at("prefix") == "x y+");
  CHECK(address->query.at("location").empty());
  CHECK(read_address("/?&&")->query.empty());
  CHECK_FALSE(read_address(""));
  CHECK_FALSE(read_address("http://lab/"));
  CHECK_FALSE(read_address("/?a=%"));
}

TEST_CASE("a path fits a pattern; the last place may take slashes") {
  using Places = std::map<std::string, std::string>;
  const std::string object = "/{Bucket}/{Key+}";
  CHECK(fit_path(object, "/lab/a/b%20c") == Places{{"Bucket", "lab"}, {"Key", "a/b c"}});
  CHECK(fit_path(object, "/lab//a") == Places{{"Bucket", "lab"}, {"Key", "/a"}});
  CHECK(fit_path(object, "/lab/../other/x")->at("Bucket") == "lab");
  CHECK_FALSE(fit_path(object, "/lab"));
  CHECK_FALSE(fit_path(object, "/lab/"));
  CHECK(fit_path("/{Bucket}", "/lab") == Places{{"Bucket", "lab"}});
  CHECK(fit_path("/{Bucket}", "/lab/") == Places{{"Bucket", "lab"}});
  CHECK_FALSE(fit_path("/{Bucket}", "/lab/a"));
  CHECK_FALSE(fit_path("/{Bucket}", "/"));
  CHECK(fit_path("/", "/") == Places{});
  CHECK_FALSE(fit_path("/", "/lab"));
}

TEST_CASE("the name of a host can begin with a bucket") {
  CHECK(bucket_of_host("photos.s3.amazonaws.com") == "photos");
  CHECK(bucket_of_host("my.photos.s3.us-east-1.amazonaws.com:443") == "my.photos");
  CHECK(bucket_of_host("photos.s3-us-west-2.amazonaws.com") == "photos");
  CHECK(bucket_of_host("photos.localhost:4566") == "photos");
  CHECK(bucket_of_host("photos.s3.localhost:4566") == "photos");
  CHECK(bucket_of_host("my.photos.127.0.0.1:4566") == "my.photos");
  for (const char* none : {"", "localhost:4566", "127.0.0.1", "s3.amazonaws.com", "s3.localhost",
                           "s3.us-east-1.amazonaws.com", "codedeploy.us-east-1.amazonaws.com",
                           "169.254.169.253", "example.com"}) {
    CAPTURE(none);
    CHECK(bucket_of_host(none).empty());
  }
}
