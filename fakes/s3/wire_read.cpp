// Reading objects, and what is known of them.
#include <algorithm>

#include "fakes/s3/byte_range.h"
#include "fakes/s3/checksums.h"
#include "fakes/s3/limits.h"
#include "fakes/s3/listing.h"
#include "fakes/s3/wire_acl.h"
#include "fakes/s3/wire_calls.h"
#include "fakes/s3/wire_values.h"
#include "fakes/wire/convert.h"

namespace greenroom::s3 {
namespace {

constexpr const char* k_default_type = "binary/octet-stream";

// Which bytes of an object are asked for, and of which part.
struct Extent {
  std::optional<ByteRange> range;  // nothing: all
  const ObjectPart* part = nullptr;
};

Result<Extent> part_of(const ObjectVersion& version, std::int64_t number) {
  const Failure none{"InvalidPartNumber", "The requested partnumber is not satisfiable"};
  if (version.Parts.empty()) {
    const std::optional<ByteRange> all =
        version.Size == 0 ? std::nullopt : std::optional(ByteRange{0, version.Size});
    return number == 1 ? Result<Extent>(Extent{all, nullptr}) : Result<Extent>(none);
  }
  std::uint64_t first = 0;
  std::int64_t at = 0;
  for (const ObjectPart& part : version.Parts) {
    if (++at == number) {
      if (part.Size == 0 && version.Size > 0) {
        return Failure{"InvalidRange", "The requested range is not satisfiable"};
      }
      return Extent{part.Size == 0 ? std::nullopt : std::optional(ByteRange{first, part.Size}),
                    &part};
    }
    first += part.Size;
  }
  return none;
}

Result<Extent> extent_in(const aws::Json& input, const ObjectVersion& version) {
  const std::string range = wire::text_of(input, "Range");
  if (input.find("PartNumber") != nullptr) {
    return range.empty() ? part_of(version, wire::number_of(input, "PartNumber", 1))
                         : Result<Extent>(Failure{
                               "InvalidRequest",
                               "Cannot specify both Range header and partNumber query parameter"});
  }
  const Result<std::optional<ByteRange>> read = read_range(range, version.Size);
  return read ? Result<Extent>(Extent{read.value(), nullptr}) : Result<Extent>(read.failure());
}

// "response-content-type" in the request, or what the PUT said.
void add_header(wire::Object& output, const aws::Json& input, const std::string& member,
                const std::string& own) {
  const std::string wanted = wire::text_of(input, "Response" + member);
  output.add_unless_empty(member, wanted.empty() ? own : wanted);
}

void describe(wire::Object& output, Context cx, const aws::Json& input,
              const ObjectVersion& version) {
  const ObjectSettings& settings = version.settings;
  output.add("AcceptRanges", wire::text("bytes"))
      .add("LastModified", wire::timestamp(cx.epoch(), version.LastModified))
      .add("ETag", wire::text(quoted(version.ETag)));
  add_header(output, input, "ContentType",
             settings.ContentType.empty() ? k_default_type : settings.ContentType);
  add_header(output, input, "CacheControl", settings.CacheControl);
  add_header(output, input, "ContentDisposition", settings.ContentDisposition);
  add_header(output, input, "ContentEncoding", settings.ContentEncoding);
  add_header(output, input, "ContentLanguage", settings.ContentLanguage);
  const std::string expires = wire::text_of(input, "ResponseExpires");
  if (!expires.empty() || !settings.Expires.empty()) {
    output.add("Expires",
               {aws::JsonKind::Number, expires.empty() ? settings.Expires : expires, {}, {}});
  }
  output.add_unless_empty("WebsiteRedirectLocation", settings.WebsiteRedirectLocation)
      .add_unless_empty("StorageClass",
                        settings.StorageClass == "STANDARD" ? "" : settings.StorageClass);
  add_version_id(output, "VersionId", version.VersionId);
  add_encryption(output, settings);
  if (!settings.tags.empty()) {
    output.add("TagCount", wire::number(static_cast<std::int64_t>(settings.tags.size())));
  }
  output.add("Metadata", wire::map_of(settings.Metadata));
}

// Of HeadObject too: its answer is that of GetObject, without the bytes.
Result<aws::Json> get_object(const S3& s3, Context cx, const aws::Json& input) {
  const Result<const StoredObject*> object = object_in(s3, input);
  if (!object) {
    return object.failure();
  }
  const ObjectVersion& found = object.value()->version;
  const Body& body = object.value()->body;
  const Status may =
      check_read(conditions_in(input), found.ETag, unix_seconds_of(cx, found.LastModified));
  if (!may) {
    return may.failure();
  }
  const Result<Extent> extent = extent_in(input, found);
  if (!extent) {
    return extent.failure();
  }
  wire::Object output;
  describe(output, cx, input, found);
  const ObjectPart* part = extent.value().part;
  if (part != nullptr) {
    output.add("PartsCount", wire::number(static_cast<std::int64_t>(found.Parts.size())));
  }
  const std::optional<ByteRange>& range = extent.value().range;
  const bool is_whole = !range || range->size == found.Size;
  if (wire::text_of(input, "ChecksumMode") == "ENABLED") {
    if (is_whole) {
      add_checksum(output, found.checksum);
      add_checksum_type(output, found.checksum);
    } else if (part != nullptr && found.checksum.type == ChecksumType::COMPOSITE) {
      add_checksum(output, part->checksum);
      add_checksum_type(output, found.checksum);
    }
  }
  if (range) {
    output.add("ContentRange", wire::text(content_range(*range, found.Size)));
  }
  output.add("Body", wire::text(range ? body.bytes(range->first, range->size) : body.bytes()));
  return output.take();
}

aws::Json parts_of(const ObjectVersion& version, const aws::Json& input, std::size_t most) {
  const std::int64_t marker = wire::number_of(input, "PartNumberMarker", 0);
  std::vector<aws::Json> parts;
  std::int64_t last = 0;
  bool truncated = false;
  for (const ObjectPart& part : version.Parts) {
    // Without checksums AWS counts the parts and lists none.
    if (part.PartNumber <= marker || part.checksum.value.empty()) {
      continue;
    }
    if (parts.size() == most) {
      truncated = !parts.empty();
      break;
    }
    wire::Object listed;
    listed.add("PartNumber", wire::number(part.PartNumber))
        .add("Size", wire::number(static_cast<std::int64_t>(part.Size)));
    add_checksum(listed, part.checksum);
    parts.push_back(listed.take());
    last = part.PartNumber;
  }
  wire::Object output;
  output.add("TotalPartsCount", wire::number(static_cast<std::int64_t>(version.Parts.size())))
      .add("PartNumberMarker", wire::number(marker));
  if (truncated) {
    output.add("NextPartNumberMarker", wire::number(last));
  }
  output.add("MaxParts", wire::number(static_cast<std::int64_t>(most)))
      .add("IsTruncated", flag(truncated));
  return output.add("Parts", list_of(std::move(parts))).take();
}

Result<aws::Json> get_object_attributes(const S3& s3, Context cx, const aws::Json& input) {
  const Result<const StoredObject*> object = object_in(s3, input);
  if (!object) {
    return object.failure();
  }
  const ObjectVersion& found = object.value()->version;
  const Result<std::size_t> most =
      page_size(wire::number_of(input, "MaxParts", k_page_max), "x-amz-max-parts");
  if (!most) {
    return most.failure();
  }
  const std::vector<std::string> wanted = wire::texts_of(input, "ObjectAttributes");
  const auto wants = [&](const char* attribute) {
    return std::find(wanted.begin(), wanted.end(), attribute) != wanted.end();
  };
  wire::Object output;
  output.add("LastModified", wire::timestamp(cx.epoch(), found.LastModified));
  add_version_id(output, "VersionId", found.VersionId);
  if (wants("ETag")) {
    output.add("ETag", wire::text(found.ETag));  // here without quotes
  }
  if (wants("Checksum") && !found.checksum.value.empty()) {
    wire::Object checksum;
    add_checksum(checksum, found.checksum);
    add_checksum_type(checksum, found.checksum);
    output.add("Checksum", checksum.take());
  }
  if (wants("ObjectParts") && !found.Parts.empty()) {
    output.add("ObjectParts", parts_of(found, input, most.value()));
  }
  if (wants("StorageClass")) {
    const std::string& own = found.settings.StorageClass;
    output.add("StorageClass", wire::text(own.empty() ? "STANDARD" : own));
  }
  if (wants("ObjectSize")) {
    output.add("ObjectSize", wire::number(static_cast<std::int64_t>(found.Size)));
  }
  return output.take();
}

Result<aws::Json> get_object_tagging(const S3& s3, Context, const aws::Json& input) {
  const Result<const StoredObject*> object = object_in(s3, input);
  if (!object) {
    return object.failure();
  }
  const ObjectVersion& found = object.value()->version;
  wire::Object output;
  add_version_id(output, "VersionId", found.VersionId);
  return output.add("TagSet", wire::tags_of(found.settings.tags)).take();
}

Result<aws::Json> get_object_acl(const S3& s3, Context, const aws::Json& input) {
  const Result<const StoredObject*> object = object_in(s3, input);
  return object ? Result<aws::Json>(access_control(object.value()->version.settings.ACL))
                : Result<aws::Json>(object.failure());
}

}  // namespace

const Calls<Reading>& object_reading() {
  static const Calls<Reading> calls = {{"GetObject", get_object},
                                       {"HeadObject", get_object},
                                       {"GetObjectAttributes", get_object_attributes},
                                       {"GetObjectTagging", get_object_tagging},
                                       {"GetObjectAcl", get_object_acl}};
  return calls;
}

}  // namespace greenroom::s3
