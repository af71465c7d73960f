// What a service that keeps policies (of buckets, topics, queues, secrets) must know of them. IAM
// reads them; sim/app joins them (sim/app/resource_policies.h).
#pragma once

#include <string>

#include "sim/core/result.h"

namespace greenroom::aws {

class PolicyReader {
 public:
  virtual ~PolicyReader() = default;
  // Whether all of it is understood; otherwise why not, and the code is for the service to say. A
  // policy of which a part said nothing would let in whom that part keeps out, so none is kept.
  [[nodiscard]] virtual Status check(const std::string& policy) const = 0;
  // The same of a bucket, whose policy may speak of nothing else.
  [[nodiscard]] virtual Status check_of_bucket(const std::string& policy,
                                               const std::string& bucket) const = 0;
  // AWS: AmazonS3 userguide, "The meaning of public". Of one that is understood.
  [[nodiscard]] virtual bool is_public(const std::string& policy) const = 0;
};

}  // namespace greenroom::aws
