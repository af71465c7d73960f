// AWS: the API model of Secrets Manager, version 2017-10-17. Reading only, so far.
#include "fakes/secretsmanager/wire.h"

namespace greenroom::secretsmanager {

wire::Model wire_model() {
  return wire::parse_model(R"(
service secretsmanager json-1.1 secretsmanager
operation GetSecretValue GetSecretValueRequest GetSecretValueResponse
operation DescribeSecret DescribeSecretRequest DescribeSecretResponse
structure GetSecretValueRequest SecretId:SecretIdType! VersionId:SecretVersionIdType
  VersionStage:SecretVersionStageType
structure GetSecretValueResponse ARN:SecretARNType Name:SecretNameType
  VersionId:SecretVersionIdType SecretBinary:SecretBinaryType SecretString:SecretStringType
  VersionStages:SecretVersionStagesType CreatedDate:CreatedDateType
structure DescribeSecretRequest SecretId:SecretIdType!
structure DescribeSecretResponse ARN:SecretARNType Name:SecretNameType Description:DescriptionType
  LastChangedDate:LastChangedDateType DeletedDate:DeletedDateType
  VersionIdsToStages:SecretVersionsToStagesMapType CreatedDate:TimestampType
list SecretVersionStagesType SecretVersionStageType 1..20
map SecretVersionsToStagesMapType SecretVersionIdType SecretVersionStagesType
string SecretIdType 1..2048
string SecretVersionIdType 32..64
string SecretVersionStageType 1..256
string SecretARNType 20..2048
string SecretNameType 1..256
string SecretStringType 1..65536
string DescriptionType 0..2048
blob SecretBinaryType 1..65536
timestamp CreatedDateType
timestamp LastChangedDateType
timestamp DeletedDateType
timestamp TimestampType
)");
}

}  // namespace greenroom::secretsmanager
