// The JSON Schema and the loader know the same keys.
#include "sim/scenario/schema.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "sim/scenario/actions.h"
#include "sim/scenario/expectation.h"
#include "sim/scenario/loader.h"

using namespace greenroom::scenario;
namespace json = boost::json;

namespace {

using Keys = std::set<std::string>;

Keys schema_keys(const char* pointer) {
  const json::value schema = json::parse(json_schema());
  Keys keys;
  for (const auto& property : schema.at_pointer(pointer).as_object()) {
    keys.insert(property.key());
  }
  return keys;
}

// What the loader says it knows, asked by a key that nobody knows.
Keys loader_keys(const std::string& text) {
  const Loaded loaded =
      load_scenario(std::string(GREENROOM_SOURCE_DIR) + "/scenarios/golden/test.yaml", text + "\n");
  for (const LoadError& error : loaded.errors) {
    const std::size_t list = error.message.find("Known keys: ");
    if (error.message.find("'zzzzzzz'") == std::string::npos || list == std::string::npos) {
      continue;
    }
    Keys keys;
    std::istringstream words(error.message.substr(list + 12));
    for (std::string word; words >> word;) {
      keys.insert(word.back() == ',' ? word.substr(0, word.size() - 1) : word);
    }
    return keys;
  }
  return {};
}

const std::string k_start = "app: ../apps/instant\nsteps: [push: v1.0]\n";

}  // namespace

TEST_CASE("the schema has the keys the loader knows") {
  // Where in the schema, and a scenario with an unknown key there.
  struct Row {
    std::string pointer;
    std::string scenario;
  };
  const std::string environment = "/properties/environment/properties";
  const std::string alb = environment + "/load_balancer/properties";
  const std::string group = environment + "/deployment_groups/additionalProperties/properties";
  const Row rows[] = {
      {"/properties", k_start + "zzzzzzz: 1"},
      {environment, k_start + "environment: {zzzzzzz: 1}"},
      {alb, k_start + "environment: {load_balancer: {zzzzzzz: 1}}"},
      {alb + "/health_check/properties",
       k_start + "environment: {load_balancer: {health_check: {zzzzzzz: 1}}}"},
      {alb + "/listeners/items/properties",
       k_start + "environment: {load_balancer: {listeners: [{zzzzzzz: 1}]}}"},
      {alb + "/timing/properties",
       k_start + "environment: {load_balancer: {timing: {zzzzzzz: 1}}}"},
      {environment + "/topics/additionalProperties/items/properties",
       k_start + "environment: {topics: {a: [{zzzzzzz: 1}]}}"},
      {environment + "/event_rules/additionalProperties/properties",
       k_start + "environment: {event_rules: {a: {zzzzzzz: 1}}}"},
      {environment + "/receivers/additionalProperties/properties",
       k_start + "environment: {receivers: {a: {zzzzzzz: 1}}}"},
      {environment + "/build/properties/logsConfig/properties",
       k_start + "environment: {build: {logsConfig: {zzzzzzz: 1}}}"},
      {environment + "/build/properties/logsConfig/properties/cloudWatchLogs/properties",
       k_start + "environment: {build: {logsConfig: {cloudWatchLogs: {zzzzzzz: 1}}}}"},
      {environment + "/metric_alarms/items/properties",
       k_start + "environment: {metric_alarms: [{zzzzzzz: 1}]}"},
      {environment + "/build/properties", k_start + "environment: {build: {zzzzzzz: 1}}"},
      {environment + "/pipeline/properties", k_start + "environment: {pipeline: {zzzzzzz: 1}}"},
      {environment + "/pipeline/properties/variables/items/properties",
       k_start + "environment: {pipeline: {variables: [{zzzzzzz: 1}]}}"},
      {environment + "/pipeline/properties/stages/items/properties",
       k_start + "environment: {pipeline: {stages: [{zzzzzzz: 1}]}}"},
      {environment + "/pipeline/properties/stages/items/properties/onFailure/properties",
       k_start + "environment: {pipeline: {stages: [{name: a, onFailure: {zzzzzzz: 1}}]}}"},
      {environment + "/pipeline/properties/stages/items/properties/actions/items/properties",
       k_start + "environment: {pipeline: {stages: [{name: a, actions: [{zzzzzzz: 1}]}]}}"},
      {environment + "/hosts/items/properties", k_start + "environment: {hosts: [{zzzzzzz: 1}]}"},
      {group, k_start + "environment: {deployment_groups: {a: {zzzzzzz: 1}}}"},
      {group + "/triggers/items/properties",
       k_start + "environment: {deployment_groups: {a: {triggers: [{zzzzzzz: 1}]}}}"},
      {environment + "/deployment_configs/additionalProperties/properties",
       k_start + "environment: {deployment_configs: {a: {zzzzzzz: 1}}}"},
      {"/properties/traffic/additionalProperties/properties",
       k_start + "traffic: {users: {zzzzzzz: 1}}"},
      {"/properties/limits/properties", k_start + "limits: {zzzzzzz: 1}"},
      {"/properties/steps/items/properties", "app: ../apps/instant\nsteps: [zzzzzzz: 1]"},
      {"/properties/expect/items/properties", k_start + "expect: [zzzzzzz: 1]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pointer);
    const Keys keys = loader_keys(row.scenario);
    CHECK_FALSE(keys.empty());
    CHECK(schema_keys(row.pointer.c_str()) == keys);
  }
}

TEST_CASE("the schema opens what is open and asks for what is required") {
  const json::value schema = json::parse(json_schema());
  const json::value& expect = schema.at_pointer("/properties/expect/items/properties");
  CHECK(expect.at_pointer("/trace/additionalProperties").as_bool());
  CHECK_FALSE(expect.at_pointer("/deployment/additionalProperties").as_bool());
  CHECK(expect.at_pointer("/deployment/required/0").as_string() == "number");
  CHECK(schema.at_pointer("/properties/steps/items/properties/run/required").as_array().size() ==
        2);
}
