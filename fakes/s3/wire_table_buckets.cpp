// AWS: the API model of S3, version 2006-03-01: buckets and their lists.
// Members that nothing here could honour are left out where they are harmless; others are there to
// be refused (wire.cpp).
#include "fakes/s3/wire_table.h"

namespace greenroom::s3 {
namespace {

constexpr const char* k_operations = R"(
operation ListBuckets ListBucketsRequest ListBucketsOutput GET / ListAllMyBucketsResult
right ListBuckets s3:ListAllMyBuckets *
operation CreateBucket CreateBucketRequest CreateBucketOutput PUT /{Bucket}
right CreateBucket = arn:aws:s3:::{Bucket}
operation HeadBucket HeadBucketRequest HeadBucketOutput HEAD /{Bucket}
right HeadBucket s3:ListBucket arn:aws:s3:::{Bucket}
operation DeleteBucket DeleteBucketRequest Unit DELETE /{Bucket}
right DeleteBucket = arn:aws:s3:::{Bucket}
operation GetBucketLocation GetBucketLocationRequest GetBucketLocationOutput GET
  /{Bucket}?location LocationConstraint
right GetBucketLocation = arn:aws:s3:::{Bucket}
operation GetBucketVersioning GetBucketVersioningRequest GetBucketVersioningOutput GET
  /{Bucket}?versioning VersioningConfiguration
right GetBucketVersioning = arn:aws:s3:::{Bucket}
operation PutBucketVersioning PutBucketVersioningRequest Unit PUT /{Bucket}?versioning
right PutBucketVersioning = arn:aws:s3:::{Bucket}
operation ListObjects ListObjectsRequest ListObjectsOutput GET /{Bucket} ListBucketResult
right ListObjects s3:ListBucket arn:aws:s3:::{Bucket}
operation ListObjectsV2 ListObjectsV2Request ListObjectsV2Output GET /{Bucket}?list-type=2
  ListBucketResult
right ListObjectsV2 s3:ListBucket arn:aws:s3:::{Bucket}
operation ListObjectVersions ListObjectVersionsRequest ListObjectVersionsOutput GET
  /{Bucket}?versions ListVersionsResult
right ListObjectVersions s3:ListBucketVersions arn:aws:s3:::{Bucket}
)";

constexpr const char* k_shapes = R"(
structure ListBucketsRequest MaxBuckets:MaxBuckets@query=max-buckets
  ContinuationToken:Token@query=continuation-token Prefix:Prefix@query=prefix
  BucketRegion:BucketRegion@query=bucket-region
string BucketRegion
integer MaxBuckets 1..10000
string Token
structure ListBucketsOutput Buckets:Buckets Owner:Owner ContinuationToken:NextToken Prefix:Prefix
list Buckets Bucket element=Bucket
structure Bucket Name:BucketName CreationDate:CreationDate
timestamp CreationDate
string NextToken
structure CreateBucketRequest ACL:BucketCannedACL@header=x-amz-acl Bucket:BucketName!@uri
  CreateBucketConfiguration:CreateBucketConfiguration@payload
  GrantFullControl:GrantFullControl@header=x-amz-grant-full-control
  GrantRead:GrantRead@header=x-amz-grant-read
  GrantReadACP:GrantReadACP@header=x-amz-grant-read-acp
  GrantWrite:GrantWrite@header=x-amz-grant-write
  GrantWriteACP:GrantWriteACP@header=x-amz-grant-write-acp
  ObjectLockEnabledForBucket:ObjectLockEnabledForBucket@header=x-amz-bucket-object-lock-enabled
  ObjectOwnership:ObjectOwnership@header=x-amz-object-ownership
enum BucketCannedACL private public-read public-read-write authenticated-read
structure CreateBucketConfiguration LocationConstraint:BucketLocationConstraint Tags:TagSet
enum BucketLocationConstraint af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2
  ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4
  ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 EU
  eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
  il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-2 us-gov-east-1
  us-gov-west-1 us-west-1 us-west-2
boolean ObjectLockEnabledForBucket
enum ObjectOwnership BucketOwnerPreferred ObjectWriter BucketOwnerEnforced
structure CreateBucketOutput Location:Location@header=Location
structure HeadBucketRequest Bucket:BucketName!@uri
structure HeadBucketOutput BucketRegion:Region@header=x-amz-bucket-region
string Region 0..20
structure DeleteBucketRequest Bucket:BucketName!@uri
structure GetBucketLocationRequest Bucket:BucketName!@uri
structure GetBucketLocationOutput LocationConstraint:BucketLocationConstraint
structure GetBucketVersioningRequest Bucket:BucketName!@uri
structure GetBucketVersioningOutput Status:BucketVersioningStatus
  MFADelete:MFADeleteStatus@xml=MfaDelete
enum BucketVersioningStatus Enabled Suspended
enum MFADeleteStatus Enabled Disabled
structure PutBucketVersioningRequest Bucket:BucketName!@uri
  VersioningConfiguration:VersioningConfiguration!@payload
structure VersioningConfiguration MFADelete:MFADelete@xml=MfaDelete Status:BucketVersioningStatus
enum MFADelete Enabled Disabled
structure ListObjectsRequest Bucket:BucketName!@uri Delimiter:Delimiter@query=delimiter
  EncodingType:EncodingType@query=encoding-type Marker:Marker@query=marker
  MaxKeys:MaxKeys@query=max-keys Prefix:Prefix@query=prefix
string Marker
integer MaxKeys
structure ListObjectsOutput IsTruncated:IsTruncated Marker:Marker NextMarker:NextMarker
  Contents:ObjectList Name:BucketName Prefix:Prefix Delimiter:Delimiter MaxKeys:MaxKeys
  CommonPrefixes:CommonPrefixList EncodingType:EncodingType
string NextMarker
list ObjectList Object flat
structure Object Key:ObjectKey LastModified:LastModified ETag:ETag
  ChecksumAlgorithm:ChecksumAlgorithmList ChecksumType:ChecksumType Size:Size
  StorageClass:ObjectStorageClass Owner:Owner
list ChecksumAlgorithmList ChecksumAlgorithm flat
enum ObjectStorageClass STANDARD REDUCED_REDUNDANCY GLACIER STANDARD_IA ONEZONE_IA
  INTELLIGENT_TIERING DEEP_ARCHIVE OUTPOSTS GLACIER_IR SNOW EXPRESS_ONEZONE FSX_OPENZFS FSX_ONTAP
structure ListObjectsV2Request Bucket:BucketName!@uri Delimiter:Delimiter@query=delimiter
  EncodingType:EncodingType@query=encoding-type MaxKeys:MaxKeys@query=max-keys
  Prefix:Prefix@query=prefix ContinuationToken:Token@query=continuation-token
  FetchOwner:FetchOwner@query=fetch-owner StartAfter:StartAfter@query=start-after
boolean FetchOwner
string StartAfter
structure ListObjectsV2Output IsTruncated:IsTruncated Contents:ObjectList Name:BucketName
  Prefix:Prefix Delimiter:Delimiter MaxKeys:MaxKeys CommonPrefixes:CommonPrefixList
  EncodingType:EncodingType KeyCount:KeyCount ContinuationToken:Token
  NextContinuationToken:NextToken StartAfter:StartAfter
integer KeyCount
structure ListObjectVersionsRequest Bucket:BucketName!@uri Delimiter:Delimiter@query=delimiter
  EncodingType:EncodingType@query=encoding-type KeyMarker:KeyMarker@query=key-marker
  MaxKeys:MaxKeys@query=max-keys Prefix:Prefix@query=prefix
  VersionIdMarker:VersionIdMarker@query=version-id-marker
string VersionIdMarker
structure ListObjectVersionsOutput IsTruncated:IsTruncated KeyMarker:KeyMarker
  VersionIdMarker:VersionIdMarker NextKeyMarker:NextKeyMarker
  NextVersionIdMarker:NextVersionIdMarker Versions:ObjectVersionList@xml=Version
  DeleteMarkers:DeleteMarkers@xml=DeleteMarker Name:BucketName Prefix:Prefix Delimiter:Delimiter
  MaxKeys:MaxKeys CommonPrefixes:CommonPrefixList EncodingType:EncodingType
string NextVersionIdMarker
list ObjectVersionList ObjectVersion flat
structure ObjectVersion ETag:ETag ChecksumAlgorithm:ChecksumAlgorithmList
  ChecksumType:ChecksumType Size:Size StorageClass:ObjectVersionStorageClass Key:ObjectKey
  VersionId:ObjectVersionId IsLatest:IsLatest LastModified:LastModified Owner:Owner
enum ObjectVersionStorageClass STANDARD
boolean IsLatest
list DeleteMarkers DeleteMarkerEntry flat
structure DeleteMarkerEntry Owner:Owner Key:ObjectKey VersionId:ObjectVersionId IsLatest:IsLatest
  LastModified:LastModified
)";

}  // namespace

std::string table_of_buckets() {
  return std::string(k_operations) + k_shapes;
}

}  // namespace greenroom::s3
