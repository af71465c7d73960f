#include "fakes/codepipeline/s3_deploy.h"

#include <map>

namespace greenroom::codepipeline {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::string setting(const Configuration& configuration, const char* key) {
  const auto found = configuration.find(key);
  return found == configuration.end() ? std::string() : found->second;
}

// Reference 3.7.
std::string status_of(const std::string& code) {
  static const std::map<std::string, std::string> k_statuses = {{"NoSuchBucket", "404"},
                                                                {"NoSuchKey", "404"},
                                                                {"NoSuchVersion", "404"},
                                                                {"AccessDenied", "403"},
                                                                {"MethodNotAllowed", "405"}};
  const auto found = k_statuses.find(code);
  return found == k_statuses.end() ? "400" : found->second;
}

}  // namespace

std::string object_key(std::string key, const KeyVariables& variables) {
  return replaced(replaced(std::move(key), "{datetime}", variables.datetime), "{uuid}",
                  variables.uuid);
}

std::string extracted_key(const std::string& prefix, const std::string& path) {
  return prefix.empty() || prefix.back() == '/' ? prefix + path : prefix + "/" + path;
}

std::string deploy_datetime(Epoch epoch, Instant instant) {
  std::string text = plain_seconds(epoch, instant);
  for (char& c : text) {
    c = c == ' ' ? '_' : c == ':' ? '-' : c;
  }
  return text;
}

DeployedObjectSettings object_settings(const Configuration& configuration) {
  return {setting(configuration, "CacheControl"), setting(configuration, "CannedACL"),
          setting(configuration, "KMSEncryptionKeyARN")};
}

std::string s3_failure_text(const Failure& failure) {
  return failure.message + " (Service: Amazon S3; Status Code: " + status_of(failure.code) +
         "; Error Code: " + failure.code + ")";
}

std::string s3_failure_code(const Failure& failure) {
  if (failure.code == "AccessDenied") {
    return "PermissionError";
  }
  return failure.code.rfind("NoSuch", 0) == 0 ? "ConfigurationError" : "JobFailed";
}

}  // namespace greenroom::codepipeline
