// Inputs against a table, and what AWS says about those that break it.
#include "fakes/wire/check_input.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::wire;

namespace {

constexpr const char* k_table = R"(
service lab json-1.1 Lab
structure Request Name:Name! Names:Names Count:Count Kind:Kind Flag:Flag Inner:Inner
structure Inner Deep:Name!
list Names Name 1..2
string Name 1..5
integer Count 1..10
enum Kind A B
boolean Flag
)";

std::string verdict_on(const std::string& input) {
  const Result<aws::Json> json = aws::parse_json(input);
  REQUIRE(json.ok());
  const Result<aws::Json> checked = check_input(parse_model(k_table), "Request", json.value());
  return checked.ok() ? aws::to_text(checked.value())
                      : checked.failure().code + ": " + checked.failure().message;
}

struct Row {
  std::string input;
  std::string verdict;
};

}  // namespace

TEST_CASE("an input keeps what the table knows; what it breaks is told in AWS's words") {
  const std::string one = "ValidationException: 1 validation error detected: Value ";
  const std::string rule = " failed to satisfy constraint: Member must ";
  const Row row = GENERATE_COPY(values<Row>({
      {R"({"Name":"a","Other":1})", R"({"Name":"a"})"},
      {R"({"Name":"a","Kind":null})", R"({"Name":"a"})"},
      {R"({"Name":"äöüßé"})", R"({"Name":"äöüßé"})"},
      {R"({})", one + "null at 'name'" + rule + "not be null"},
      {R"({"Name":""})", one + "'' at 'name'" + rule + "have length greater than or equal to 1"},
      {R"({"Name":"abcdef"})",
       one + "'abcdef' at 'name'" + rule + "have length less than or equal to 5"},
      {R"({"Name":"a","Count":11})",
       one + "'11' at 'count'" + rule + "have value less than or equal to 10"},
      {R"({"Name":"a","Kind":"C"})",
       one + "'C' at 'kind'" + rule + "satisfy enum value set: [A, B]"},
      {R"({"Name":"a","Names":["a",""]})",
       one + "'' at 'names.2.member'" + rule + "have length greater than or equal to 1"},
      {R"({"Name":"a","Inner":{}})", one + "null at 'inner.deep'" + rule + "not be null"},
      {R"({"Count":0})", "ValidationException: 2 validation errors detected: Value null at 'name'" +
                             rule + "not be null; Value '0' at 'count'" + rule +
                             "have value greater than or equal to 1"},
      {R"({"Name":1})", "SerializationException: NUMBER_VALUE can not be converted to Name"},
      {R"({"Name":"a","Count":4294967301})",
       "SerializationException: NUMBER_VALUE can not be converted to an Integer"},
      {R"({"Name":"a","Count":99999999999999999999})",
       "SerializationException: NUMBER_VALUE can not be converted to an Integer"},
      {R"({"Name":"a","Flag":"true"})",
       "SerializationException: STRING_VALUE can not be converted to Flag"},
      {R"({"Name":"a","Count":1.5})",
       "SerializationException: NUMBER_VALUE can not be converted to an Integer"},
      {R"([])", "SerializationException: START_ARRAY can not be converted to Request"},
  }));
  CAPTURE(row.input);
  CHECK(verdict_on(row.input) == row.verdict);
}

TEST_CASE("of very many broken limits the first are told, and all are counted") {
  std::string input = R"({"Name":"a","Names":[)";
  for (int at = 0; at < 10'000; ++at) {
    input += std::string(at == 0 ? "" : ",") + R"("too long")";
  }
  const std::string verdict = verdict_on(input + "]}");
  CHECK(verdict.rfind("ValidationException: 10001 validation errors detected: Value [", 0) == 0);
  CHECK(verdict.find("at 'names'") != std::string::npos);
  CHECK(verdict.size() < 2 * input.size());
}
