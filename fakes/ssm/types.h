// Parameter Store's words as plain data. AWS: docs.aws.amazon.com/systems-manager, reference
// codebuild-codepipeline-s3 4.5.
#pragma once

#include <cstdint>
#include <map>
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

// Standard: a value of up to 4 KB; Advanced: 8 KB.
enum class ParameterTier { Standard, Advanced };
[[nodiscard]] std::string to_string(ParameterTier tier);

using Tags = std::map<std::string, std::string>;

struct PutParameterInput {
  std::string Name;
  std::string Value;
  std::optional<ParameterType> Type;  // must be there for a new parameter
  bool Overwrite = false;
  std::string Description = {};  // "" = as it was
  std::string KeyId = {};        // of a SecureString; "" = the account's own key
  std::optional<ParameterTier> Tier = {};
  // Intelligent-Tiering: as the value needs it, whatever Tier says.
  bool intelligent_tiering = false;
  ssm::Tags Tags = {};  // of a new parameter only
};

// A version as GetParameterHistory has it; as DescribeParameters has it, without value and labels.
struct ParameterHistory {
  Parameter parameter;  // Value as Parameter says
  std::string KeyId;    // of a SecureString
  std::string Description;
  std::vector<std::string> Labels;
  ParameterTier Tier = ParameterTier::Standard;
};

// "Name", "Type", "KeyId", "Path", "Label", "Tier", "DataType", "tag:<key>".
struct ParameterStringFilter {
  std::string Key;
  std::string Option;  // "" = Equals; of a Path OneLevel
  std::vector<std::string> Values;
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
  std::vector<ParameterStringFilter> ParameterFilters = {};  // Type, KeyId, Label
};

struct GetParametersByPathOutput {
  std::vector<Parameter> Parameters;  // in the order of their names
  std::string NextToken;              // "" = that was all
};

struct DescribeParametersInput {
  std::vector<ParameterStringFilter> ParameterFilters;  // all of them; any of the values of each
  std::int64_t MaxResults = 50;                         // 1 to 50
  std::string NextToken;
};

struct GetParameterHistoryInput {
  std::string Name;
  bool WithDecryption = false;
  std::int64_t MaxResults = 50;  // 1 to 50
  std::string NextToken;
};

// A page of DescribeParameters (in the order of their names) or GetParameterHistory (oldest first).
struct ParameterHistoryPage {
  std::vector<ParameterHistory> Parameters;
  std::string NextToken;  // "" = that was all
};

struct LabelParameterVersionInput {
  std::string Name;
  std::optional<std::int64_t> ParameterVersion;  // the newest
  std::vector<std::string> Labels;
};

struct LabelParameterVersionOutput {
  std::vector<std::string> InvalidLabels;  // not attached, with success
  std::int64_t ParameterVersion = 0;
};

struct DeleteParametersOutput {
  std::vector<std::string> DeletedParameters;
  std::vector<std::string> InvalidParameters;
};

}  // namespace greenroom::ssm
