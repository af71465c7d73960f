// The store of STS: sessions by their access key. Pure.
#pragma once

#include <map>
#include <string>

#include "fakes/sts/types.h"

namespace greenroom::sts {

class State {
 public:
  // nullptr for a key that nobody was lent, or that has expired by `now`.
  [[nodiscard]] const Session* find(const std::string& access_key_id, Instant now) const;
  // Forgets those that expired an hour ago or earlier, so that it does not grow for ever.
  void add(Session session, Instant now);
  [[nodiscard]] const std::map<std::string, Session>& sessions() const { return sessions_; }

 private:
  std::map<std::string, Session> sessions_;
};

}  // namespace greenroom::sts
