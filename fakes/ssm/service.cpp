#include "fakes/ssm/service.h"

#include "fakes/ssm/filters.h"
#include "fakes/ssm/names.h"
#include "fakes/ssm/sites.h"

namespace greenroom::ssm {
namespace {

constexpr std::size_t k_value_characters_max = 4'096;           // of the standard tier
constexpr std::size_t k_advanced_value_characters_max = 8'192;  // of the other
constexpr const char* k_own_key = "alias/aws/ssm";
constexpr std::size_t k_names_max = 10;
constexpr std::int64_t k_results_max = 10;

Failure refused(const std::string& message) {
  return {"ValidationException", message};
}

Status validate_value(const std::string& value, ParameterTier tier) {
  if (value.empty()) {
    return refused(
        "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member "
        "must have length greater than or equal to 1");
  }
  if (value.size() > k_advanced_value_characters_max) {
    return refused(
        "Advanced tier parameters support a maximum parameter value of 8192 characters.");
  }
  if (value.size() > k_value_characters_max && tier == ParameterTier::Standard) {
    return refused(
        "Standard tier parameters support a maximum parameter value of 4096 characters. To create "
        "a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For "
        "more information, see "
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
        "parameter-store-advanced-parameters.html");
  }
  return success();
}

Status validate_names(const std::vector<std::string>& names) {
  if (!names.empty() && names.size() <= k_names_max) {
    return success();
  }
  std::string list;
  for (const std::string& name : names) {
    list += (list.empty() ? "" : ", ") + name;
  }
  return refused("1 validation error detected: Value '[" + list +
                 "]' at 'names' failed to satisfy constraint: Member must have length " +
                 (names.empty() ? "greater than or equal to 1" : "less than or equal to 10"));
}

// The tier that was asked for, the one that the value needs, or the one that there is.
ParameterTier tier_of(const Versions* versions, const PutParameterInput& input) {
  const ParameterTier before =
      versions == nullptr ? ParameterTier::Standard : versions->back().Tier;
  if (input.intelligent_tiering) {
    return input.Value.size() > k_value_characters_max ? ParameterTier::Advanced : before;
  }
  return input.Tier.value_or(before);
}

// What stands in the way of this value for a parameter that is there or not.
Status check_against(const Versions* versions, const PutParameterInput& input) {
  if (input.Overwrite && !input.Tags.empty()) {
    return refused(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with "
        "tags, please remove overwrite flag. To update tags for an existing parameter, please use "
        "AddTagsToResource or RemoveTagsFromResource.");
  }
  if (versions == nullptr) {
    return input.Type
               ? success()
               : Status(refused("A parameter type is required when you create a parameter."));
  }
  if (!input.Overwrite) {
    return Failure{
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option "
        "in the request to true."};
  }
  if (input.Type && *input.Type != versions->back().parameter.Type) {  // as documented; UNVERIFIED
    return Failure{"HierarchyTypeMismatchException",
                   "Parameter Store does not support changing a parameter type in a hierarchy. For "
                   "example, you can't change a parameter from a String type to a SecureString "
                   "type. You must create a new, unique parameter."};
  }
  if (versions->back().Tier == ParameterTier::Advanced &&
      tier_of(versions, input) == ParameterTier::Standard) {
    return refused(
        "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the "
        "advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the "
        "advanced parameter and recreate it as a standard parameter.");
  }
  const StoredVersion& oldest = versions->front();
  if (versions->size() == k_versions_max && !oldest.Labels.empty()) {
    return Failure{"ParameterMaxVersionLimitExceeded",
                   "You attempted to create a new version of " + input.Name +
                       " by calling the PutParameter API with the overwrite flag. Version " +
                       std::to_string(oldest.parameter.Version) +
                       ", the oldest version, can't be deleted because it has a label associated "
                       "with it. Move the label to another version of the parameter, and try "
                       "again."};
  }
  return success();
}

}  // namespace

Parameter shown(const StoredVersion& stored, const std::string& selector, bool with_decryption) {
  Parameter parameter = stored.parameter;
  parameter.Selector = selector;
  if (parameter.Type == ParameterType::SecureString && !with_decryption) {
    parameter.Value = stored.ciphertext;
  }
  return parameter;
}

Result<std::int64_t> ParameterStore::PutParameter(Context cx, PutParameterInput input) {
  const Versions* versions = state_.find(input.Name);
  const ParameterTier tier = tier_of(versions, input);
  for (const Status& checked : {validate_name(input.Name), validate_value(input.Value, tier)}) {
    if (!checked) {
      return checked.failure();
    }
  }
  if (const Status checked = check_against(versions, input); !checked) {
    return checked.failure();
  }
  const bool is_new = versions == nullptr;
  StoredVersion stored;
  Parameter& parameter = stored.parameter;
  parameter.Name = std::move(input.Name);
  parameter.Type = is_new ? *input.Type : versions->back().parameter.Type;
  parameter.Value = std::move(input.Value);
  parameter.Version = is_new ? 1 : versions->back().parameter.Version + 1;
  if (cx.fault(site::version_given_twice) && !is_new) {
    --parameter.Version;
  }
  parameter.LastModifiedDate = cx.now();
  parameter.ARN = parameter_arn(account_, parameter.Name);
  if (parameter.Type == ParameterType::SecureString) {
    // Simplified: nothing is encrypted; this only looks like it, and tells nothing of the value.
    stored.ciphertext = "AQICAH" + ids_.alphanumeric("ssm.ciphertext", 58);
    stored.KeyId = input.KeyId.empty() ? k_own_key : input.KeyId;
  }
  // UNVERIFIED that a description stays when a value is overwritten without one.
  stored.Description =
      input.Description.empty() && !is_new ? versions->back().Description : input.Description;
  stored.Tier = tier;
  const std::int64_t version = parameter.Version;
  cx.trace("ssm.parameter", {{"name", parameter.Name},
                             {"change", is_new ? "created" : "updated"},
                             {"version", version},
                             {"type", to_string(parameter.Type)}});
  if (!input.Tags.empty()) {
    state_.set_tags(parameter.Name, std::move(input.Tags));
  }
  state_.add(std::move(stored));
  return version;
}

void ParameterStore::publish(std::string name, std::string value, std::string data_type) {
  StoredVersion stored;
  stored.parameter.ARN = "arn:aws:ssm:" + account_.region + "::parameter" + name;
  stored.parameter.Name = std::move(name);
  stored.parameter.Value = std::move(value);
  stored.parameter.Version = 1;
  stored.parameter.DataType = std::move(data_type);
  public_.add(std::move(stored));
}

const State& ParameterStore::state_of(const std::string& name) const {
  constexpr std::string_view k_of_aws = "/aws/";
  return name.rfind(k_of_aws, 0) == 0 ? public_ : state_;
}

Result<Parameter> ParameterStore::GetParameter(Context, const std::string& name,
                                               bool with_decryption) const {
  const ParameterReference reference = parse_reference(account_, name);
  const Result<StoredVersion> stored = state_of(reference.name).get(reference);
  if (!stored) {
    return stored.failure();
  }
  return shown(stored.value(), reference.selector, with_decryption);
}

Result<GetParametersOutput> ParameterStore::GetParameters(Context,
                                                          const std::vector<std::string>& names,
                                                          bool with_decryption) const {
  if (const Status checked = validate_names(names); !checked) {
    return checked.failure();
  }
  GetParametersOutput output;
  for (const std::string& name : names) {
    const ParameterReference reference = parse_reference(account_, name);
    const Result<StoredVersion> stored = state_of(reference.name).get(reference);
    if (stored) {
      output.Parameters.push_back(shown(stored.value(), reference.selector, with_decryption));
    } else {
      output.InvalidParameters.push_back(name);
    }
  }
  return output;
}

// The token is the name of the last parameter of the page before.
Result<GetParametersByPathOutput> ParameterStore::GetParametersByPath(
    Context, const GetParametersByPathInput& input) const {
  if (const Status checked = validate_path(input.Path); !checked) {
    return checked.failure();
  }
  if (input.MaxResults < 1 || input.MaxResults > k_results_max) {
    return refused(
        "1 validation error detected: Value '" + std::to_string(input.MaxResults) +
        "' at 'maxResults' failed to satisfy constraint: Member must have value " +
        (input.MaxResults < 1 ? "greater than or equal to 1" : "less than or equal to 10"));
  }
  if (!input.NextToken.empty() && !is_below(input.NextToken, input.Path, true)) {
    return invalid_token();
  }
  for (const ParameterStringFilter& filter : input.ParameterFilters) {
    if (const Status checked = validate_filter(filter, FiltersOf::GetParametersByPath); !checked) {
      return checked.failure();
    }
  }
  GetParametersByPathOutput output;
  const auto& parameters = state_of(input.Path).parameters();
  for (auto found = parameters.upper_bound(input.NextToken); found != parameters.end(); ++found) {
    if (!is_below(found->first, input.Path, input.Recursive) ||
        !passes(found->second, {}, input.ParameterFilters)) {
      continue;
    }
    if (static_cast<std::int64_t>(output.Parameters.size()) == input.MaxResults) {
      output.NextToken = output.Parameters.back().Name;
      break;
    }
    output.Parameters.push_back(shown(found->second.back(), "", input.WithDecryption));
  }
  return output;
}

Status ParameterStore::DeleteParameter(Context cx, const std::string& name) {
  if (state_.find(name) == nullptr) {
    return parameter_not_found();
  }
  remove(cx, name);
  return success();
}

Result<DeleteParametersOutput> ParameterStore::DeleteParameters(
    Context cx, const std::vector<std::string>& names) {
  if (const Status checked = validate_names(names); !checked) {
    return checked.failure();
  }
  DeleteParametersOutput output;
  for (const std::string& name : names) {
    if (state_.find(name) == nullptr) {
      output.InvalidParameters.push_back(name);
    } else {
      remove(cx, name);
      output.DeletedParameters.push_back(name);
    }
  }
  return output;
}

void ParameterStore::remove(Context cx, const std::string& name) {
  const bool was_there = state_.remove(name);
  SIM_ASSERT(was_there, "only what is there is removed");
  cx.trace("ssm.parameter", {{"name", name}, {"change", "deleted"}});
}

}  // namespace greenroom::ssm
