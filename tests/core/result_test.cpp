// A Result is a value or AWS's failure, and asking it for what it is not is a bug of ours.
#include "sim/core/result.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "tests/core/dies.h"

using namespace greenroom;

namespace {

Result<int> halved(int number) {
  if (number % 2 != 0) {
    return Failure{"OddNumber", "cannot halve an odd number"};
  }
  return number / 2;
}

}  // namespace

TEST_CASE("a result holds its value") {
  const Result<int> result = halved(8);
  REQUIRE(result.ok());
  CHECK(result);
  CHECK(result.value() == 4);
}

TEST_CASE("a result holds AWS's code and text") {
  const Result<int> result = halved(7);
  CHECK_FALSE(result.ok());
  CHECK(result.failure() == Failure{"OddNumber", "cannot halve an odd number"});
}

TEST_CASE("a result may hold what can only be moved") {
  Result<std::unique_ptr<int>> moved(std::make_unique<int>(3));
  const std::unique_ptr<int> taken = std::move(moved).value();
  CHECK(*taken == 3);
}

TEST_CASE("a status is a success or a failure") {
  CHECK(success().ok());
  const Status failed = Failure{"AccessDenied", "Access Denied"};
  CHECK(failed.failure().code == "AccessDenied");
}

TEST_CASE("the value of a failure and the failure of a value end with exit code 70") {
  CHECK(dies_with_internal_error([] { (void)halved(7).value(); }));
  CHECK(dies_with_internal_error([] { (void)halved(8).failure(); }));
}
