// AWS: the API model of EC2, version 2016-11-15. Instances: power, attributes, tags.
#include "fakes/ec2/wire_table.h"

namespace greenroom::ec2 {

const char* const k_table_changes = R"(
operation StartInstances StartInstancesRequest StartInstancesResult
right StartInstances = ~instance/{InstanceIds}
operation StopInstances StopInstancesRequest StopInstancesResult
right StopInstances = ~instance/{InstanceIds}
operation RebootInstances RebootInstancesRequest Unit
right RebootInstances = ~instance/{InstanceIds}
operation TerminateInstances TerminateInstancesRequest TerminateInstancesResult
right TerminateInstances = ~instance/{InstanceIds}
operation ModifyInstanceAttribute ModifyInstanceAttributeRequest Unit
right ModifyInstanceAttribute = ~instance/{InstanceId}
operation DescribeInstanceAttribute DescribeInstanceAttributeRequest InstanceAttribute
right DescribeInstanceAttribute = ~instance/{InstanceId}
operation ModifyInstanceMetadataOptions ModifyInstanceMetadataOptionsRequest
  ModifyInstanceMetadataOptionsResult
right ModifyInstanceMetadataOptions = ~instance/{InstanceId}
operation CreateTags CreateTagsRequest Unit
right CreateTags = ~{kind_and_id(Resources)}
operation DeleteTags DeleteTagsRequest Unit
right DeleteTags = ~{kind_and_id(Resources)}
operation DescribeTags DescribeTagsRequest DescribeTagsResult
right DescribeTags = *
structure StartInstancesRequest InstanceIds:InstanceIdStringList!@xml=InstanceId
  DryRun:Boolean@xml=dryRun
structure StartInstancesResult StartingInstances:InstanceStateChangeList@xml=instancesSet
list InstanceStateChangeList InstanceStateChange element=item
structure InstanceStateChange InstanceId:String@xml=instanceId
  CurrentState:InstanceState@xml=currentState PreviousState:InstanceState@xml=previousState
structure StopInstancesRequest InstanceIds:InstanceIdStringList!@xml=InstanceId Hibernate:Boolean
  DryRun:Boolean@xml=dryRun Force:Boolean@xml=force
structure StopInstancesResult StoppingInstances:InstanceStateChangeList@xml=instancesSet
structure RebootInstancesRequest InstanceIds:InstanceIdStringList!@xml=InstanceId
  DryRun:Boolean@xml=dryRun
structure TerminateInstancesRequest InstanceIds:InstanceIdStringList!@xml=InstanceId
  DryRun:Boolean@xml=dryRun
structure TerminateInstancesResult TerminatingInstances:InstanceStateChangeList@xml=instancesSet
structure ModifyInstanceAttributeRequest SourceDestCheck:AttributeBooleanValue
  DisableApiStop:AttributeBooleanValue DryRun:Boolean@xml=dryRun
  InstanceId:InstanceId!@xml=instanceId Attribute:InstanceAttributeName@xml=attribute
  Value:ModifyInstanceAttributeValue@xml=value
  DisableApiTermination:AttributeBooleanValue@xml=disableApiTermination
  InstanceType:AttributeValue@xml=instanceType UserData:BlobAttributeValue@xml=userData
  InstanceInitiatedShutdownBehavior:AttributeValue@xml=instanceInitiatedShutdownBehavior
  Groups:GroupIdStringList@xml=GroupId EbsOptimized:AttributeBooleanValue@xml=ebsOptimized
structure AttributeBooleanValue Value:Boolean@xml=value
enum InstanceAttributeName instanceType kernel ramdisk userData disableApiTermination
  instanceInitiatedShutdownBehavior rootDeviceName blockDeviceMapping productCodes sourceDestCheck
  groupSet ebsOptimized sriovNetSupport enaSupport enclaveOptions disableApiStop
string ModifyInstanceAttributeValue
structure AttributeValue Value:String@xml=value
structure BlobAttributeValue Value:Blob@xml=value
blob Blob
list GroupIdStringList SecurityGroupId element=groupId
structure DescribeInstanceAttributeRequest DryRun:Boolean@xml=dryRun
  InstanceId:InstanceId!@xml=instanceId Attribute:InstanceAttributeName!@xml=attribute
structure InstanceAttribute DisableApiTermination:AttributeBooleanValue@xml=disableApiTermination
  InstanceId:String@xml=instanceId
  InstanceInitiatedShutdownBehavior:AttributeValue@xml=instanceInitiatedShutdownBehavior
  InstanceType:AttributeValue@xml=instanceType RootDeviceName:AttributeValue@xml=rootDeviceName
  SourceDestCheck:AttributeBooleanValue@xml=sourceDestCheck UserData:AttributeValue@xml=userData
  Groups:GroupIdentifierList@xml=groupSet
structure ModifyInstanceMetadataOptionsRequest InstanceId:InstanceId! HttpTokens:HttpTokensState
  HttpPutResponseHopLimit:Integer HttpEndpoint:InstanceMetadataEndpointState DryRun:Boolean
  InstanceMetadataTags:InstanceMetadataTagsState
structure ModifyInstanceMetadataOptionsResult InstanceId:String@xml=instanceId
  InstanceMetadataOptions:InstanceMetadataOptionsResponse@xml=instanceMetadataOptions
structure CreateTagsRequest DryRun:Boolean@xml=dryRun Resources:ResourceIdList!@xml=ResourceId
  Tags:TagList!@xml=Tag
list ResourceIdList TaggableResourceId
string TaggableResourceId
structure DeleteTagsRequest DryRun:Boolean@xml=dryRun Resources:ResourceIdList!@xml=resourceId
  Tags:TagList@xml=tag
structure DescribeTagsRequest DryRun:Boolean@xml=dryRun Filters:FilterList@xml=Filter
  MaxResults:Integer@xml=maxResults NextToken:String@xml=nextToken
structure DescribeTagsResult NextToken:String@xml=nextToken Tags:TagDescriptionList@xml=tagSet
list TagDescriptionList TagDescription element=item
structure TagDescription Key:String@xml=key ResourceId:String@xml=resourceId
  ResourceType:ResourceType@xml=resourceType Value:String@xml=value
)";

}  // namespace greenroom::ec2
