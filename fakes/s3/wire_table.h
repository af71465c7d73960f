// The table of S3's API, in its parts (fakes/wire/model.h says how to read it).
#pragma once

#include <string>

namespace greenroom::s3 {

[[nodiscard]] std::string table_of_objects();
[[nodiscard]] std::string table_of_multipart();
[[nodiscard]] std::string table_of_buckets();
[[nodiscard]] std::string table_of_settings();

}  // namespace greenroom::s3
