// Random passwords. Pure: the numbers come from a stream.
//
// AWS: the API reference of GetRandomPassword.
#pragma once

#include <string>

#include "fakes/secretsmanager/types.h"
#include "sim/core/random.h"
#include "sim/core/result.h"

namespace greenroom::secretsmanager {

// InvalidParameterException when nothing is left to choose from, or when the password is too short
// to have one of each type (texts UNVERIFIED).
[[nodiscard]] Result<std::string> random_password(const GetRandomPasswordInput& input,
                                                  RandomStream& random);

}  // namespace greenroom::secretsmanager
