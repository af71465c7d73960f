#include "fakes/sts/checks.h"

namespace greenroom::sts {

void LentForAWhile::on_line(const TraceLine& line) {
  constexpr std::int64_t k_seconds_min = 900;
  if (line.event != "sts.session") {
    return;
  }
  const std::string key = line.text("accessKeyId");
  if (line.number("seconds") < k_seconds_min) {
    broken("credentials of " + line.text("arn") + " are good for " +
               std::to_string(line.number("seconds")) + " s only",
           line.n);
  }
  if (!keys_.insert(key).second) {
    broken("the access key " + key + " was lent twice", line.n);
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<LentForAWhile>());
  return all;
}

}  // namespace greenroom::sts
