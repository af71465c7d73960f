// Where SQS can be made to misbehave on purpose.
#pragma once

#include "sim/core/faults.h"

namespace greenroom::sqs::site {

inline constexpr FaultSite deletion_forgotten{"sqs.deletion_forgotten",
                                              "DeleteMessage succeeds and the message comes again"};

}  // namespace greenroom::sqs::site
