#include "fakes/sts/state.h"

#include <utility>

namespace greenroom::sts {

const Session* State::find(const std::string& access_key_id, Instant now) const {
  const auto found = sessions_.find(access_key_id);
  return found == sessions_.end() || found->second.credentials.Expiration <= now ? nullptr
                                                                                 : &found->second;
}

void State::add(Session session, Instant now) {
  std::erase_if(sessions_, [&](const auto& each) {
    return each.second.credentials.Expiration + hours(1) <= now;
  });
  const std::string key = session.credentials.AccessKeyId;
  sessions_[key] = std::move(session);
}

}  // namespace greenroom::sts
