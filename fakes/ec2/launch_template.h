// Launch templates as pure data: which version is meant, and what a launch is made of.
#pragma once

#include <string>

#include "fakes/ec2/state.h"
#include "fakes/ec2/types.h"
#include "sim/core/result.h"

namespace greenroom::ec2 {

// The id the specification names. MissingParameter, InvalidLaunchTemplateId.NotFound,
// InvalidLaunchTemplateName.NotFoundException (reference 3.4).
[[nodiscard]] Result<std::string> template_id_of(const State& state,
                                                 const LaunchTemplateSpecification& specification);

// The version a selector means: a number, "$Latest", "$Default"; "" is the default.
// InvalidLaunchTemplateId.VersionNotFound, InvalidParameterValue.
[[nodiscard]] Result<LaunchTemplateVersion> version_of(const LaunchTemplate& launch_template,
                                                       const std::string& selector);

// `request` over `base`: what is given in the request wins, tags are joined.
[[nodiscard]] LaunchTemplateData merged(LaunchTemplateData base, const LaunchTemplateData& request);

}  // namespace greenroom::ec2
