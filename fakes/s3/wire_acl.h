// What a canned ACL grants, as AWS lists it.
#pragma once

#include <string>

#include "fakes/aws/json.h"

namespace greenroom::s3 {

// The members Owner and Grants. Of "bucket-owner-read" and "bucket-owner-full-control" nothing more
// than the owner's: one account owns buckets and objects.
[[nodiscard]] aws::Json access_control(const std::string& canned_acl);

}  // namespace greenroom::s3
