// The tables of our services against the API models of an installed botocore: no name, type or
// required member may differ. (Lengths change with its versions and are not compared.)
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <set>

#include "fakes/autoscaling/wire.h"
#include "fakes/cloudwatch/wire.h"
#include "fakes/codebuild/wire.h"
#include "fakes/codedeploy/wire.h"
#include "fakes/codedeploy/wire_commands.h"
#include "fakes/codepipeline/wire.h"
#include "fakes/ec2/wire.h"
#include "fakes/elb/wire.h"
#include "fakes/events/wire.h"
#include "fakes/iam/wire.h"
#include "fakes/logs/wire.h"
#include "fakes/s3/wire.h"
#include "fakes/secretsmanager/wire.h"
#include "fakes/sns/wire.h"
#include "fakes/sqs/wire.h"
#include "fakes/ssm/wire.h"
#include "fakes/sts/wire.h"
#include "fakes/wire/query.h"
#include "fakes/wire/rights.h"

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

std::string botocore_table(const std::string& python, const std::string& service) {
  return output_of(python + " " GREENROOM_SOURCE_DIR "/tests/fakes/wire/botocore_model.py " +
                   service + " 2>/dev/null");
}

bool speaks_json(const Model& model) {
  return model.protocol == Protocol::Json10 || model.protocol == Protocol::Json11;
}

// What a list or map looks like in forms and XML.
void compare_looks(const Shape& ours, const Shape& theirs) {
  CHECK(ours.key_element == theirs.key_element);
  CHECK(ours.value_element == theirs.value_element);
  CHECK(ours.flat == theirs.flat);
  CHECK(ours.element == theirs.element);
}

// `has_looks` is false of a model of JSON, which knows nothing about other protocols.
void compare(const Shape& ours, const Shape& theirs, bool has_looks) {
  CHECK(ours.kind == theirs.kind);
  CHECK(ours.key == theirs.key);
  CHECK(ours.item == theirs.item);
  CHECK(ours.values == theirs.values);
  if (has_looks) {
    compare_looks(ours, theirs);
  }
  for (const Member& member : ours.members) {
    CAPTURE(member.name);
    const auto found = std::find_if(theirs.members.begin(), theirs.members.end(),
                                    [&](const Member& each) { return each.name == member.name; });
    REQUIRE(found != theirs.members.end());
    CHECK(member.shape == found->shape);
    CHECK(member.required == found->required);
    CHECK(member.travels == found->travels);
    if (has_looks && member.travels != Travels::Payload) {
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
  const Model ours =
      GENERATE(logs::wire_table().model(), cloudwatch::wire_table().model(),
               events::wire_table().model(), sns::wire_table().model(), sqs::wire_table().model(),
               ec2::wire_table().model(), iam::wire_table().model(), sts::wire_table().model(),
               elb::wire_table().model(), autoscaling::wire_table().model(),
               ssm::wire_table().model(), secretsmanager::wire_table().model(),
               s3::wire_table().model(), codedeploy::wire_table().model(),
               codebuild::wire_table().model(), codepipeline::wire_table().model());
  CAPTURE(ours.service);
  const std::string table = botocore_table("python3", ours.service);
  if (table.empty()) {
    WARN("python3 has no botocore here: the tables are not compared");
    return;
  }
  const Model theirs = parse_model(table);
  CHECK(ours.protocol == theirs.protocol);
  CHECK(ours.target_prefix == theirs.target_prefix);
  CHECK(ours.version == theirs.version);
  for (const auto& [name, operation] : ours.operations) {
    CAPTURE(name);
    REQUIRE(theirs.operations.count(name) == 1);
    CHECK(operation.input == theirs.operations.at(name).input);
    CHECK(operation.output == theirs.operations.at(name).output);
    CHECK(operation.method == theirs.operations.at(name).method);
    CHECK(operation.path == theirs.operations.at(name).path);
    CHECK(operation.query == theirs.operations.at(name).query);
    if (ours.protocol == Protocol::Query) {
      CHECK(operation.root == theirs.operations.at(name).root);
    }
  }
  for (const Shape& shape : ours.shapes) {
    CAPTURE(shape.name);
    REQUIRE(theirs.shape_numbers.count(shape.name) == 1);
    compare(shape, theirs.shape(shape.name), !speaks_json(theirs));
  }
}

// Debian's botocore is of before they spoke JSON.
TEST_CASE("services that speak query as well call things there what AWS's older models call them") {
  const Model ours = GENERATE(cloudwatch::wire_table().model(), sqs::wire_table().model());
  CAPTURE(ours.service);
  const std::string table = botocore_table("/usr/bin/python3", ours.service);
  const Model theirs = table.empty() ? Model{} : parse_model(table);
  if (theirs.protocol != Protocol::Query) {
    WARN("/usr/bin/python3 has no botocore that speaks query with " + ours.service);
    return;
  }
  CHECK(ours.version == theirs.version);
  for (const auto& [name, operation] : ours.operations) {
    CAPTURE(name);
    REQUIRE(theirs.operations.count(name) == 1);
    const bool has_output = theirs.operations.at(name).output != "Unit";
    CHECK((!has_output || operation.root == theirs.operations.at(name).root));
  }
  std::size_t compared = 0;
  for (const Shape& shape : ours.shapes) {
    if (theirs.shape_numbers.count(shape.name) == 0) {
      continue;  // newer than theirs
    }
    CAPTURE(shape.name);
    const Shape& older = theirs.shape(shape.name);
    compare_looks(shape, older);
    for (const Member& theirs_too : older.members) {
      const auto member =
          std::find_if(shape.members.begin(), shape.members.end(),
                       [&](const Member& each) { return each.name == theirs_too.name; });
      if (member != shape.members.end()) {
        CAPTURE(member->name);
        CHECK(query_name(ours, *member) == query_name(theirs, theirs_too));
        CHECK(member->wire_name == theirs_too.wire_name);
        ++compared;
      }
    }
  }
  CHECK(compared > 50);
}

TEST_CASE("SQS's failures have the codes in query that its older models have") {
  const Model ours = sqs::wire_table().model();
  const std::string table = botocore_table("/usr/bin/python3", ours.service);
  const Model theirs = table.empty() ? Model{} : parse_model(table);
  if (theirs.protocol != Protocol::Query) {
    WARN("/usr/bin/python3 has no botocore that speaks query with SQS");
    return;
  }
  for (const auto& [name, error] : ours.query_errors) {
    CAPTURE(name);
    CHECK(theirs.query_errors.count(name) == 1);
  }
  for (const auto& [name, error] : theirs.query_errors) {
    CAPTURE(name);
    REQUIRE(ours.query_errors.count(name) == 1);
    CHECK(ours.query_errors.at(name).code == error.code);
    CHECK(ours.query_errors.at(name).status == error.status);
  }
}

namespace {

std::vector<Model> all_models() {
  return {logs::wire_table().model(),
          cloudwatch::wire_table().model(),
          events::wire_table().model(),
          sns::wire_table().model(),
          sqs::wire_table().model(),
          ec2::wire_table().model(),
          iam::wire_table().model(),
          sts::wire_table().model(),
          elb::wire_table().model(),
          autoscaling::wire_table().model(),
          ssm::wire_table().model(),
          secretsmanager::wire_table().model(),
          s3::wire_table().model(),
          codedeploy::wire_table().model(),
          codedeploy::command_wire_table(codedeploy::CommandStack::Plain).model(),
          codedeploy::command_wire_table(codedeploy::CommandStack::Secure).model(),
          codebuild::wire_table().model(),
          codepipeline::wire_table().model()};
}

// Whether "Delete.Objects.Key" leads from the shape to a member of it or of a shape in it.
bool leads_somewhere(const Model& model, const std::string& shape_name, const std::string& path) {
  const Shape& shape = model.shape(shape_name);
  if (shape.kind == ShapeKind::List) {
    return leads_somewhere(model, shape.item, path);
  }
  if (path.empty()) {
    return true;
  }
  const std::size_t dot = std::min(path.find('.'), path.size());
  return std::any_of(shape.members.begin(), shape.members.end(), [&](const Member& each) {
    return each.name == path.substr(0, dot) &&
           leads_somewhere(model, each.shape, path.substr(std::min(dot + 1, path.size())));
  });
}

}  // namespace

TEST_CASE("the rights of the tables name members of their operations' inputs") {
  for (const Model& ours : all_models()) {
    for (const auto& [name, operation] : ours.operations) {
      std::vector<std::string> named;
      for (const Right& right : operation.rights) {
        for (const Place& place : places_of(right.resource)) {
          if (place.path != "region" && place.path != "account") {
            named.push_back(place.path);
          }
        }
        for (const std::string& path : {right.only_with, right.only_without}) {
          if (!path.empty()) {
            named.push_back(path);
          }
        }
      }
      for (const std::string& path : named) {
        CAPTURE(ours.service, name, path);
        CHECK(leads_somewhere(ours, operation.input, path));
      }
    }
  }
}

TEST_CASE("each operation has a right, or is one of the few that everybody may") {
  std::set<std::string> free;
  for (const Model& ours : all_models()) {
    for (const auto& [name, operation] : ours.operations) {
      CAPTURE(ours.service, name);
      CHECK(operation.rights.empty() == operation.needs_no_right);
      if (operation.needs_no_right && ours.service.rfind("codedeploy-commands", 0) != 0) {
        free.insert(ours.service + ":" + name);
      }
    }
  }
  // DeleteObjects asks for each key itself.
  CHECK(free ==
        std::set<std::string>{"s3:DeleteObjects", "sts:GetCallerIdentity", "sts:GetSessionToken"});
}
