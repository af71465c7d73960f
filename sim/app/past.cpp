#include "sim/app/past.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/wire/cbor.h"
#include "fakes/wire/query.h"
#include "sim/core/assert.h"
#include "sim/core/harness_error.h"

namespace greenroom::app {
namespace {

constexpr std::array<std::string_view, 7> k_reads = {"BatchGet", "Describe", "Filter", "Get",
                                                     "Head",     "List",     "Test"};
// They lend credentials.
constexpr std::array<std::string_view, 1> k_get_something_new = {"GetSessionToken"};

// "" of S3, of Git, and of greenroom itself.
std::string operation_of(const HttpRequest& request) {
  const std::string target(find_header(request.headers, "X-Amz-Target"));
  if (!target.empty()) {
    return target.substr(target.rfind('.') + 1);
  }
  if (const std::optional<wire::CborCall> call = wire::read_cbor_call(request)) {
    return call->operation;
  }
  const std::optional<wire::QueryCall> call = wire::read_query(request);
  return call ? call->operation : "";
}

bool begins_with(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

std::string described(const real::KeptRequest& before, const HttpResponse& now) {
  const std::string operation = operation_of(before.request);
  return "request " + std::to_string(before.number) + " (" +
         (operation.empty() ? before.request.method + " " + before.request.target : operation) +
         ") was answered " + std::to_string(before.status) + " and is answered " +
         std::to_string(now.status) + " now";
}

}  // namespace

bool changes_something(const HttpRequest& request) {
  const std::string operation = operation_of(request);
  if (!operation.empty()) {
    const bool new_all_the_same = std::find(k_get_something_new.begin(), k_get_something_new.end(),
                                            operation) != k_get_something_new.end();
    return new_all_the_same ||
           std::none_of(k_reads.begin(), k_reads.end(),
                        [&](std::string_view read) { return begins_with(operation, read); });
  }
  const std::string_view path =
      std::string_view(request.target).substr(0, request.target.find('?'));
  const bool clones = path.ends_with("/git-upload-pack");
  return request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS" &&
         !clones;
}

Past::Past(Kernel& kernel, const std::string& folder, const std::string& beginning,
           CarryOut carry_out)
    : kernel_(kernel), journal_(folder, beginning), carry_out_(std::move(carry_out)) {
  next_ = journal_.next_round();
}

void Past::wait_until(Instant instant) {
  if (waits_until_ != instant) {
    waits_until_ = instant;
    kernel_.schedule_call(instant, Phase::Check, kernel_.actor("past"), [] {});
  }
}

Past::Turn Past::turn() {
  if (over_) {
    return Turn::Over;
  }
  const bool more = !next_.requests.empty();
  const Instant until = more ? next_.at : journal_.clock();
  if (until > kernel_.now()) {
    wait_until(until);
    return Turn::Later;
  }
  over_ = !more;
  return more ? Turn::Now : Turn::Over;
}

void Past::repeat() {
  SIM_ASSERT(next_.at == kernel_.now(), "a round is carried out again at its instant");
  for (const real::KeptRequest& before : next_.requests) {
    compare(before, carry_out_(before.request));
    ++restored_;
  }
  next_ = journal_.next_round();
}

void Past::compare(const real::KeptRequest& before, const HttpResponse& now) {
  const bool had_succeeded = before.status < 400;
  if (had_succeeded && now.status >= 400) {
    throw HarnessError(journal_.folder() + " cannot be restored: " + described(before, now) +
                       ":\n" + now.body +
                       "\nNext step: start the version and the environment that it was made with, "
                       "or begin anew with an empty folder.");
  }
  if (now.status != before.status || real::digest_of_body(now) != before.body_digest) {
    first_difference_ = differ_++ == 0 ? described(before, now) : first_difference_;
  }
}

void Past::keep(std::span<const real::AnsweredRequest> round) {
  std::vector<real::AnsweredRequest> kept;
  std::copy_if(round.begin(), round.end(), std::back_inserter(kept),
               [](const real::AnsweredRequest& each) { return changes_something(*each.request); });
  if (kept.empty()) {
    mark();
  } else {
    journal_.append(kernel_.now(), kept);
  }
}

std::string Past::summary(std::int64_t replayed_builds) const {
  std::string text = "restored " + std::to_string(restored_) +
                     (restored_ == 1 ? " request" : " requests") + " of " + journal_.folder() +
                     ", up to " + iso8601(kernel_.epoch(), kernel_.now());
  if (replayed_builds > 0) {
    text += "; " + std::to_string(replayed_builds) +
            (replayed_builds == 1 ? " build was replayed" : " builds were replayed");
  }
  if (differ_ > 0) {
    text += "; " + std::to_string(differ_) +
            (differ_ == 1 ? " answer differs" : " answers differ") +
            " from what it was, the first: " + first_difference_;
  }
  return text;
}

}  // namespace greenroom::app
