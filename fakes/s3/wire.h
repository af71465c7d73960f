// S3 behind its protocol, rest-xml (fakes/wire).
#pragma once

#include "fakes/s3/service.h"
#include "fakes/wire/endpoint.h"
#include "fakes/wire/gate.h"

namespace greenroom::s3 {

// What its API looks like (wire_table_*.cpp).
[[nodiscard]] wire::Table wire_table();

class Wire final : public wire::Service {
 public:
  explicit Wire(S3& s3) : s3_(s3), table_(wire_table()) {}
  // An optional neighbour. Without it everybody may do everything.
  void connect(const wire::CallerRights& rights) { rights_ = &rights; }
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  [[nodiscard]] int status_of_error(const std::string& code) const override;
  [[nodiscard]] int status_of_output(const std::string& operation,
                                     const aws::Json& output) const override;
  // Content-MD5, x-amz-content-sha256, x-amz-checksum-*. BadDigest, InvalidDigest, InvalidRequest,
  // XAmzContentSHA256Mismatch.
  [[nodiscard]] Status check_body(const std::string& operation,
                                  const HttpRequest& request) const override;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> elements_of_error(
      const std::string& operation, const aws::Json& input, const Failure& failure) const override;
  [[nodiscard]] Result<HttpHeaders> share(const std::string& bucket, const std::string& origin,
                                          const std::string& method,
                                          const std::string& asked) const override;
  [[nodiscard]] HttpHeaders headers_of_error(Context cx, const std::string& operation,
                                             const aws::Json& input,
                                             const Failure& failure) const override;

 private:
  [[nodiscard]] Status caller_may(Context cx, const std::string& action,
                                  const std::string& resource) const;
  // NoSuchKey is AccessDenied to who may not list the bucket.
  [[nodiscard]] Failure told_to_caller(Context cx, const aws::Json& input,
                                       const Failure& failure) const;

  S3& s3_;
  wire::Table table_;
  const wire::CallerRights* rights_ = nullptr;
};

}  // namespace greenroom::s3
