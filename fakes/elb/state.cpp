#include "fakes/elb/state.h"

#include <algorithm>
#include <utility>

namespace greenroom::elb {

const Target* State::find(const std::string& instance_id) const {
  for (const Target& target : targets_) {
    if (target.endpoint.InstanceId == instance_id) {
      return &target;
    }
  }
  return nullptr;
}

Target* State::find(const std::string& instance_id) {
  return const_cast<Target*>(std::as_const(*this).find(instance_id));
}

Target& State::add(const TargetEndpoint& endpoint) {
  Target* known = find(endpoint.InstanceId);
  Target& target = known == nullptr ? targets_.emplace_back() : *known;
  target.endpoint = endpoint;
  target.record = registered();
  target.registration = ++registrations_;
  return target;
}

void State::remove(const std::string& instance_id) {
  std::erase_if(targets_,
                [&](const Target& target) { return target.endpoint.InstanceId == instance_id; });
}

}  // namespace greenroom::elb
