#include "fakes/secretsmanager/wire.h"

#include <map>
#include <string_view>
#include <utility>

#include "fakes/secretsmanager/wire_values.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/pages.h"
#include "fakes/wire/refuse.h"
#include "sim/core/assert.h"

namespace greenroom::secretsmanager {
namespace {

using Answer = Result<aws::Json>;

// UNVERIFIED what a page has when nothing is said.
constexpr wire::PageSpelling k_pages = {"MaxResults", 100,         100,
                                        "NextToken",  "NextToken", "InvalidNextTokenException"};
constexpr std::int64_t k_batch_page = 20;

aws::Json nothing() {
  return wire::Object().take();
}

Answer create_secret(SecretsManager& manager, Context cx, const aws::Json& input) {
  Result<SecretValue> value = read_value(input, {"AddReplicaRegions", "Type"});
  if (!value) {
    return value.failure();
  }
  CreateSecretInput create;
  create.Name = wire::text_of(input, "Name");
  create.value = std::move(value.value());
  create.Description = wire::text_of(input, "Description");
  create.ClientRequestToken = wire::text_of(input, "ClientRequestToken");
  create.KmsKeyId = wire::text_of(input, "KmsKeyId");
  create.Tags = wire::read_tags(input, "Tags");
  const Result<SecretWritten> written = manager.CreateSecret(cx, std::move(create));
  return written ? Answer(written_of(written.value())) : Answer(written.failure());
}

Answer put_secret_value(SecretsManager& manager, Context cx, const aws::Json& input) {
  Result<SecretValue> value = read_value(input, {"RotationToken"});
  if (!value) {
    return value.failure();
  }
  PutSecretValueInput put;
  put.SecretId = wire::text_of(input, "SecretId");
  put.value = std::move(value.value());
  put.ClientRequestToken = wire::text_of(input, "ClientRequestToken");
  if (const std::vector<std::string> stages = wire::texts_of(input, "VersionStages");
      !stages.empty()) {
    put.VersionStages = {stages.begin(), stages.end()};
  }
  const std::string id = put.SecretId;
  const Result<SecretWritten> written = manager.PutSecretValue(cx, std::move(put));
  if (!written) {
    return written.failure();
  }
  const SecretVersion* version =
      find_version(*manager.state().find(id, cx.now()), written.value().VersionId);
  aws::Json output = written_of(written.value());
  output.members.push_back({"VersionStages", wire::texts({version->VersionStages.begin(),
                                                          version->VersionStages.end()})});
  return output;
}

Answer update_secret(SecretsManager& manager, Context cx, const aws::Json& input) {
  Result<SecretValue> value = read_value(input, {"Type"});
  if (!value) {
    return value.failure();
  }
  UpdateSecretInput update;
  update.SecretId = wire::text_of(input, "SecretId");
  update.value = std::move(value.value());
  update.ClientRequestToken = wire::text_of(input, "ClientRequestToken");
  if (input.find("Description") != nullptr) {
    update.Description = wire::text_of(input, "Description");
  }
  if (input.find("KmsKeyId") != nullptr) {
    update.KmsKeyId = wire::text_of(input, "KmsKeyId");
  }
  const Result<SecretWritten> written = manager.UpdateSecret(cx, std::move(update));
  return written ? Answer(written_of(written.value())) : Answer(written.failure());
}

Answer get_secret_value(SecretsManager& manager, Context cx, const aws::Json& input) {
  const Result<GetSecretValueOutput> output = manager.GetSecretValue(
      cx, {wire::text_of(input, "SecretId"), wire::text_of(input, "VersionId"),
           wire::text_of(input, "VersionStage")});
  return output ? Answer(value_of(cx, output.value())) : Answer(output.failure());
}

Answer describe_secret(SecretsManager& manager, Context cx, const aws::Json& input) {
  const Result<DescribeSecretOutput> output =
      manager.DescribeSecret(cx, wire::text_of(input, "SecretId"));
  return output ? Answer(description_of(cx, output.value(), TellsOf::DescribeSecret))
                : Answer(output.failure());
}

Answer list_secrets(SecretsManager& manager, Context cx, const aws::Json& input) {
  const Result<ListSecretsInput> list = read_list(input);
  if (!list) {
    return list.failure();
  }
  const Result<std::vector<DescribeSecretOutput>> all = manager.ListSecrets(cx, list.value());
  if (!all) {
    return all.failure();
  }
  return wire::page_of(k_pages, input, "SecretList", all.value(), [&](const auto& secret) {
    return description_of(cx, secret, TellsOf::ListSecrets);
  });
}

Answer list_secret_version_ids(SecretsManager& manager, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "SecretId");
  const Result<std::vector<SecretVersionsListEntry>> all =
      manager.ListSecretVersionIds(cx, id, wire::flag_of(input, "IncludeDeprecated"));
  if (!all) {
    return all.failure();
  }
  Answer page = wire::page_of(k_pages, input, "Versions", all.value(),
                              [&](const auto& version) { return version_of(cx, version); });
  if (page) {
    const Secret* secret = manager.state().find(id, cx.now());
    page.value().members.push_back({"ARN", wire::text(secret->ARN)});
    page.value().members.push_back({"Name", wire::text(secret->Name)});
  }
  return page;
}

Answer delete_secret(SecretsManager& manager, Context cx, const aws::Json& input) {
  DeleteSecretInput deletion;
  deletion.SecretId = wire::text_of(input, "SecretId");
  if (input.find("RecoveryWindowInDays") != nullptr) {
    deletion.RecoveryWindowInDays = wire::number_of(input, "RecoveryWindowInDays", 0);
  }
  deletion.ForceDeleteWithoutRecovery = wire::flag_of(input, "ForceDeleteWithoutRecovery");
  const Secret* secret = manager.state().find(deletion.SecretId, cx.now());
  const SecretWritten named =
      secret == nullptr ? SecretWritten{} : SecretWritten{secret->ARN, secret->Name, ""};
  const Result<Instant> gone = manager.DeleteSecret(cx, deletion);
  if (!gone) {
    return gone.failure();
  }
  aws::Json output = written_of(named);
  output.members.push_back({"DeletionDate", wire::timestamp(cx.epoch(), gone.value())});
  return output;
}

// ARN and Name of a secret that is there.
aws::Json named(const SecretsManager& manager, Context cx, const std::string& secret_id) {
  const Secret* secret = manager.state().find(secret_id, cx.now());
  return written_of({secret->ARN, secret->Name, ""});
}

Answer restore_secret(SecretsManager& manager, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "SecretId");
  const Status done = manager.RestoreSecret(cx, id);
  return done ? Answer(named(manager, cx, id)) : Answer(done.failure());
}

Answer update_secret_version_stage(SecretsManager& manager, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "SecretId");
  const Status done = manager.UpdateSecretVersionStage(
      cx, {id, wire::text_of(input, "VersionStage"), wire::text_of(input, "RemoveFromVersionId"),
           wire::text_of(input, "MoveToVersionId")});
  return done ? Answer(named(manager, cx, id)) : Answer(done.failure());
}

Answer tag_resource(SecretsManager& manager, Context cx, const aws::Json& input) {
  const Status done =
      manager.TagResource(cx, wire::text_of(input, "SecretId"), wire::read_tags(input, "Tags"));
  return done ? Answer(nothing()) : Answer(done.failure());
}

Answer untag_resource(SecretsManager& manager, Context cx, const aws::Json& input) {
  const Status done =
      manager.UntagResource(cx, wire::text_of(input, "SecretId"), wire::texts_of(input, "TagKeys"));
  return done ? Answer(nothing()) : Answer(done.failure());
}

Answer get_resource_policy(SecretsManager& manager, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "SecretId");
  const Result<DescribeSecretOutput> described = manager.DescribeSecret(cx, id);
  if (!described) {
    return described.failure();
  }
  const Secret* secret = manager.state().find(id, cx.now());
  return wire::Object()
      .add("ARN", wire::text(secret->ARN))
      .add("Name", wire::text(secret->Name))
      .add_unless_empty("ResourcePolicy", secret->ResourcePolicy)
      .take();
}

Answer put_resource_policy(SecretsManager& manager, Context cx, const aws::Json& input) {
  if (const Status known = wire::refuse(input, "InvalidParameterException", {"BlockPublicPolicy"});
      !known) {
    return known.failure();
  }
  const std::string id = wire::text_of(input, "SecretId");
  const Status done = manager.PutResourcePolicy(cx, id, wire::text_of(input, "ResourcePolicy"));
  return done ? Answer(named(manager, cx, id)) : Answer(done.failure());
}

Answer delete_resource_policy(SecretsManager& manager, Context cx, const aws::Json& input) {
  const std::string id = wire::text_of(input, "SecretId");
  const Status done = manager.PutResourcePolicy(cx, id, "");
  return done ? Answer(named(manager, cx, id)) : Answer(done.failure());
}

// Those that are asked for by name or by filters, as far as a page goes.
Result<std::vector<std::string>> batch_of(SecretsManager& manager, Context cx,
                                          const aws::Json& input) {
  const std::vector<std::string> ids = wire::texts_of(input, "SecretIdList");
  const bool has_filters = input.find("Filters") != nullptr;
  if (ids.empty() != has_filters) {
    return Failure{"InvalidParameterException",
                   "Either 'SecretIdList' or 'Filters' must be provided, but not both."};
  }
  if (!ids.empty()) {
    return ids;
  }
  const Result<ListSecretsInput> list = read_list(input);
  const auto all = list ? manager.ListSecrets(cx, list.value())
                        : Result<std::vector<DescribeSecretOutput>>(list.failure());
  if (!all) {
    return all.failure();
  }
  std::vector<std::string> arns;
  for (const DescribeSecretOutput& secret : all.value()) {
    arns.push_back(secret.ARN);
  }
  return arns;
}

// AWS: BatchGetSecretValue asks for secretsmanager:GetSecretValue of each secret, and says in
// Errors which ones are refused.
Result<GetSecretValueOutput> value_in_batch(const SecretsManager& manager, Context cx,
                                            const std::string& id,
                                            const wire::CallerRights* rights) {
  const Status may =
      rights == nullptr
          ? success()
          : rights->caller_may(
                cx, {"secretsmanager:GetSecretValue", manager.arn_for_policies(cx, id), {}});
  return may ? manager.GetSecretValue(cx, {id, "", ""})
             : Result<GetSecretValueOutput>(
                   wire::refusal_of(wire::Protocol::Json11, may.failure()).failure);
}

Answer batch_get_secret_value(SecretsManager& manager, Context cx, const aws::Json& input,
                              const wire::CallerRights* rights) {
  const Result<std::vector<std::string>> ids = batch_of(manager, cx, input);
  if (!ids) {
    return ids.failure();
  }
  const auto page = wire::page_range(ids.value().size(), wire::text_of(input, "NextToken"),
                                     wire::number_of(input, "MaxResults", k_batch_page));
  if (!page) {
    return Failure{k_pages.wrong_token_code, "The NextToken value is invalid."};
  }
  aws::Json values{aws::JsonKind::Array, {}, {}, {}};
  aws::Json errors{aws::JsonKind::Array, {}, {}, {}};
  for (std::size_t at = page->begin; at < page->end; ++at) {
    const std::string& id = ids.value()[at];
    const Result<GetSecretValueOutput> value = value_in_batch(manager, cx, id, rights);
    if (value) {
      values.items.push_back(value_of(cx, value.value()));
    } else {
      errors.items.push_back(wire::Object()
                                 .add("SecretId", wire::text(id))
                                 .add("ErrorCode", wire::text(value.failure().code))
                                 .add("Message", wire::text(value.failure().message))
                                 .take());
    }
  }
  return wire::Object()
      .add("SecretValues", std::move(values))
      .add_unless_empty("NextToken", page->next_token)
      .add("Errors", std::move(errors))
      .take();
}

Answer get_random_password(SecretsManager& manager, Context cx, const aws::Json& input) {
  GetRandomPasswordInput wanted;
  wanted.PasswordLength = wire::number_of(input, "PasswordLength", wanted.PasswordLength);
  wanted.ExcludeCharacters = wire::text_of(input, "ExcludeCharacters");
  wanted.ExcludeNumbers = wire::flag_of(input, "ExcludeNumbers");
  wanted.ExcludePunctuation = wire::flag_of(input, "ExcludePunctuation");
  wanted.ExcludeUppercase = wire::flag_of(input, "ExcludeUppercase");
  wanted.ExcludeLowercase = wire::flag_of(input, "ExcludeLowercase");
  wanted.IncludeSpace = wire::flag_of(input, "IncludeSpace");
  wanted.RequireEachIncludedType = input.find("RequireEachIncludedType") == nullptr ||
                                   wire::flag_of(input, "RequireEachIncludedType");
  const Result<std::string> password = manager.GetRandomPassword(cx, wanted);
  if (!password) {
    return password.failure();
  }
  return wire::Object().add("RandomPassword", wire::text(password.value())).take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  using Handler = Answer (*)(SecretsManager&, Context, const aws::Json&);
  static const std::map<std::string_view, Handler> handlers = {
      {"CreateSecret", create_secret},
      {"PutSecretValue", put_secret_value},
      {"UpdateSecret", update_secret},
      {"GetSecretValue", get_secret_value},
      {"DescribeSecret", describe_secret},
      {"ListSecrets", list_secrets},
      {"ListSecretVersionIds", list_secret_version_ids},
      {"DeleteSecret", delete_secret},
      {"RestoreSecret", restore_secret},
      {"UpdateSecretVersionStage", update_secret_version_stage},
      {"TagResource", tag_resource},
      {"UntagResource", untag_resource},
      {"GetResourcePolicy", get_resource_policy},
      {"PutResourcePolicy", put_resource_policy},
      {"DeleteResourcePolicy", delete_resource_policy},
      {"GetRandomPassword", get_random_password},
  };
  if (operation == "BatchGetSecretValue") {
    return batch_get_secret_value(manager_, cx, input, rights_);
  }
  const auto handler = handlers.find(operation);
  SIM_ASSERT(handler != handlers.end(), "the table has no other operation: " + operation);
  return handler->second(manager_, cx, input);
}

}  // namespace greenroom::secretsmanager
