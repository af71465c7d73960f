// EC2 behind AWS's protocol (fakes/wire): the dialect "ec2" of query.
#pragma once

#include <string>

#include "fakes/ec2/service.h"
#include "fakes/wire/endpoint.h"

namespace greenroom::ec2 {

// What its API looks like (wire_table.cpp).
[[nodiscard]] wire::Table wire_table();

// What RunInstances is about, as its input would say it if it named all: with what its template
// has, the subnet it will be in, the groups by their ids. As it came where that cannot be told:
// then the service refuses it.
[[nodiscard]] aws::Json whole_launch(const Ec2& ec2, const aws::Json& input);

class Wire final : public wire::Service {
 public:
  explicit Wire(Ec2& ec2) : ec2_(ec2) {}
  [[nodiscard]] const wire::Table& table() const override { return table_; }
  // The errors of the service; UnsupportedOperation for what a member asks and is not here, and for
  // DryRun of an operation that changes something.
  Result<aws::Json> call(Context cx, const std::string& operation, const aws::Json& input) override;
  [[nodiscard]] int status_of_error(const std::string& code) const override;

 private:
  Ec2& ec2_;
  wire::Table table_ = wire_table();
};

}  // namespace greenroom::ec2
