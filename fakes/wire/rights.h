// Which rights of IAM a request needs, as the tables of the services say. Pure.
//
// AWS: the service authorization reference. A resource of a table is filled in from left to right,
// each of its places once; what values say is never read again:
//
//   {region} {account}         the account's
//   {Bucket} {pipeline.name}   a member of the input, or of a structure in it; each of a list
//   {project_of_build(ids)}    what follows from it
//
// "*" is what the input leaves out. The last kind, where it comes to a whole ARN, stands for all of
// the resource:
//
//   arn               itself: members that take a name as well as an ARN
//   parameter         the name of a parameter without its first slash and its selector
//   last              what follows the last slash: a queue's name of its URL
//   topic             of a subscription: its ARN without the last part
//   project_of_build  "web" of "web:4b36..."
//   group_of_report   the report group's ARN of a report's
//   kind_and_id       "instance/i-1" of "i-1"
//   copied            "bucket/key" of a copy's source, which may be percent-encoded
//
// and whatever else only the services know: whoever asks says so (Lookup).
//
// Simplified: of what the reference calls optional nothing is asked, but key pairs and launch
// templates of RunInstances; of resources that a request names in a way that is not here (a launch
// template by its name, to change it) any: policies must allow "*".
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/json.h"
#include "fakes/aws/rights.h"
#include "fakes/wire/model.h"

namespace greenroom::wire {

// What only the services know of `value`: {group_of_deployment(deploymentId)}. "" when they do not.
using Lookup = std::function<std::string(std::string_view what, const std::string& value)>;

// A place of a resource: "Delete.Objects.Key" is a path into the input, `function` may be "".
struct Place {
  std::string function;
  std::string path;
};
// In the order of the text; those of `{region}` and `{account}` too.
[[nodiscard]] std::vector<Place> places_of(const std::string& resource);

// All of them are needed. `operation` is one of the model's, `input` is what the service is given.
[[nodiscard]] std::vector<aws::Access> rights_of(const Model& model, const std::string& operation,
                                                 const aws::Json& input,
                                                 const aws::Account& account, const Lookup& lookup);

}  // namespace greenroom::wire
