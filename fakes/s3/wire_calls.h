// The operations of S3 that are served, each from its input to its output (wire.cpp dispatches).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/s3/service.h"
#include "sim/core/context.h"

namespace greenroom::s3 {

using Reading = Result<aws::Json> (*)(const S3& s3, Context cx, const aws::Json& input);
using Writing = Result<aws::Json> (*)(S3& s3, Context cx, const aws::Json& input);

template <typename Call>
using Calls = std::map<std::string_view, Call>;

// wire_read.cpp
[[nodiscard]] const Calls<Reading>& object_reading();
// wire_write.cpp
[[nodiscard]] const Calls<Writing>& object_writing();
// Whether the caller may delete the key, or a version of it.
using MayDelete = std::function<Status(const std::string& key, bool of_version)>;
// Each key on its own: those that are refused are among the Errors of the output.
Result<aws::Json> delete_objects(S3& s3, Context cx, const aws::Json& input, const MayDelete& may);
// wire_multipart.cpp
[[nodiscard]] const Calls<Reading>& multipart_reading();
[[nodiscard]] const Calls<Writing>& multipart_writing();
// wire_lists.cpp
[[nodiscard]] const Calls<Reading>& list_reading();
// wire_buckets.cpp
[[nodiscard]] const Calls<Reading>& bucket_reading();
[[nodiscard]] const Calls<Writing>& bucket_writing();
// wire_settings.cpp
[[nodiscard]] const Calls<Reading>& settings_reading();
[[nodiscard]] const Calls<Writing>& settings_writing();

}  // namespace greenroom::s3
