// Inputs in XML.
#include "fakes/wire/xml_reader.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::wire;

namespace {

const Model& model() {
  static const Model lab = parse_model(R"(
service lab rest-xml Lab
structure Input Name:Text@xml=Title Flat:FlatList@xml=Flat Wrapped:List On:Boolean At:Time
  Inner:Item
  Kind:Text@xml=xsi:type
list FlatList Item flat
list List Text element=Entry
structure Item Size:Number
string Text
long Number
boolean Boolean
timestamp Time
)");
  return lab;
}

std::string read(const std::string& document) {
  const Result<aws::Json> input = read_xml(model(), "Input", "Input", document);
  return input ? aws::to_text(input.value()) : input.failure().code;
}

}  // namespace

TEST_CASE("a document is read by its shape, in any namespace") {
  CHECK(read("<?xml version=\"1.0\"?><!-- c --><Input xmlns=\"urn:x\"><Title>a &lt;b&#13;"
             "<![CDATA[<c>]]></Title></Input>") == "{\"Name\":\"a <b\\u000d<c>\"}");
  CHECK(read("<x:Input xmlns:x=\"urn:x\" xmlns:xsi=\"y\" xsi:type=\"k\"><x:Title> </x:Title>"
             "</x:Input>") == "{\"Kind\":\"k\",\"Name\":\" \"}");
  CHECK(read("<Input>\n <Flat><Size>1</Size></Flat><On>TRUE</On>\n <Flat><Size>2</Size></Flat>"
             "<Wrapped><Entry>x</Entry>\n<Entry/></Wrapped></Input>") ==
        R"({"Flat":[{"Size":1},{"Size":2}],"On":true,"Wrapped":["x",""]})");
  CHECK(read("<Input><At>2026-01-01T00:00:01.500Z</At><Inner/></Input>") ==
        "{\"At\":1767225601.500,\"Inner\":{}}");
  CHECK(read("<Input/>") == "{}");
  // What does not fit its type stays text, for the check to find.
  CHECK(read("<Input><On>maybe</On><Inner><Size>1e9</Size></Inner></Input>") ==
        "{\"On\":\"maybe\",\"Inner\":{\"Size\":\"1e9\"}}");
}

TEST_CASE("what the schema does not have is refused") {
  for (const char* wrong :
       {"", "text", "<Input>", "<Input></Other>", "<Other/>", "<Input><Unknown/></Input>",
        "<Input><Title>a</Title><Title>b</Title></Input>", "<Input><Title><b/></Title></Input>",
        "<Input><Wrapped><Other/></Wrapped></Input>", "<Input>&unknown</Input", "<Input/><Input/",
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Input><Title>&e;</Title>"}) {
    CAPTURE(wrong);
    CHECK(read(wrong) == "MalformedXML");
  }
  // An entity of its own is not looked up.
  CHECK(read("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Input><Title>&e;</Title>"
             "</Input>") == "{\"Name\":\"&e;\"}");
  std::string deep;
  for (int i = 0; i < 100000; ++i) {
    deep += "<Title>";
  }
  CHECK(read("<Input>" + deep) == "MalformedXML");
}

TEST_CASE("a decimal number is nothing but that") {
  Shape shape;
  shape.kind = ShapeKind::Double;
  for (const char* number : {"0", "-1", "0.5", "1e-05"}) {
    CHECK(value_of_text(shape, number).kind == aws::JsonKind::Number);
  }
  for (const char* text : {"", "0 ", " 0", "-", "1,", "true", "[1]"}) {
    CHECK(value_of_text(shape, text).kind == aws::JsonKind::String);
  }
}
