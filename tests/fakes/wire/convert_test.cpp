// Conversions between the fakes' types and inputs and outputs.
#include "fakes/wire/convert.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::wire;

namespace {

std::optional<Instant> read_time(const std::string& literal) {
  return instant_of(Epoch{}, Object().add("t", {aws::JsonKind::Number, literal, {}, {}}).take(),
                    "t");
}

}  // namespace

TEST_CASE("timestamps are seconds since 1970, with or without a fraction") {
  CHECK(read_time("1767225600") == k_start);
  CHECK(read_time("1767225601.25") == Instant{1'250'000});
  CHECK(read_time("1767225600.0000019") == Instant{1});
  CHECK(read_time("-1.5") == Instant{-1'767'225'601'500'000});
  for (const char* bad : {"1e9", "1.", ".5", "99999999999999", "1.2.3"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_time(bad).has_value());
  }
  CHECK_FALSE(instant_of(Epoch{}, Object().take(), "t").has_value());
}

TEST_CASE("milliseconds go both ways, before the scenario too") {
  CHECK(milliseconds_of(Epoch{}, Instant{1'500}) == 1'767'225'600'001);
  CHECK(milliseconds_of(Epoch{}, Instant{-1}) == 1'767'225'599'999);
  CHECK(instant_of_milliseconds(Epoch{}, 1'767'225'600'001) == Instant{1'000});
  CHECK(instant_of_milliseconds(Epoch{}, 0) == Instant{-1'767'225'600'000'000});
  // Far beyond every year that is meant, and still an instant.
  CHECK(instant_of_milliseconds(Epoch{}, INT64_MAX) > k_start);
}

TEST_CASE("base64 is read back as it was written") {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string("ab"),
                                   std::string("abc"), std::string("\0\xff\x80z", 4)}) {
    CHECK(bytes_of_base64(base64(bytes)) == bytes);
  }
  for (const char* bad : {"abc", "ab=c", "a b=", "====x", "A==="}) {
    CAPTURE(bad);
    CHECK_FALSE(bytes_of_base64(bad).has_value());
  }
}

TEST_CASE("a page goes on where its token says, until there is no more") {
  const auto first = page_range(5, "", 2);
  REQUIRE(first.has_value());
  CHECK((first->begin == 0 && first->end == 2 && first->next_token == "2"));
  const auto last = page_range(5, "4", 2);
  REQUIRE(last.has_value());
  CHECK((last->begin == 4 && last->end == 5 && last->next_token.empty()));
  CHECK_FALSE(page_range(5, "6", 2).has_value());
  CHECK_FALSE(page_range(5, "-1", 2).has_value());
  CHECK_FALSE(page_range(5, "x", 2).has_value());
}

TEST_CASE("tags and maps of texts go both ways") {
  const std::map<std::string, std::string> tags = {{"a", "1"}, {"b", "2"}};
  CHECK(aws::to_text(tags_of(tags)) == R"([{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}])");
  CHECK(read_tags(Object().add("Tags", tags_of(tags)).take(), "Tags") == tags);
  CHECK(aws::to_text(map_of(tags)) == R"({"a":"1","b":"2"})");
  CHECK(map_of_texts(Object().add("m", map_of(tags)).take(), "m") == tags);
  CHECK(map_of_texts(Object().take(), "m").empty());
}
