// AWS: the API model of EC2, version 2016-11-15. What there is to launch.
#include "fakes/ec2/wire_table.h"

namespace greenroom::ec2 {

const char* const k_table_catalogue = R"(
operation DescribeImages DescribeImagesRequest DescribeImagesResult
right DescribeImages = *
operation DescribeInstanceTypes DescribeInstanceTypesRequest DescribeInstanceTypesResult
right DescribeInstanceTypes = *
operation DescribeKeyPairs DescribeKeyPairsRequest DescribeKeyPairsResult
right DescribeKeyPairs = *
operation DescribeAccountAttributes DescribeAccountAttributesRequest
  DescribeAccountAttributesResult
right DescribeAccountAttributes = *
structure DescribeImagesRequest ImageIds:ImageIdStringList@xml=ImageId
  Owners:OwnerStringList@xml=Owner MaxResults:Integer NextToken:String DryRun:Boolean@xml=dryRun
  Filters:FilterList@xml=Filter
list ImageIdStringList ImageId element=ImageId
list OwnerStringList String element=Owner
structure DescribeImagesResult NextToken:String@xml=nextToken Images:ImageList@xml=imagesSet
list ImageList Image element=item
structure Image PlatformDetails:String@xml=platformDetails Description:String@xml=description
  EnaSupport:Boolean@xml=enaSupport Hypervisor:HypervisorType@xml=hypervisor
  ImageOwnerAlias:String@xml=imageOwnerAlias Name:String@xml=name
  RootDeviceName:String@xml=rootDeviceName RootDeviceType:DeviceType@xml=rootDeviceType
  VirtualizationType:VirtualizationType@xml=virtualizationType ImageId:String@xml=imageId
  ImageLocation:String@xml=imageLocation State:ImageState@xml=imageState
  OwnerId:String@xml=imageOwnerId CreationDate:String@xml=creationDate Public:Boolean@xml=isPublic
  Architecture:ArchitectureValues@xml=architecture ImageType:ImageTypeValues@xml=imageType
enum ImageState pending available invalid deregistered transient failed error disabled
enum ImageTypeValues machine kernel ramdisk
structure DescribeInstanceTypesRequest DryRun:Boolean
  InstanceTypes:RequestInstanceTypeList@xml=InstanceType Filters:FilterList@xml=Filter
  MaxResults:DITMaxResults NextToken:NextToken
list RequestInstanceTypeList InstanceType 0..100
integer DITMaxResults 5..100
string NextToken
structure DescribeInstanceTypesResult InstanceTypes:InstanceTypeInfoList@xml=instanceTypeSet
  NextToken:NextToken@xml=nextToken
list InstanceTypeInfoList InstanceTypeInfo element=item
structure InstanceTypeInfo InstanceType:InstanceType@xml=instanceType
  CurrentGeneration:CurrentGenerationFlag@xml=currentGeneration
  FreeTierEligible:FreeTierEligibleFlag@xml=freeTierEligible BareMetal:BareMetalFlag@xml=bareMetal
  Hypervisor:InstanceTypeHypervisor@xml=hypervisor ProcessorInfo:ProcessorInfo@xml=processorInfo
  VCpuInfo:VCpuInfo@xml=vCpuInfo MemoryInfo:MemoryInfo@xml=memoryInfo
  BurstablePerformanceSupported:BurstablePerformanceFlag@xml=burstablePerformanceSupported
boolean CurrentGenerationFlag
boolean FreeTierEligibleFlag
boolean BareMetalFlag
enum InstanceTypeHypervisor nitro xen
structure ProcessorInfo SupportedArchitectures:ArchitectureTypeList@xml=supportedArchitectures
list ArchitectureTypeList ArchitectureType element=item
enum ArchitectureType i386 x86_64 arm64 x86_64_mac arm64_mac
structure VCpuInfo DefaultVCpus:VCpuCount@xml=defaultVCpus
integer VCpuCount
structure MemoryInfo SizeInMiB:MemorySize@xml=sizeInMiB
long MemorySize
boolean BurstablePerformanceFlag
structure DescribeKeyPairsRequest KeyNames:KeyNameStringList@xml=KeyName
  KeyPairIds:KeyPairIdStringList@xml=KeyPairId DryRun:Boolean@xml=dryRun
  Filters:FilterList@xml=Filter
list KeyNameStringList KeyPairName element=KeyName
list KeyPairIdStringList KeyPairId element=KeyPairId
string KeyPairId
structure DescribeKeyPairsResult KeyPairs:KeyPairList@xml=keySet
list KeyPairList KeyPairInfo element=item
structure KeyPairInfo KeyPairId:String@xml=keyPairId KeyType:KeyType@xml=keyType
  KeyName:String@xml=keyName KeyFingerprint:String@xml=keyFingerprint
enum KeyType rsa ed25519
structure DescribeAccountAttributesRequest DryRun:Boolean@xml=dryRun
  AttributeNames:AccountAttributeNameStringList@xml=attributeName
list AccountAttributeNameStringList AccountAttributeName element=attributeName
enum AccountAttributeName supported-platforms default-vpc
structure DescribeAccountAttributesResult
  AccountAttributes:AccountAttributeList@xml=accountAttributeSet
list AccountAttributeList AccountAttribute element=item
structure AccountAttribute AttributeName:String@xml=attributeName
  AttributeValues:AccountAttributeValueList@xml=attributeValueSet
list AccountAttributeValueList AccountAttributeValue element=item
structure AccountAttributeValue AttributeValue:String@xml=attributeValue
)";

}  // namespace greenroom::ec2
