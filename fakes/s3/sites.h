// Where S3 can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::s3::site {

inline constexpr FaultSite put_lost{"s3.put_lost",
                                    "PutObject answers with success but stores nothing"};

}  // namespace greenroom::s3::site
