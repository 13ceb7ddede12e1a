import type { World } from "../../world.ts";
import type { Product, ReferencedResources } from "../action.ts";
import { type CloudEvent, envelope, seconds } from "./envelope.ts";
import { serviceNames } from "./service-names.ts";

/** Something that a cloud service did to an account's resources by itself. */
export interface ServiceAct {
  readonly account: string;
  readonly region: string;
  readonly product: Product;
  /** As in `CreateVpc`. */
  readonly name: string;
  readonly resources: ReferencedResources;
  /** Host name of the service that acted, e.g. `ros.aliyuncs.com`. */
  readonly by: string;
}

/**
 * The event of a service's own act, type `AliyunServiceEvent`: it has neither parameters nor a response, as the sample
 * record of `DeleteDisk` has none (ActionTrail, "Structure of management events").
 */
export function serviceActEvent(world: World, act: ServiceAct): CloudEvent {
  const { account, region, product, name, resources, by } = act;
  const ids = Object.values(resources).flat();
  const eventId = world.ids.uuid();
  return envelope(world, {
    product,
    eventType: "AliyunServiceEvent",
    account,
    region,
    resource: ids[0],
    data: {
      eventId,
      eventVersion: 1,
      eventCategory: "Management",
      eventType: "AliyunServiceEvent",
      eventRW: "Write",
      eventName: name,
      eventTime: seconds(world.clock.now()),
      eventSource: by,
      serviceName: serviceNames[product],
      acsRegion: region,
      isGlobal: false,
      requestId: eventId,
      referencedResources: resources,
      sourceIpAddress: "Internal",
      userAgent: by,
      userIdentity: { type: "system", accountId: account, userName: by },
      recipientAccountId: account,
    },
  });
}
