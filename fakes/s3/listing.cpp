#include "fakes/s3/listing.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "fakes/s3/limits.h"

namespace greenroom::s3 {
namespace {

bool begins_with(const std::string& text, const std::string& beginning) {
  return text.compare(0, beginning.size(), beginning) == 0;
}

// "a/b/" of the key "a/b/c" below the prefix "a/"; "" when the key stands for itself.
std::string common_prefix_of(const std::string& key, const std::string& prefix,
                             const std::string& delimiter) {
  const std::size_t found =
      delimiter.empty() ? std::string::npos : key.find(delimiter, prefix.size());
  return found == std::string::npos ? "" : key.substr(0, found + delimiter.size());
}

// One entry of a list that has two markers: a key, and what tells apart those with one key.
struct Entry {
  std::string key;
  std::string id;
};

// Puts entries on a page one after the other, and what their keys have in common once.
template <typename Output>
class Page {
 public:
  Page(Output& output, std::size_t most, const std::string& prefix, const std::string& delimiter)
      : output_(output), most_(most), prefix_(prefix), delimiter_(delimiter) {}

  // Whether it goes on the page as itself; nothing when the page is full.
  std::optional<bool> take(const Entry& entry, const std::string& key_marker) {
    const std::string common = common_prefix_of(entry.key, prefix_, delimiter_);
    if (!common.empty() && (common == key_marker || common == last_.key)) {
      return false;
    }
    if (count_ == most_) {
      if (most_ > 0) {
        output_.NextKeyMarker = last_.key;
        next_id = last_.id;
      }
      return std::nullopt;
    }
    ++count_;
    last_ = common.empty() ? entry : Entry{common, ""};
    if (!common.empty()) {
      output_.CommonPrefixes.push_back(common);
    }
    return common.empty();
  }

  std::string next_id;

 private:
  Output& output_;
  std::size_t most_;
  const std::string& prefix_;
  const std::string& delimiter_;
  std::size_t count_ = 0;
  Entry last_;
};

// Of one key the versions that are still to be listed, newest first.
std::vector<const StoredObject*> versions_left(const std::string& key, const Versions& versions,
                                               const ListObjectVersionsInput& input) {
  std::vector<const StoredObject*> left;
  for (auto object = versions.rbegin(); object != versions.rend(); ++object) {
    left.push_back(&*object);
  }
  if (key == input.KeyMarker) {
    const auto marker = std::find_if(left.begin(), left.end(), [&](const StoredObject* object) {
      return object->version.VersionId == input.VersionIdMarker;
    });
    left.erase(left.begin(), marker == left.end() ? marker : marker + 1);
  }
  return left;
}

}  // namespace

Result<std::size_t> page_size(std::int64_t wanted, const char* argument) {
  if (wanted < 0) {
    return Failure{"InvalidArgument", std::string("Argument ") + argument +
                                          " must be an integer between 0 and 2147483647"};
  }
  return static_cast<std::size_t>(std::min(wanted, k_page_max));
}

Result<ListObjectsV2Output> list_objects(const Bucket& bucket, const ListObjectsV2Input& input) {
  const Result<std::size_t> most = page_size(input.MaxKeys, "maxKeys");
  if (!most) {
    return most.failure();
  }
  ListObjectsV2Output page;
  std::string last;  // key or prefix
  for (auto at = bucket.keys.lower_bound(input.Prefix);
       at != bucket.keys.end() && begins_with(at->first, input.Prefix); ++at) {
    const std::string prefix = common_prefix_of(at->first, input.Prefix, input.Delimiter);
    const std::string& name = prefix.empty() ? at->first : prefix;
    const bool told = at->first <= input.StartAfter || name <= input.ContinuationToken ||
                      (!prefix.empty() && (prefix == last || prefix == input.StartAfter));
    if (told || at->second.empty() || at->second.back().version.IsDeleteMarker) {
      continue;
    }
    if (page.Contents.size() + page.CommonPrefixes.size() == most.value()) {
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

Result<ListObjectVersionsOutput> list_versions(const Bucket& bucket,
                                               const ListObjectVersionsInput& input) {
  const Result<std::size_t> most = page_size(input.MaxKeys, "max-keys");
  if (!most) {
    return most.failure();
  }
  if (input.KeyMarker.empty() && !input.VersionIdMarker.empty()) {
    return Failure{"InvalidArgument",
                   "A version-id marker cannot be specified without a key marker."};
  }
  ListObjectVersionsOutput output;
  Page<ListObjectVersionsOutput> page(output, most.value(), input.Prefix, input.Delimiter);
  for (auto at = bucket.keys.lower_bound(std::max(input.Prefix, input.KeyMarker));
       at != bucket.keys.end() && begins_with(at->first, input.Prefix); ++at) {
    for (const StoredObject* object : versions_left(at->first, at->second, input)) {
      const std::optional<bool> itself =
          page.take({at->first, object->version.VersionId}, input.KeyMarker);
      if (!itself) {
        output.NextVersionIdMarker = page.next_id;
        return output;
      }
      if (*itself) {
        output.Versions.push_back({object->version, object == &at->second.back()});
      }
    }
  }
  return output;
}

Result<ListMultipartUploadsOutput> list_uploads(const Bucket& bucket,
                                                const ListMultipartUploadsInput& input) {
  const Result<std::size_t> most = page_size(input.MaxUploads, "max-uploads");
  if (!most) {
    return most.failure();
  }
  std::vector<const MultipartUpload*> all;
  for (const auto& [id, upload] : bucket.uploads) {
    if (begins_with(upload.Key, input.Prefix)) {
      all.push_back(&upload);
    }
  }
  std::sort(all.begin(), all.end(), [](const MultipartUpload* a, const MultipartUpload* b) {
    return std::tie(a->Key, a->Initiated, a->UploadId) <
           std::tie(b->Key, b->Initiated, b->UploadId);
  });
  // Without a marker in the key's uploads those of later keys follow.
  const auto marker = std::find_if(all.begin(), all.end(), [&](const MultipartUpload* upload) {
    return upload->Key == input.KeyMarker && upload->UploadId == input.UploadIdMarker;
  });
  const auto first = marker != all.end()
                         ? marker + 1
                         : std::find_if(all.begin(), all.end(), [&](const MultipartUpload* upload) {
                             return upload->Key > input.KeyMarker;
                           });
  ListMultipartUploadsOutput output;
  Page<ListMultipartUploadsOutput> page(output, most.value(), input.Prefix, input.Delimiter);
  for (auto at = first; at != all.end(); ++at) {
    const std::optional<bool> itself = page.take({(*at)->Key, (*at)->UploadId}, input.KeyMarker);
    if (!itself) {
      output.NextUploadIdMarker = page.next_id;
      return output;
    }
    if (*itself) {
      output.Uploads.push_back(*at);
    }
  }
  return output;
}

}  // namespace greenroom::s3
