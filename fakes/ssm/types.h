// Parameter Store's words as plain data. AWS: docs.aws.amazon.com/systems-manager, reference
// codebuild-codepipeline-s3 4.5.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::ssm {

enum class ParameterType { String, StringList, SecureString };
[[nodiscard]] std::string to_string(ParameterType type);

struct Parameter {
  std::string Name;
  ParameterType Type = ParameterType::String;
  std::string Value;  // of a SecureString read without decryption: its ciphertext
  std::int64_t Version = 0;
  std::string Selector;  // ":3" when a version was asked for
  Instant LastModifiedDate;
  std::string ARN;
  std::string DataType = "text";
};

struct PutParameterInput {
  std::string Name;
  std::string Value;
  std::optional<ParameterType> Type;  // must be there for a new parameter
  bool Overwrite = false;
  std::string Description;
};

struct GetParametersOutput {
  std::vector<Parameter> Parameters;           // in the order asked for
  std::vector<std::string> InvalidParameters;  // names that are not there: no error
};

struct GetParametersByPathInput {
  std::string Path;
  bool Recursive = false;
  bool WithDecryption = false;
  std::int64_t MaxResults = 10;  // 1 to 10
  std::string NextToken;
};

struct GetParametersByPathOutput {
  std::vector<Parameter> Parameters;  // in the order of their names
  std::string NextToken;              // "" = that was all
};

struct DeleteParametersOutput {
  std::vector<std::string> DeletedParameters;
  std::vector<std::string> InvalidParameters;
};

}  // namespace greenroom::ssm
