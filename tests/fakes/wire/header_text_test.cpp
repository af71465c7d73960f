// What may stand in a header.
#include "fakes/wire/header_text.h"

#include <catch2/catch.hpp>

using namespace greenroom::wire;

TEST_CASE("a header's name is a token: no blank, no line end, no colon, no letter beyond ASCII") {
  CHECK(is_header_name("x-amz-meta-Owner_1"));
  for (const char* wrong : {"", "a b", "a:", "a\r\nb", "a\n", "\xc3\xa4"}) {
    CAPTURE(wrong);
    CHECK_FALSE(is_header_name(wrong));
  }
}

TEST_CASE("a text in a header is on one line") {
  CHECK(on_one_line(std::string("a\r\nb\0c", 6)) == "a  b c");
}
