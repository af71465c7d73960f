// Sources that come from S3, and artifacts that go there, when no pipeline brings and takes them.
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/stored_artifacts.h"

namespace greenroom::codebuild {

// "error while downloading key <key>, error: <S3 error>" (reference 1.9).
Task<BuildRun::PhaseEnd> BuildRun::fetch_source(Context cx) {
  if (request_.source.type == SourceType::NO_SOURCE) {
    std::vector<StoredFile> none;
    co_return co_await write_files(cx, std::move(none));
  }
  SIM_ASSERT(request_.source.type == SourceType::S3 && around_.store != nullptr,
             "a build whose source cannot be fetched does not begin");
  const StorePlace place = source_place(request_.source.location);
  const auto not_downloaded = [&](const Failure& failure) {
    return failed("CLIENT_ERROR", "error while downloading key " + place.key +
                                      ", error: " + failure.code + ": " + failure.message);
  };
  const bool is_folder = place.key.empty() || place.key.back() == '/';
  const std::string object = aws::s3_object_arn(place.bucket, place.key);
  const Status allowed = is_folder ? may_get(object + "*", "")  // each of them, UNVERIFIED
                                   : may_get(object, request_.sourceVersion);
  if (!allowed.ok()) {
    co_return not_downloaded(allowed.failure());
  }
  if (is_folder) {
    Result<std::vector<StoredFile>> files = around_.store->get_folder(cx, place.bucket, place.key);
    if (!files.ok()) {
      co_return not_downloaded(files.failure());
    }
    co_return co_await write_files(cx, std::move(files).value());
  }
  Result<std::string> zip = around_.store->get(cx, place.bucket, place.key, request_.sourceVersion);
  if (!zip.ok()) {
    co_return not_downloaded(zip.failure());
  }
  const Status unpacked = co_await container_->unpack(cx, std::move(zip).value(),
                                                      ArchiveFormat::Zip, source_directory());
  if (!unpacked.ok()) {
    co_return failed("CLIENT_ERROR", unpacked.failure().message);
  }
  co_return PhaseEnd{};
}

Task<BuildRun::PhaseEnd> BuildRun::write_files(Context cx, std::vector<StoredFile> files) {
  std::vector<FileChange> changes;
  changes.push_back({FileChangeKind::MakeDirectory, source_directory(), "", "", 0755});
  for (StoredFile& file : files) {
    if (!file.path.empty() && file.path.back() == '/') {  // S3's console keeps a folder as that
      changes.push_back(
          {FileChangeKind::MakeDirectory, source_directory() + "/" + file.path, "", "", 0755});
      continue;
    }
    changes.push_back(write_file(source_directory() + "/" + file.path, std::move(file.content)));
  }
  const Status written = co_await container_->apply(cx, std::move(changes));
  if (!written.ok()) {
    co_return failed("CLIENT_ERROR", written.failure().message);
  }
  co_return PhaseEnd{};
}

// ZIP: one object; NONE: an object for each file, below what would be its name. The failure's words
// are UNVERIFIED.
BuildRun::PhaseEnd BuildRun::store_artifact(Context cx, const std::string& zip) {
  SIM_ASSERT(around_.store != nullptr, "a build whose artifacts cannot be stored does not begin");
  const ProjectArtifacts& artifacts = request_.artifacts;
  const std::string uuid = build_.id.substr(build_.id.find(':') + 1);
  const std::string key = artifact_key(artifacts, build_.projectName, uuid);
  const std::map<std::string, std::string> metadata = {{"codebuild-buildarn", build_.arn}};
  Status stored = success();
  if (artifacts.packaging == ArtifactPackaging::ZIP) {
    stored = around_.store->put(cx, artifacts.location, key, zip, metadata);
  } else {
    Result<std::vector<StoredFile>> files = around_.store->extract(zip);
    stored = files.ok() ? success() : Status(files.failure());
    for (std::size_t i = 0; stored.ok() && i < files.value().size(); ++i) {
      StoredFile& file = files.value()[i];
      stored = around_.store->put(cx, artifacts.location,
                                  key.empty() ? file.path : key + "/" + file.path,
                                  std::move(file.content), metadata);
    }
  }
  return stored.ok()
             ? PhaseEnd{}
             : failed("CLIENT_ERROR", "Error in uploading artifacts: " + stored.failure().code +
                                          ": " + stored.failure().message);
}

}  // namespace greenroom::codebuild
