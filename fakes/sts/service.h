// The Security Token Service: who asks, and credentials for a while.
//
// AWS: docs.aws.amazon.com/STS, reference alb-ec2-asg 4.3. Operations are immediate. Neither
// secrets nor tokens are ever written to the trace.
#pragma once

#include <string>
#include <utility>

#include "fakes/aws/ids.h"
#include "fakes/sts/ports.h"
#include "fakes/sts/state.h"
#include "fakes/sts/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::sts {

class Sts {
 public:
  // `everybody` is who asks when no Callers are connected: the student.
  Sts(aws::Ids& ids, aws::Account account, CallerIdentity everybody, const Roles& roles)
      : ids_(ids), account_(std::move(account)), everybody_(std::move(everybody)), roles_(roles) {}

  // An optional neighbour.
  void connect(const Callers& callers) { callers_ = &callers; }

  [[nodiscard]] CallerIdentity GetCallerIdentity(Context cx) const;
  // AccessDenied; ValidationError for a duration beyond the role's MaxSessionDuration, or beyond an
  // hour for who has assumed a role already.
  Result<Session> AssumeRole(Context cx, const AssumeRoleInput& input);
  // Of the caller's own rights. AccessDenied for who has assumed a role (text UNVERIFIED).
  Result<Session> GetSessionToken(Context cx, std::int64_t duration_seconds);

  // Whose the access key is; nullptr when it was never lent or has expired.
  [[nodiscard]] const Session* session_of(Context cx, const std::string& access_key_id) const {
    return state_.find(access_key_id, cx.now());
  }
  [[nodiscard]] const State& state() const { return state_; }

 private:
  Credentials mint(Context cx, std::int64_t duration_seconds);

  aws::Ids& ids_;
  aws::Account account_;
  CallerIdentity everybody_;
  const Roles& roles_;
  const Callers* callers_ = nullptr;
  State state_;
};

}  // namespace greenroom::sts
