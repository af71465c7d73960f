#include "fakes/aws/json_members.h"

#include <set>
#include <string_view>
#include <utility>

namespace greenroom::aws {

void keep_last_of_each_name(std::vector<JsonMember>& members) {
  std::set<std::string_view> names;
  std::vector<bool> stays(members.size());
  for (std::size_t at = members.size(); at-- > 0;) {
    stays[at] = names.insert(members[at].name).second;
  }
  if (names.size() == members.size()) {
    return;
  }
  std::vector<JsonMember> kept;
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (stays[at]) {
      kept.push_back(std::move(members[at]));
    }
  }
  members = std::move(kept);
}

}  // namespace greenroom::aws
