import { defaultNamespace } from "../../scf/key.ts";
import type { ScfFunction, ScfTrigger } from "../../services.ts";
import type { TencentAccount } from "../../state.ts";

const beijing = 8 * 3_600_000;

/** `2018-06-07 09:52:23`, in Beijing's time. */
function time(milliseconds: number): string {
  return new Date(milliseconds + beijing).toISOString().slice(0, 19).replace("T", " ");
}

/** A function as ListFunctions shows it. */
export function listedFunctionView({ id, createdAt, changedAt, definition }: ScfFunction) {
  return {
    FunctionName: definition.name,
    FunctionId: id,
    Namespace: definition.namespace ?? defaultNamespace,
    Runtime: definition.runtime,
    Description: definition.description ?? "",
    AddTime: time(createdAt),
    ModTime: time(changedAt),
    Status: "Active",
    StatusDesc: "",
    StatusReasons: [],
    Type: "Event",
    Tags: [],
    TotalProvisionedConcurrencyMem: null,
    ReservedConcurrencyMem: null,
    AsyncRunEnable: "FALSE",
    TraceEnable: "FALSE",
  };
}

/** A function as GetFunction shows it. */
export function functionView(one: ScfFunction, triggers: readonly ScfTrigger[], { appId }: TencentAccount) {
  const { definition } = one;
  const {
    TotalProvisionedConcurrencyMem: _total,
    ReservedConcurrencyMem: _reserved,
    ...listed
  } = listedFunctionView(one);
  return {
    ...listed,
    Handler: definition.handler,
    CodeInfo: "",
    CodeSize: 0,
    CodeResult: "success",
    CodeError: "",
    ErrNo: 0,
    Timeout: definition.timeoutSeconds,
    InitTimeout: 65,
    MemorySize: definition.memoryMegabytes,
    FunctionVersion: "$LATEST",
    Qualifier: "$LATEST",
    Role: definition.role ?? "",
    Environment: { Variables: Object.entries(definition.environment).map(([Key, Value]) => ({ Key, Value })) },
    VpcConfig: { VpcId: "", SubnetId: "" },
    EipConfig: { EipFixed: "FALSE", Eips: [] },
    PublicNetConfig: { PublicNetStatus: "ENABLE", EipConfig: { EipStatus: "DISABLE", EipAddress: [] } },
    IntranetConfig: null,
    AccessInfo: { Host: `${appId}-emulated.${definition.region}.tencentscf.com`, Vip: "" },
    Triggers: triggers.map(triggerView),
    Layers: [],
    DeadLetterConfig: { Type: "", Name: "", FilterType: "" },
    CfsConfig: { CfsInsList: [] },
    AvailableStatus: "Available",
    UseGpu: "FALSE",
    InstallDependency: "FALSE",
    L5Enable: "FALSE",
    OnsEnable: null,
    ClsLogsetId: "",
    ClsTopicId: "",
    ImageConfig: null,
    ProtocolType: null,
    ProtocolParams: null,
    InstanceConcurrencyConfig: null,
    DnsCache: "FALSE",
  };
}

/** A trigger as CreateTrigger, ListTriggers and GetFunction show it. */
export function triggerView(trigger: ScfTrigger) {
  return {
    TriggerName: trigger.name,
    Type: "timer",
    TriggerDesc: JSON.stringify({ cron: trigger.cron }),
    Qualifier: trigger.qualifier,
    Enable: trigger.enabled ? 1 : 0,
    AvailableStatus: "Available",
    CustomArgument: trigger.argument,
    Description: trigger.description,
    AddTime: time(trigger.createdAt),
    ModTime: time(trigger.changedAt),
    ResourceId: "",
    BindStatus: "",
    TriggerAttribute: "",
  };
}
