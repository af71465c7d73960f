// The limits of S3, in one place. AWS: docs.aws.amazon.com/AmazonS3, "Amazon S3 multipart upload
// limits", "Object tagging".
#pragma once

#include <cstddef>
#include <cstdint>

namespace greenroom::s3 {

// One PUT or part holds at most 5 GB on AWS, an object 50 TB; a rehearsal on one computer keeps
// objects in memory.
inline constexpr std::uint64_t k_object_bytes_max = 1u << 30;
inline constexpr std::uint64_t k_part_bytes_min = 5u << 20;  // of all parts but the last
inline constexpr std::int64_t k_part_number_max = 10000;
inline constexpr std::size_t k_key_bytes_max = 1024;
inline constexpr std::size_t k_metadata_bytes_max = 2048;
inline constexpr std::size_t k_object_tags_max = 10;
inline constexpr std::size_t k_bucket_tags_max = 50;
inline constexpr std::size_t k_tag_key_max = 128;
inline constexpr std::size_t k_tag_value_max = 256;
inline constexpr std::size_t k_delete_objects_max = 1000;
inline constexpr std::int64_t k_page_max = 1000;  // keys, versions, parts or uploads in a list

}  // namespace greenroom::s3
