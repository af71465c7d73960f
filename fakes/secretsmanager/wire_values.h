// Secrets Manager's values as inputs and outputs have them.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/secretsmanager/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::secretsmanager {

[[nodiscard]] aws::Json value_of(Context cx, const GetSecretValueOutput& secret);
// What DescribeSecret tells; an entry of ListSecrets spells the versions otherwise.
enum class TellsOf { DescribeSecret, ListSecrets };
[[nodiscard]] aws::Json description_of(Context cx, const DescribeSecretOutput& secret, TellsOf how);
[[nodiscard]] aws::Json version_of(Context cx, const SecretVersionsListEntry& version);
// ARN and Name, and VersionId when there is one.
[[nodiscard]] aws::Json written_of(const SecretWritten& written);

// Of an operation that writes one. InvalidParameterException when SecretBinary is no base64, and
// when a member that is `absent` here is asked for.
[[nodiscard]] Result<SecretValue> read_value(const aws::Json& input,
                                             std::initializer_list<const char*> absent);
// InvalidParameterException for SortBy last-accessed-date.
[[nodiscard]] Result<ListSecretsInput> read_list(const aws::Json& input);

}  // namespace greenroom::secretsmanager
