// AWS: the API model of S3, version 2006-03-01. Reading only, so far. GetBucketLocation is left
// out: its answer is no structure.
#include <string>

#include "fakes/s3/wire.h"

namespace greenroom::s3 {

namespace {

constexpr const char* k_operations = R"(
service s3 rest-xml S3
operation GetObject GetObjectRequest GetObjectOutput GET /{Bucket}/{Key+}
operation HeadObject HeadObjectRequest HeadObjectOutput HEAD /{Bucket}/{Key+}
operation HeadBucket HeadBucketRequest HeadBucketOutput HEAD /{Bucket}
operation ListBuckets ListBucketsRequest ListBucketsOutput GET / ListAllMyBucketsResult
operation ListObjectsV2 ListObjectsV2Request ListObjectsV2Output GET /{Bucket}?list-type=2
  ListBucketResult
operation GetBucketVersioning GetBucketVersioningRequest GetBucketVersioningOutput GET
  /{Bucket}?versioning VersioningConfiguration
)";

constexpr const char* k_structures = R"(
structure GetObjectRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId Range:Range@header=Range
  IfMatch:IfMatch@header=If-Match IfNoneMatch:IfNoneMatch@header=If-None-Match
structure GetObjectOutput Body:Body@payload DeleteMarker:DeleteMarker@header=x-amz-delete-marker
  AcceptRanges:AcceptRanges@header=accept-ranges LastModified:LastModified@header=Last-Modified
  ETag:ETag@header=ETag ContentRange:ContentRange@header=Content-Range
  ContentType:ContentType@header=Content-Type CacheControl:CacheControl@header=Cache-Control
  VersionId:ObjectVersionId@header=x-amz-version-id Metadata:Metadata@headers=x-amz-meta-
structure HeadObjectRequest Bucket:BucketName!@uri Key:ObjectKey!@uri
  VersionId:ObjectVersionId@query=versionId Range:Range@header=Range
  IfMatch:IfMatch@header=If-Match IfNoneMatch:IfNoneMatch@header=If-None-Match
structure HeadObjectOutput DeleteMarker:DeleteMarker@header=x-amz-delete-marker
  AcceptRanges:AcceptRanges@header=accept-ranges LastModified:LastModified@header=Last-Modified
  ETag:ETag@header=ETag ContentRange:ContentRange@header=Content-Range
  ContentType:ContentType@header=Content-Type CacheControl:CacheControl@header=Cache-Control
  VersionId:ObjectVersionId@header=x-amz-version-id Metadata:Metadata@headers=x-amz-meta-
structure HeadBucketRequest Bucket:BucketName!@uri
structure HeadBucketOutput BucketRegion:Region@header=x-amz-bucket-region
structure ListBucketsRequest
structure ListBucketsOutput Buckets:Buckets
structure Bucket Name:BucketName CreationDate:CreationDate
structure ListObjectsV2Request Bucket:BucketName!@uri Delimiter:Delimiter@query=delimiter
  EncodingType:EncodingType@query=encoding-type MaxKeys:MaxKeys@query=max-keys
  Prefix:Prefix@query=prefix ContinuationToken:Token@query=continuation-token
  StartAfter:StartAfter@query=start-after
structure ListObjectsV2Output IsTruncated:IsTruncated Contents:ObjectList Name:BucketName
  Prefix:Prefix Delimiter:Delimiter MaxKeys:MaxKeys CommonPrefixes:CommonPrefixList
  EncodingType:EncodingType KeyCount:KeyCount ContinuationToken:Token
  NextContinuationToken:NextToken StartAfter:StartAfter
structure Object Key:ObjectKey LastModified:LastModified ETag:ETag Size:Size
  StorageClass:ObjectStorageClass
structure CommonPrefix Prefix:Prefix
structure GetBucketVersioningRequest Bucket:BucketName!@uri
structure GetBucketVersioningOutput Status:BucketVersioningStatus
)";

constexpr const char* k_shapes = R"(
list Buckets Bucket element=Bucket
list ObjectList Object flat
list CommonPrefixList CommonPrefix flat
map Metadata MetadataKey MetadataValue
string MetadataKey
string MetadataValue
string BucketName
string ObjectKey 1..1024
string ObjectVersionId
string Range
string IfMatch
string IfNoneMatch
string AcceptRanges
string ETag
string ContentRange
string ContentType
string CacheControl
string Region
string Delimiter
string Prefix
string Token
string NextToken
string StartAfter
enum EncodingType url
enum ObjectStorageClass STANDARD REDUCED_REDUNDANCY GLACIER STANDARD_IA ONEZONE_IA
  INTELLIGENT_TIERING DEEP_ARCHIVE OUTPOSTS GLACIER_IR SNOW EXPRESS_ONEZONE FSX_OPENZFS
  FSX_ONTAP
enum BucketVersioningStatus Enabled Suspended
integer MaxKeys
integer KeyCount
long Size
boolean DeleteMarker
boolean IsTruncated
blob Body
timestamp LastModified
timestamp CreationDate
)";

}  // namespace

wire::Model wire_model() {
  return wire::parse_model(std::string(k_operations) + k_structures + k_shapes);
}

}  // namespace greenroom::s3
