// What a table of an API says.
#include "fakes/wire/model.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::wire;

TEST_CASE("a table declares operations and shapes, a line each; an indented line goes on") {
  const Model model = parse_model(R"(
service ssm json-1.1 AmazonSSM
operation Get GetRequest GetResult
structure GetRequest Name:Name!
  Limit:Limit
structure GetResult Kinds:Kinds ByName:ByName
string Name 1..2048
integer Limit 1..10
list Kinds Kind 0..2
map ByName Name Limit
enum Kind String StringList
)");
  CHECK(model.service == "ssm");
  CHECK(model.target_prefix == "AmazonSSM");
  CHECK(model.operations.at("Get").input == "GetRequest");
  CHECK(model.operations.at("Get").output == "GetResult");
  const Shape& request = model.shape("GetRequest");
  REQUIRE(request.members.size() == 2);
  CHECK(request.members[0].name == "Name");
  CHECK(request.members[0].required);
  CHECK(request.members[1].shape == "Limit");
  CHECK_FALSE(request.members[1].required);
  CHECK(model.shape("Name").max == 2048);
  CHECK(model.shape("Limit").kind == ShapeKind::Integer);
  CHECK(model.shape("Kinds").item == "Kind");
  CHECK(model.shape("ByName").key == "Name");
  CHECK(model.shape("Kind").values == std::vector<std::string>{"String", "StringList"});
}

TEST_CASE("a table says what query calls things and failures that are called otherwise in JSON") {
  const Model model = parse_model(R"(
service sqs json-1.0 AmazonSQS 2012-11-05
operation Get GetRequest GetRequest
error Gone Query.Gone 404 It is gone
  for good.
error Other Another 400
structure GetRequest Names:Names Rest:Rest ByName:ByName@xml=Each
string Name
list Names Name flat=Named
list Rest Name flat
map ByName Name Name flat key=Name value=Value
)");
  CHECK(model.version == "2012-11-05");
  CHECK(model.shape("Names").flat);
  CHECK(model.shape("Names").element == "Named");
  CHECK(model.shape("Rest").flat);
  CHECK(model.shape("Rest").element.empty());
  CHECK(model.shape("ByName").flat);
  CHECK(model.shape("ByName").key_element == "Name");
  CHECK(model.query_errors.at("Gone").code == "Query.Gone");
  CHECK(model.query_errors.at("Gone").status == 404);
  CHECK(model.query_errors.at("Gone").message == "It is gone for good.");
  CHECK(model.query_errors.at("Other").message.empty());
}

TEST_CASE("a table tells whose it is before the rest of it is read, which happens once") {
  // That the second line is no table shows that nobody has read it.
  const Table table("\nservice ssm json-1.1 AmazonSSM\nno table at all");
  CHECK(table.names().service == "ssm");
  CHECK(table.names().protocol == Protocol::Json11);
  CHECK(table.names().target_prefix == "AmazonSSM");
  CHECK(table.names().version.empty());
  const Table whole("service iam query 2010-05-08\nstructure Unit\noperation Ask Unit Unit");
  CHECK(whole.names().version == "2010-05-08");
  CHECK(whole.model().operations.count("Ask") == 1);
  CHECK(&whole.model() == &whole.model());
}

TEST_CASE("shapes are found by their numbers as by their names") {
  const Model model = parse_model(R"(
service ssm json-1.1 AmazonSSM
operation Get Input Output
structure Output
structure Input Names:Names ByName:ByName
list Names Name
map ByName Name Names
string Name
)");
  const Shape& input = model.input(model.operations.at("Get"));
  CHECK(input.name == "Input");
  CHECK(model.output(model.operations.at("Get")).name == "Output");
  CHECK(model.shape(input.members.at(0)).name == "Names");
  CHECK(model.item(model.shape(input.members.at(0))).name == "Name");
  CHECK(model.item(model.shape(input.members.at(1))).name == "Names");
  const Model copy = model;  // numbers, not places in memory
  CHECK(copy.item(copy.shape("Names")).name == "Name");
}
