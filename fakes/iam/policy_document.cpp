#include "fakes/iam/policy_document.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fakes/aws/json.h"
#include "fakes/iam/conditions.h"

namespace greenroom::iam {
namespace {

using aws::Json;
using aws::JsonKind;

Failure malformed(std::string message) {
  return {"MalformedPolicyDocument", std::move(message)};
}

// A text or a list of texts; values of conditions may be booleans and numbers too.
Status read_texts(const Json* given, std::vector<std::string>& all) {
  if (given == nullptr) {
    return success();
  }
  if (given->kind == JsonKind::Array) {
    for (const Json& item : given->items) {
      if (item.kind == JsonKind::Array) {
        return malformed("Syntax errors in policy.");
      }
      if (const Status read = read_texts(&item, all); !read) {
        return read;
      }
    }
    return success();
  }
  switch (given->kind) {
    case JsonKind::String:
    case JsonKind::Number:
      all.push_back(given->text);
      return success();
    case JsonKind::True:
    case JsonKind::False:
      all.emplace_back(given->kind == JsonKind::True ? "true" : "false");
      return success();
    default:
      return malformed("Syntax errors in policy.");
  }
}

Status read_conditions(const Json* given, Statement& statement) {
  if (given == nullptr) {
    return success();
  }
  if (given->kind != JsonKind::Object) {
    return malformed("Syntax errors in policy.");
  }
  for (const aws::JsonMember& by_operator : given->members) {
    if (by_operator.value.kind != JsonKind::Object) {
      return malformed("Syntax errors in policy.");
    }
    for (const aws::JsonMember& by_key : by_operator.value.members) {
      Condition condition;
      if (!read_operator(by_operator.name, condition)) {
        return malformed("Greenroom knows no condition operator " + by_operator.name + ".");
      }
      condition.key = lower_case(by_key.name);
      if (const Status read = read_texts(&by_key.value, condition.values); !read) {
        return read;
      }
      for (const std::string& value : condition.values) {
        if (!is_value_of(condition, value)) {
          return malformed("Greenroom cannot compare with " + value + " by " + by_operator.name +
                           ".");
        }
      }
      statement.conditions.push_back(std::move(condition));
    }
  }
  return success();
}

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// AWS: reference_policies_elements_principal: everybody, an account, or somebody by an ARN, in
// which nothing stands for many.
bool is_aws_principal(const std::string& text) {
  const bool is_arn =
      (text.rfind("arn:aws:iam::", 0) == 0 || text.rfind("arn:aws:sts::", 0) == 0) &&
      is_account(std::string_view(text).substr(13, 12)) && text.size() > 26 && text[25] == ':' &&
      text.find_first_of("*?") == std::string::npos;
  return text == "*" || is_account(text) || is_arn;
}

Status check_principals(const Statement& statement) {
  for (const std::string& each : statement.aws_principals) {
    if (!is_aws_principal(each)) {
      return malformed("Invalid principal in policy: \"AWS\":\"" + each + "\"");
    }
  }
  return success();
}

Status read_principal(const Json& given, PolicyKind kind, Statement& statement) {
  if (given.kind == JsonKind::String && given.text == "*") {
    statement.aws_principals = {"*"};
    return success();
  }
  if (given.kind != JsonKind::Object || given.members.empty()) {
    return malformed("Invalid principal in policy.");
  }
  for (const aws::JsonMember& member : given.members) {
    if (member.name == "AWS") {
      if (const Status read = read_texts(&member.value, statement.aws_principals); !read) {
        return read;
      }
    } else if (member.name == "Service") {
      if (const Status read = read_texts(&member.value, statement.service_principals); !read) {
        return read;
      }
    } else if (member.name == "CanonicalUser" && kind == PolicyKind::Resource) {
      // Simplified: nobody is one, so none is let in; but whoever is kept out would be let in.
      if (statement.effect == Effect::Deny && !statement.means_all_others) {
        return malformed("Greenroom cannot tell who the CanonicalUser of a denial is.");
      }
    } else if (member.name != "Federated") {  // Simplified: nobody here is
      return malformed("Invalid principal in policy: \"" + member.name + "\"");
    }
  }
  return check_principals(statement);
}

// "s3:GetObject", "*".
bool is_action(const std::string& action) {
  const std::size_t colon = action.find(':');
  return action == "*" || (colon != std::string::npos && colon > 0 && colon + 1 < action.size());
}

Status check_identity(const Json& given, const Statement& statement) {
  if (given.find("Principal") != nullptr || given.find("NotPrincipal") != nullptr) {
    return malformed("Policy document should not specify a principal.");
  }
  if (statement.Resource.empty() && statement.NotResource.empty()) {
    return malformed("Policy statement must contain resources.");
  }
  for (const std::vector<std::string>* list : {&statement.Resource, &statement.NotResource}) {
    for (const std::string& resource : *list) {
      if (resource != "*" && resource.rfind("arn:", 0) != 0 && resource.rfind("${", 0) != 0) {
        return malformed("Resource " + resource + " must be in ARN format or \"*\".");
      }
    }
  }
  return success();
}

Status check_trust(const Json& given, Statement& statement) {
  if (given.find("Resource") != nullptr || given.find("NotResource") != nullptr) {
    return malformed("Has prohibited field Resource");
  }
  if (given.find("NotPrincipal") != nullptr) {
    // AWS: "You cannot use the NotPrincipal element ... in an IAM role trust policy." UNVERIFIED
    return malformed("Has prohibited field NotPrincipal");
  }
  const Json* principal = given.find("Principal");
  if (principal == nullptr) {
    return malformed("Missing required field Principal");
  }
  for (const std::string& action : statement.Action) {
    if (lower_case(action).rfind("sts:", 0) != 0) {
      return malformed("AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }
  return read_principal(*principal, PolicyKind::Trust, statement);
}

// A trust policy has no Resource, and other policies of resources may leave it out.
Status check_resource_policy(const Json& given, Statement& statement) {
  const Json* principal = given.find("Principal");
  const Json* others = given.find("NotPrincipal");
  if (others != nullptr) {
    // AWS: "Using it with "Effect":"Allow" is not supported." The texts are UNVERIFIED.
    if (principal != nullptr || statement.effect == Effect::Allow) {
      return malformed(principal != nullptr ? "Syntax errors in policy."
                                            : "Allow with NotPrincipal is not allowed.");
    }
    statement.means_all_others = true;
    return read_principal(*others, PolicyKind::Resource, statement);
  }
  return principal == nullptr ? Status(malformed("Missing required field Principal"))
                              : read_principal(*principal, PolicyKind::Resource, statement);
}

Status check_by_kind(PolicyKind kind, const Json& given, Statement& statement) {
  switch (kind) {
    case PolicyKind::Identity:
      return check_identity(given, statement);
    case PolicyKind::Trust:
      return check_trust(given, statement);
    case PolicyKind::Resource:
      break;
  }
  return check_resource_policy(given, statement);
}

Result<Statement> read_statement(const Json& given, PolicyKind kind) {
  static const std::vector<std::string> known = {"Sid",       "Effect",    "Action",
                                                 "NotAction", "Resource",  "NotResource",
                                                 "Condition", "Principal", "NotPrincipal"};
  if (given.kind != JsonKind::Object) {
    return malformed("Syntax errors in policy.");
  }
  for (const aws::JsonMember& member : given.members) {
    if (std::count(known.begin(), known.end(), member.name) == 0) {
      return malformed("Syntax errors in policy.");
    }
  }
  Statement statement;
  const Json* effect = given.find("Effect");
  if (effect == nullptr || (effect->text != "Allow" && effect->text != "Deny")) {
    return malformed("Syntax errors in policy.");
  }
  statement.effect = effect->text == "Allow" ? Effect::Allow : Effect::Deny;
  if (const Json* sid = given.find("Sid")) {
    statement.Sid = sid->text;
  }
  for (const Status& read : {read_texts(given.find("Action"), statement.Action),
                             read_texts(given.find("NotAction"), statement.NotAction),
                             read_texts(given.find("Resource"), statement.Resource),
                             read_texts(given.find("NotResource"), statement.NotResource),
                             read_conditions(given.find("Condition"), statement)}) {
    if (!read) {
      return read.failure();
    }
  }
  if (statement.Action.empty() == statement.NotAction.empty()) {
    return malformed(statement.Action.empty() ? "Policy statement must contain actions."
                                              : "Syntax errors in policy.");
  }
  for (const std::vector<std::string>* list : {&statement.Action, &statement.NotAction}) {
    if (!std::all_of(list->begin(), list->end(), is_action)) {
      return malformed(
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
  }
  const Status checked = check_by_kind(kind, given, statement);
  if (!checked) {
    return checked.failure();
  }
  return statement;
}

// One statement may stand alone.
std::vector<Json> statements_in(const Json& given) {
  return given.kind == JsonKind::Array ? given.items : std::vector<Json>{given};
}

}  // namespace

Result<PolicyDocument> parse_policy(const std::string& text, PolicyKind kind) {
  const Result<Json> json = aws::parse_json(text);
  if (!json || json.value().kind != JsonKind::Object) {
    return malformed(kind == PolicyKind::Trust ? "This policy contains invalid Json"
                                               : "Syntax errors in policy.");
  }
  PolicyDocument document;
  if (const Json* version = json.value().find("Version")) {
    document.Version = version->text;
  }
  const bool is_dated = document.Version == "2012-10-17";
  if (!is_dated && (kind == PolicyKind::Identity ||
                    (!document.Version.empty() && document.Version != "2008-10-17"))) {
    return malformed("Policy document must be version 2012-10-17 or greater.");
  }
  const Json* given = json.value().find("Statement");
  if (given == nullptr) {
    return malformed("Syntax errors in policy.");
  }
  for (const Json& each : statements_in(*given)) {
    Result<Statement> statement = read_statement(each, kind);
    if (!statement) {
      return statement.failure();
    }
    document.statements.push_back(std::move(statement).value());
  }
  return document;
}

namespace {

// AWS: "a fixed value ... one that doesn't contain a wildcard or an IAM policy variable"; addresses
// "broader than /8" are everybody's.
bool is_broad(const std::string& value) {
  const std::size_t slash = value.find('/');
  const bool is_short_prefix = slash != std::string::npos && slash + 2 == value.size() &&
                               value[slash + 1] >= '0' && value[slash + 1] < '8';
  return value.find_first_of("*?") != std::string::npos || value.find("${") != std::string::npos ||
         is_short_prefix;
}

// Keys of conditions whose fixed values make a statement narrow.
bool narrows(const Condition& condition) {
  static const std::vector<std::string> keys = {"aws:principalarn",
                                                "aws:principalaccount",
                                                "aws:principalorgid",
                                                "aws:sourceip",
                                                "aws:sourcearn",
                                                "aws:sourcevpc",
                                                "aws:sourcevpce",
                                                "aws:sourceowner",
                                                "aws:userid",
                                                "s3:dataaccesspointarn",
                                                "s3:dataaccesspointaccount",
                                                "aws:sourceaccount",
                                                "aws:username",
                                                "s3:x-amz-server-side-encryption-aws-kms-key-id"};
  static const std::vector<std::string> operators = {
      "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress"};
  return !condition.if_exists && !condition.of_all &&
         std::count(operators.begin(), operators.end(), condition.Operator) > 0 &&
         std::count(keys.begin(), keys.end(), condition.key) > 0 &&
         std::none_of(condition.values.begin(), condition.values.end(), is_broad);
}

}  // namespace

bool is_public(const PolicyDocument& policy) {
  return std::any_of(
      policy.statements.begin(), policy.statements.end(), [](const Statement& statement) {
        const auto& all = statement.aws_principals;
        return statement.effect == Effect::Allow && std::count(all.begin(), all.end(), "*") > 0 &&
               std::none_of(statement.conditions.begin(), statement.conditions.end(), narrows);
      });
}

}  // namespace greenroom::iam
