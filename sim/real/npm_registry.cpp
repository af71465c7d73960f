#include "sim/real/npm_registry.h"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/real/digests.h"

namespace greenroom::real {
namespace {

namespace json = boost::json;

std::optional<std::string> whole_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string own_address() {
  return "http://" + std::string(k_npm_registry_ip) + ":" + std::to_string(k_npm_registry_port) +
         "/";
}

HttpResponse answer_of(int status, std::string reason, std::string type, std::string body) {
  HttpResponse response;
  response.status = status;
  response.reason = std::move(reason);
  response.headers.emplace_back("Content-Type", std::move(type));
  response.body = std::move(body);
  return response;
}

// "/@scope%2fname?write=true" asks for "@scope/name".
std::string name_in(const std::string& target) {
  std::string name = target.substr(0, target.find('?'));
  name.erase(0, 1);
  for (const char* slash : {"%2f", "%2F"}) {
    const std::size_t at = name.find(slash);
    if (at != std::string::npos) {
      name.replace(at, 3, "/");
    }
  }
  return name;
}

}  // namespace

const std::string& NpmRegistry::text() {
  if (!text_) {
    text_ = folder_.empty() ? "" : whole_file(folder_ + "/index.json").value_or("");
  }
  return *text_;
}

const std::string& NpmRegistry::version() {
  if (!version_) {
    version_ = text().empty() ? "" : Digests().sha256_hex(text());
  }
  return *version_;
}

void NpmRegistry::read_index() {
  (void)version();  // of the text, which is not kept
  const std::string text = std::exchange(*text_, "");
  is_read_ = true;
  if (text.empty()) {
    return;
  }
  try {
    json::value index = json::parse(text);
    for (json::key_value_pair& package : index.as_object()) {
      for (json::key_value_pair& version : package.value().at("versions").as_object()) {
        json::value& tarball = version.value().at("dist").at("tarball");
        const std::string in_folder(tarball.as_string());
        tarballs_.insert(in_folder);
        tarball = own_address() + in_folder;
      }
      documents_[std::string(package.key())] = json::serialize(package.value());
    }
  } catch (const std::exception& error) {
    throw HarnessError(folder_ + "/index.json is not an index of npm packages: " + error.what() +
                       ". Remove its folder and run `make apps`.");
  }
}

HttpResponse NpmRegistry::not_there(const std::string& name) const {
  const json::object body{
      {"error", name + " is not among the npm packages that builds have here" +
                    (documents_.empty() ? "; `make apps` fetches those of the lab" : "")}};
  return answer_of(404, "Not Found", "application/json", json::serialize(body));
}

HttpResponse NpmRegistry::answer(const HttpRequest& request) {
  if (!is_read_) {
    read_index();
  }
  if (request.method != "GET" && request.method != "HEAD") {
    return answer_of(405, "Method Not Allowed", "application/json",
                     R"({"error":"this registry is read-only"})");
  }
  const std::string name = name_in(request.target);
  const auto document = documents_.find(name);
  if (document != documents_.end()) {
    return answer_of(200, "OK", "application/json", document->second);
  }
  if (tarballs_.count(name) == 0) {
    return not_there(name);
  }
  std::optional<std::string> bytes = whole_file(folder_ + "/" + name);
  if (!bytes) {
    throw HarnessError(folder_ + "/" + name +
                       " is missing. Remove the folder and run `make apps`.");
  }
  return answer_of(200, "OK", "application/octet-stream", std::move(*bytes));
}

}  // namespace greenroom::real
