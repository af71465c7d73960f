#include "fakes/wire/rest_xml_form.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "fakes/aws/xml.h"
#include "fakes/wire/address.h"
#include "fakes/wire/header_text.h"
#include "fakes/wire/rest_xml_policy.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

struct Part {
  std::string name;  // in lower case
  std::string file_name;
  std::string content_type;
  std::string_view body;
};

Failure malformed() {
  return {"MalformedPOSTRequest",
          "The body of your POST request is not well-formed multipart/form-data."};
}

// `name` of `form-data; name="key"; filename="a.txt"`, with or without the spaces.
std::string parameter(std::string_view header, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  const std::string small = lower(header);
  std::size_t found = small.find(wanted);
  while (found != std::string::npos &&
         (found == 0 || (small[found - 1] != ' ' && small[found - 1] != ';'))) {
    found = small.find(wanted, found + 1);
  }
  if (found == std::string::npos) {
    return "";
  }
  std::string_view value = header.substr(found + wanted.size());
  if (value.empty() || value[0] != '"') {
    return std::string(value.substr(0, value.find(';')));
  }
  value.remove_prefix(1);
  return std::string(value.substr(0, value.find('"')));
}

Part part_of(std::string_view head, std::string_view body) {
  Part part;
  part.body = body;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(line.size() + 2, head.size()));
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string name = lower(line.substr(0, colon));
    std::string_view value = line.substr(std::min(colon + 1, line.size()));
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (name == "content-disposition") {
      part.name = lower(parameter(value, "name"));
      part.file_name = parameter(value, "filename");
    } else if (name == "content-type") {
      part.content_type = value;
    }
  }
  return part;
}

// All parts up to the file, which is the last that counts.
std::optional<std::vector<Part>> parts_of(const HttpRequest& request) {
  const std::string boundary =
      "--" + parameter(find_header(request.headers, "Content-Type"), "boundary");
  std::vector<Part> parts;
  std::string_view rest = request.body;
  std::size_t at = boundary.size() == 2 ? std::string_view::npos : rest.find(boundary);
  while (at != std::string_view::npos) {
    rest.remove_prefix(at + boundary.size());
    if (rest.rfind("--", 0) == 0) {
      return parts;
    }
    const std::size_t head = rest.find("\r\n\r\n");
    const std::size_t end = rest.find("\r\n" + boundary);
    if (rest.rfind("\r\n", 0) != 0 || head < 2 || head == std::string_view::npos ||
        end == std::string_view::npos || end < head) {
      return std::nullopt;
    }
    const std::size_t body = std::min(head + 4, end + 2);
    parts.push_back(
        part_of(rest.substr(2, head - 2), rest.substr(body, end - std::min(body, end))));
    if (parts.back().name == "file") {
      return parts;
    }
    at = end + 2;
  }
  return std::nullopt;
}

std::map<std::string, std::string> fields_of(const std::vector<Part>& parts) {
  std::map<std::string, std::string> fields;
  for (const Part& part : parts) {
    if (part.name != "file") {
      fields[part.name] = part.body;
    }
  }
  return fields;
}

// A form's fields that are headers of the PUT.
bool is_header_of_put(const std::string& name) {
  static const std::set<std::string_view> plain = {"cache-control",
                                                   "content-type",
                                                   "content-disposition",
                                                   "content-encoding",
                                                   "expires",
                                                   "content-md5",
                                                   "x-amz-website-redirect-location",
                                                   "x-amz-storage-class"};
  constexpr std::string_view k_beginnings[] = {"x-amz-meta-", "x-amz-checksum-",
                                               "x-amz-server-side-encryption", "x-amz-object-lock-",
                                               "x-amz-grant-"};
  return plain.count(name) > 0 ||
         std::any_of(std::begin(k_beginnings), std::end(k_beginnings),
                     [&](std::string_view beginning) { return name.rfind(beginning, 0) == 0; });
}

HttpRequest put_of(const FormUpload& form, const std::map<std::string, std::string>& fields,
                   const Part& file) {
  HttpRequest put;
  put.method = "PUT";
  put.target = "/" + form.bucket + "/" + percent_encoded(form.key);
  put.body = file.body;
  for (const auto& [name, value] : fields) {
    if (name == "acl") {
      put.headers.emplace_back("x-amz-acl", on_one_line(value));
    } else if (is_header_of_put(name)) {
      put.headers.emplace_back(name, on_one_line(value));
    }
  }
  return put;
}

std::string field(const std::map<std::string, std::string>& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

// The first field that would be a header, and cannot be one; "" when there is none.
std::string wrong_header_in(const std::map<std::string, std::string>& fields) {
  for (const auto& [name, value] : fields) {
    if (is_header_of_put(name) && !is_header_name(name)) {
      return name;
    }
  }
  return "";
}

// AWS: "If Amazon S3 cannot interpret the URL, it acts as if the field is not present."
std::string redirect_of(const std::map<std::string, std::string>& fields) {
  std::string address = field(fields, "success_action_redirect");
  const bool is_address = std::none_of(address.begin(), address.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
  });
  return is_address ? address : "";
}

}  // namespace

bool is_form_upload(const HttpRequest& request) {
  return request.method == "POST" &&
         lower(find_header(request.headers, "Content-Type")).rfind("multipart/form-data", 0) == 0;
}

std::optional<std::map<std::string, std::string>> form_fields(const HttpRequest& request) {
  const std::optional<std::vector<Part>> parts = parts_of(request);
  return parts ? std::optional(fields_of(*parts)) : std::nullopt;
}

Result<FormUpload> read_form_upload(Context cx, const HttpRequest& request) {
  const std::optional<Address> address = read_address(request.target);
  const auto places = address ? fit_path("/{Bucket}", address->path) : std::nullopt;
  const std::optional<std::vector<Part>> parts = parts_of(request);
  if (!places || !parts) {
    return malformed();
  }
  if (parts->empty() || parts->back().name != "file") {
    return Failure{"InvalidArgument", "POST requires exactly one file upload per request."};
  }
  const Part& file = parts->back();
  std::map<std::string, std::string> fields = fields_of(*parts);
  FormUpload form;
  form.bucket = places->at("Bucket");
  form.key = field(fields, "key");
  if (fields.count("tagging") > 0) {
    return Failure{"NotImplemented", "Tags in a form are not served here"};
  }
  if (form.key.empty()) {
    return Failure{"InvalidArgument",
                   "Bucket POST must contain a field named 'key'.  If it is specified, please "
                   "check the order of the fields."};
  }
  if (const std::string wrong = wrong_header_in(fields); !wrong.empty()) {
    return Failure{"InvalidArgument", "No header has the name of the field '" + wrong + "'"};
  }
  constexpr std::string_view k_file_name = "${filename}";
  if (const std::size_t at = form.key.find(k_file_name); at != std::string::npos) {
    form.key.replace(at, k_file_name.size(), file.file_name);
  }
  fields["bucket"] = form.bucket;
  fields["key"] = form.key;
  if (const std::string policy = field(fields, "policy"); !policy.empty()) {
    const Status allowed = check_post_policy(cx, policy, fields, file.body.size());
    if (!allowed) {
      return allowed.failure();
    }
  }
  form.success_action_status = field(fields, "success_action_status");
  form.success_action_redirect = redirect_of(fields);
  form.put = put_of(form, fields, file);
  return form;
}

HttpResponse write_form_answer(const FormUpload& form, const HttpResponse& stored) {
  const std::string e_tag(find_header(stored.headers, "ETag"));
  const std::string location = form.put.target;
  HttpResponse answer;
  answer.headers = stored.headers;
  answer.headers.emplace_back("Location", location);
  if (!form.success_action_redirect.empty()) {
    const char joint = form.success_action_redirect.find('?') == std::string::npos ? '?' : '&';
    set_header(answer.headers, "Location",
               form.success_action_redirect + joint + "bucket=" + percent_encoded(form.bucket) +
                   "&key=" + percent_encoded(form.key) + "&etag=" + percent_encoded(e_tag));
    answer.status = 303;
    answer.reason = "See Other";
  } else if (form.success_action_status == "201") {
    answer.status = 201;
    answer.reason = "Created";
    answer.headers.emplace_back("Content-Type", "application/xml");
    answer.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>";
    aws::append_xml_text(answer.body, location);
    answer.body += "</Location><Bucket>";
    aws::append_xml_text(answer.body, form.bucket);
    answer.body += "</Bucket><Key>";
    aws::append_xml_text(answer.body, form.key);
    answer.body += "</Key><ETag>";
    aws::append_xml_text(answer.body, e_tag);
    answer.body += "</ETag></PostResponse>";
  } else {
    answer.status = form.success_action_status == "200" ? 200 : 204;
    answer.reason = answer.status == 200 ? "OK" : "No Content";
  }
  return answer;
}

}  // namespace greenroom::wire
