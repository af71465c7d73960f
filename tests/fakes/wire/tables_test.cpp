// The tables of our services against the API models of an installed botocore: no name, type or
// required member may differ. (Lengths change with its versions and are not compared.)
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>

#include "fakes/s3/wire.h"
#include "fakes/secretsmanager/wire.h"
#include "fakes/ssm/wire.h"

using namespace greenroom;
using namespace greenroom::wire;

namespace {

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe != nullptr);
  std::string output;
  char buffer[4096];
  for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) {
    output.append(buffer, got);
  }
  return output;
}

void compare(const Shape& ours, const Shape& theirs) {
  CHECK(ours.kind == theirs.kind);
  CHECK(ours.key == theirs.key);
  CHECK(ours.item == theirs.item);
  CHECK(ours.values == theirs.values);
  CHECK(ours.flat == theirs.flat);
  CHECK(ours.element == theirs.element);
  for (const Member& member : ours.members) {
    CAPTURE(member.name);
    const auto found = std::find_if(theirs.members.begin(), theirs.members.end(),
                                    [&](const Member& each) { return each.name == member.name; });
    REQUIRE(found != theirs.members.end());
    CHECK(member.shape == found->shape);
    CHECK(member.required == found->required);
    CHECK(member.travels == found->travels);
    if (member.travels != Travels::Payload) {
      CHECK(member.wire_name == found->wire_name);
    }
  }
  for (const Member& member : theirs.members) {
    CAPTURE(member.name);
    const bool known = std::any_of(ours.members.begin(), ours.members.end(),
                                   [&](const Member& each) { return each.name == member.name; });
    CHECK((known || !member.required));
  }
}

}  // namespace

TEST_CASE("the tables say what AWS's own API models say") {
  const Model ours = GENERATE(ssm::wire_model(), secretsmanager::wire_model(), s3::wire_model());
  CAPTURE(ours.service);
  const std::string table =
      output_of("python3 " GREENROOM_SOURCE_DIR "/tests/fakes/wire/botocore_model.py " +
                ours.service + " 2>/dev/null");
  if (table.empty()) {
    WARN("python3 has no botocore here: the tables are not compared");
    return;
  }
  const Model theirs = parse_model(table);
  CHECK(ours.target_prefix == theirs.target_prefix);
  for (const auto& [name, operation] : ours.operations) {
    CAPTURE(name);
    REQUIRE(theirs.operations.count(name) == 1);
    CHECK(operation.input == theirs.operations.at(name).input);
    CHECK(operation.output == theirs.operations.at(name).output);
    CHECK(operation.method == theirs.operations.at(name).method);
    CHECK(operation.path == theirs.operations.at(name).path);
    CHECK(operation.query == theirs.operations.at(name).query);
  }
  for (const auto& [name, shape] : ours.shapes) {
    CAPTURE(name);
    REQUIRE(theirs.shapes.count(name) == 1);
    compare(shape, theirs.shapes.at(name));
  }
}
