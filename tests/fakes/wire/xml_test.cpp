// Outputs as XML.
#include "fakes/wire/xml.h"

#include <catch2/catch.hpp>

#include "fakes/wire/values.h"

using namespace greenroom;
using namespace greenroom::wire;

TEST_CASE("an output is XML by its shape: elements, flat lists, wrapped lists, times") {
  const Model model = parse_model(R"(
service lab rest-xml Lab
structure Output Name:Text@xml=Title Flat:FlatList Wrapped:List On:Boolean At:Time
  Secret:Text@header=X-Secret Missing:Text
list FlatList Item flat
list List Text element=Entry
structure Item Size:Number
string Text
long Number
boolean Boolean
timestamp Time
)");
  const auto item = [](std::int64_t size) { return Object().add("Size", number(size)).take(); };
  const aws::Json output = Object()
                               .add("Name", text("a<b & \"c\""))
                               .add("Flat", {aws::JsonKind::Array, {}, {item(1), item(2)}, {}})
                               .add("Wrapped", texts({"x", "y"}))
                               .add("On", {aws::JsonKind::True, {}, {}, {}})
                               .add("At", timestamp(Epoch{}, Instant{62'345'678}))
                               .add("Secret", text("s"))
                               .take();
  CHECK(write_xml(model, "Output", output, "Result", "urn:lab") ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<Result xmlns=\"urn:lab\"><Title>a&lt;b &amp; &quot;c&quot;</Title>"
        "<Flat><Size>1</Size></Flat><Flat><Size>2</Size></Flat>"
        "<Wrapped><Entry>x</Entry><Entry>y</Entry></Wrapped><On>true</On>"
        "<At>2026-01-01T00:01:02.345Z</At></Result>");
}

TEST_CASE("times in headers have their day of the week") {
  CHECK(http_date_of_timestamp("0") == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(http_date_of_timestamp("1767225662.345") == "Thu, 01 Jan 2026 00:01:02 GMT");
  CHECK(http_date_of_timestamp("1772323200") == "Sun, 01 Mar 2026 00:00:00 GMT");
}

TEST_CASE("dates of headers are read back") {
  for (const char* date : {"Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 01 Mar 2026 00:00:00 GMT",
                           "Thu, 29 Feb 2024 23:59:59 GMT", "Thu, 31 Dec 2026 12:34:56 GMT"}) {
    CAPTURE(date);
    REQUIRE(seconds_of_http_date(date));
    CHECK(http_date_of_timestamp(*seconds_of_http_date(date)) == date);
  }
  CHECK(seconds_of_http_date("Thu, 01 Jan 2026 00:01:02 GMT") == "1767225662");
  for (const char* none : {"", "2026-01-01T00:00:00Z", "Thu, 01 Jun 2026 00:00:00 UTC",
                           "Thu, 01 anF 2026 00:00:00 GMT", "Mon, 01 Jan 1900 00:00:00 GMT",
                           "Thu, 1 Jan 2026 00:00:00 GMT", "Sat, 31 Feb 2026 00:00:00 GMT",
                           "Sun, 00 Mar 2026 00:00:00 GMT", "Sun, 01 Mar 2026 24:00:00 GMT",
                           "Sun, 01 Mar 2026 00:60:00 GMT"}) {
    CAPTURE(none);
    CHECK_FALSE(seconds_of_http_date(none));
  }
}
