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

  // An optional neighbour. Without it everything is allowed.
  void connect(Permissions& permissions) { permissions_ = &permissions; }

  // The new version, from 1. ParameterAlreadyExists, ValidationException,
  // HierarchyLevelLimitExceededException, HierarchyTypeMismatchException, AccessDeniedException.
  Result<std::int64_t> PutParameter(Context cx, PutParameterInput input);
  // `name` may be "name:version" or an ARN. ParameterNotFound, ParameterVersionNotFound.
  [[nodiscard]] Result<Parameter> GetParameter(Context cx, const std::string& name,
                                               bool with_decryption) const;
  // At most 10. Names and versions that are not there come back in InvalidParameters, with success.
  [[nodiscard]] Result<GetParametersOutput> GetParameters(Context cx,
                                                          const std::vector<std::string>& names,
                                                          bool with_decryption) const;
  // ValidationException, InvalidNextToken.
  [[nodiscard]] Result<GetParametersByPathOutput> GetParametersByPath(
      Context cx, const GetParametersByPathInput& input) const;
  // ParameterNotFound.
  Status DeleteParameter(Context cx, const std::string& name);
  Result<DeleteParametersOutput> DeleteParameters(Context cx,
                                                  const std::vector<std::string>& names);

  [[nodiscard]] const State& state() const { return state_; }

 private:
  [[nodiscard]] Status allowed(Context cx, const std::string& action,
                               const std::string& name) const;
  void remove(Context cx, const std::string& name);

  aws::Ids& ids_;
  aws::Account account_;
  Permissions* permissions_ = nullptr;
  State state_;
};

}  // namespace greenroom::ssm
