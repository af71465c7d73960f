#include "fakes/s3/wire_table.h"

#include "fakes/s3/wire.h"

namespace greenroom::s3 {

wire::Table wire_table() {
  return wire::Table("service s3 rest-xml S3\n" + table_of_objects() + table_of_multipart() +
                     table_of_buckets() + table_of_settings());
}

}  // namespace greenroom::s3
