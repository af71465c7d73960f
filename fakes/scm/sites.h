// Where the Git side can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::scm::site {

inline constexpr FaultSite webhook_lost{"scm.webhook_lost",
                                        "a push lands but source.zip is never uploaded"};

}  // namespace greenroom::scm::site
