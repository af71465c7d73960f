// What a build is told when it asks for its role's keys.
//
// AWS: docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html.
#pragma once

#include <optional>

#include "sim/app/callers.h"
#include "sim/app/rights.h"
#include "sim/core/http.h"
#include "sim/core/time.h"

namespace greenroom::app {

// 404 for whoever is lent nothing.
[[nodiscard]] HttpResponse build_credentials(const std::optional<KnownKey>& lent,
                                             const RightsOnIam& rights, Epoch epoch);

}  // namespace greenroom::app
