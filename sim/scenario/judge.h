// Shared by the judges of the single subjects.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/expectation.h"

namespace greenroom::scenario {

// Collects what does not match, and the trace lines that show it.
class Judge {
 public:
  Judge(const Expectation& expectation, const Evidence& evidence)
      : wanted(expectation), seen(evidence) {}

  void mismatch(const std::string& what, const std::string& expected, const std::string& found,
                const TraceLine* line = nullptr);
  // When the expectation has `key`, its value must be `found`.
  void expect_same(const std::string& key, const std::string& found,
                   const TraceLine* line = nullptr);
  void expect_list(const std::string& key, const std::vector<std::string>& found);
  // The last line of `event` whose fields have these values; nullptr when there is none.
  [[nodiscard]] const TraceLine* last(
      const std::string& event,
      const std::vector<std::pair<std::string, std::string>>& where) const;
  [[nodiscard]] Outcome outcome() const;

  const Expectation& wanted;
  const Evidence& seen;

 private:
  std::vector<std::string> mismatches_;
  std::vector<std::int64_t> lines_;
};

[[nodiscard]] std::string field_text(const TraceLine& line, const std::string& name);
[[nodiscard]] std::string joined(const std::vector<std::string>& texts);

void judge_pipeline(Judge& judge);
void judge_build(Judge& judge);
void judge_deployment(Judge& judge);
void judge_events(Judge& judge);
void judge_traffic(Judge& judge);
void judge_instances(Judge& judge);
void judge_targets(Judge& judge);
void judge_s3(Judge& judge);
void judge_object(Judge& judge);
void judge_trace(Judge& judge);
void judge_duration(Judge& judge);
void judge_requests(Judge& judge);
void judge_metric(Judge& judge);
void judge_access_log(Judge& judge);
void judge_log_group(Judge& judge);
// Whether "3", ">=3" or "<=3" means that count; nothing else fits anything.
[[nodiscard]] bool count_fits(const std::string& wanted, std::int64_t count);
// When the expectation has `key` ("3", ">=3", "<=3"), it must fit `count`.
void expect_count(Judge& judge, const std::string& key, std::int64_t count,
                  const TraceLine* line = nullptr);
// The instant that `since` means: the beginning, "first healthy" (target), "step 4"; k_never when
// it never came, which is a mismatch: nothing can be counted then.
[[nodiscard]] Instant counted_from(Judge& judge);
// What the steps did otherwise than expected.
[[nodiscard]] std::vector<Outcome> judge_steps(const Evidence& evidence);
// The requests of `users` that the expectation is about (`since: first healthy`).
[[nodiscard]] std::vector<RequestRecord> requests_meant(Judge& judge);

}  // namespace greenroom::scenario
