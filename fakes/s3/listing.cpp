#include "fakes/s3/listing.h"

#include <algorithm>

namespace greenroom::s3 {
namespace {

constexpr std::int64_t k_keys_max = 1000;

bool begins_with(const std::string& text, const std::string& beginning) {
  return text.compare(0, beginning.size(), beginning) == 0;
}

// "a/b/" of the key "a/b/c" below the prefix "a/"; "" when the key stands for itself.
std::string common_prefix_of(const std::string& key, const ListObjectsV2Input& input) {
  const std::size_t found =
      input.Delimiter.empty() ? std::string::npos : key.find(input.Delimiter, input.Prefix.size());
  return found == std::string::npos ? "" : key.substr(0, found + input.Delimiter.size());
}

}  // namespace

Result<ListObjectsV2Output> list_objects(const Bucket& bucket, const ListObjectsV2Input& input) {
  if (input.MaxKeys < 0) {
    return Failure{"InvalidArgument",
                   "Argument maxKeys must be an integer between 0 and 2147483647"};
  }
  const auto most = static_cast<std::size_t>(std::min(input.MaxKeys, k_keys_max));
  ListObjectsV2Output page;
  std::string last;  // key or prefix
  for (auto at = bucket.keys.lower_bound(input.Prefix);
       at != bucket.keys.end() && begins_with(at->first, input.Prefix); ++at) {
    const std::string prefix = common_prefix_of(at->first, input);
    const std::string& name = prefix.empty() ? at->first : prefix;
    const bool told = at->first <= input.StartAfter || name <= input.ContinuationToken ||
                      (!prefix.empty() && prefix == last);
    if (told || at->second.empty() || at->second.back().version.IsDeleteMarker) {
      continue;
    }
    if (page.Contents.size() + page.CommonPrefixes.size() == most) {
      page.NextContinuationToken = last;
      break;
    }
    last = name;
    if (prefix.empty()) {
      page.Contents.push_back(at->second.back().version);
    } else {
      page.CommonPrefixes.push_back(prefix);
    }
  }
  return page;
}

}  // namespace greenroom::s3
