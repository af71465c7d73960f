// Systems Manager Parameter Store. Operations are immediate.
//
// AWS: docs.aws.amazon.com/systems-manager, reference codebuild-codepipeline-s3 4.5. No value is
// ever written to the trace.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/ssm/ports.h"
#include "fakes/ssm/state.h"
#include "fakes/ssm/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::ssm {

class ParameterStore {
 public:
  ParameterStore(aws::Ids& ids, aws::Account account) : ids_(ids), account_(std::move(account)) {}

  // The new version, from 1. ParameterAlreadyExists, ValidationException,
  // HierarchyLevelLimitExceededException, HierarchyTypeMismatchException, AccessDeniedException,
  // ParameterMaxVersionLimitExceeded (the oldest of 100 versions has a label).
  // The tier of what was written is that of state().
  Result<std::int64_t> PutParameter(Context cx, PutParameterInput input);
  // Makes a parameter of those that AWS has for everybody: "/aws/service/...". They are got by name
  // or path, and are in no list of the account's. `data_type`: "text", "aws:ec2:image".
  void publish(std::string name, std::string value, std::string data_type);
  // `name` may be "name:version", "name:label" or an ARN. ParameterNotFound,
  // ParameterVersionNotFound.
  [[nodiscard]] Result<Parameter> GetParameter(Context cx, const std::string& name,
                                               bool with_decryption) const;
  // At most 10. Names and versions that are not there come back in InvalidParameters, with success.
  [[nodiscard]] Result<GetParametersOutput> GetParameters(Context cx,
                                                          const std::vector<std::string>& names,
                                                          bool with_decryption) const;
  // ValidationException, InvalidNextToken, InvalidFilterKey, InvalidFilterOption.
  [[nodiscard]] Result<GetParametersByPathOutput> GetParametersByPath(
      Context cx, const GetParametersByPathInput& input) const;
  // ParameterNotFound.
  Status DeleteParameter(Context cx, const std::string& name);
  Result<DeleteParametersOutput> DeleteParameters(Context cx,
                                                  const std::vector<std::string>& names);

  // Of the newest versions. InvalidFilterKey, InvalidFilterOption, InvalidFilterValue,
  // InvalidNextToken.
  [[nodiscard]] Result<ParameterHistoryPage> DescribeParameters(
      Context cx, const DescribeParametersInput& input) const;
  // ParameterNotFound, InvalidNextToken.
  [[nodiscard]] Result<ParameterHistoryPage> GetParameterHistory(
      Context cx, const GetParameterHistoryInput& input) const;
  // ParameterNotFound, ParameterVersionNotFound, ParameterVersionLabelLimitExceeded.
  Result<LabelParameterVersionOutput> LabelParameterVersion(
      Context cx, const LabelParameterVersionInput& input);

  // Of a parameter, by its name. InvalidResourceId, TooManyTagsError (above 50).
  Status AddTagsToResource(Context cx, const std::string& name, const Tags& tags);
  Status RemoveTagsFromResource(Context cx, const std::string& name,
                                const std::vector<std::string>& keys);
  [[nodiscard]] Result<Tags> ListTagsForResource(Context cx, const std::string& name) const;

  [[nodiscard]] const State& state() const { return state_; }

 private:
  // Where a parameter of that name, or path, is.
  [[nodiscard]] const State& state_of(const std::string& name) const;
  void remove(Context cx, const std::string& name);
  // Whether tags can be asked for or changed: the parameter is there.
  [[nodiscard]] Status has_tags(const std::string& name) const;

  aws::Ids& ids_;
  aws::Account account_;
  State state_;
  State public_;
};

// The parameter of a version as it is given out: a SecureString as its ciphertext unless decrypted.
[[nodiscard]] Parameter shown(const StoredVersion& stored, const std::string& selector,
                              bool with_decryption);

}  // namespace greenroom::ssm
