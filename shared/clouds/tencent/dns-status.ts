import * as v from "valibot";
import type { NameKind, NameSwitch } from "../../model/name.ts";
import { CloudError } from "../port.ts";
import { optionalText, read } from "../reading.ts";
import type { CallOptions, Transport } from "./transport.ts";

const call = "tcr:DescribeInternalEndpointDnsStatus";

/** The vendor publishes no number. */
const largestBatch = 20;

const statusSchema = v.looseObject({
  VpcSet: v.nullish(v.array(v.looseObject({ VpcId: v.string(), Status: optionalText, Region: optionalText }))),
});

/** The switches of one kind of name, of one instance, in networks of one region. */
export interface SwitchGroup {
  readonly instance: string;
  readonly kind: Exclude<NameKind, "custom">;
  /** That the switches are asked for, and turned on or off, under. */
  readonly region: string;
  /** It is not the networks'. */
  readonly away: boolean;
}

/** One network and the address its switch is asked for. */
export interface Asked {
  readonly network: string;
  readonly address: string;
}

/** What one network's switch is, or why that could not be read. */
export type SwitchAnswer = NameSwitch | CloudError;

/** What the vendor says of one network: each item of the answer. */
interface Said {
  readonly word: string;
  readonly region: string;
}

/** How the vendor's calls about a switch name it. */
export function switchParameters({ instance, kind, region }: SwitchGroup, { network, address }: Asked) {
  return {
    InstanceId: instance,
    VpcId: network,
    EniLBIp: address,
    UsePublicDomain: kind === "default",
    RegionName: region,
  };
}

/**
 * DescribeInternalEndpointDnsStatus for each network, by network. The answers name neither the kind nor the address, so
 * one call asks for one kind, and they are told apart by network, in whatever order they come.
 *
 * A batch that is refused is asked in halves: it may be too large, or one item of it is wrong.
 * https://cloud.tencent.com/document/api/1141/53129
 */
export async function readSwitches(
  transport: Transport,
  group: SwitchGroup,
  asked: readonly Asked[],
  options: CallOptions,
): Promise<ReadonlyMap<string, SwitchAnswer>> {
  const answers = new Map<string, SwitchAnswer>();
  let size = largestBatch;
  const waiting = [...asked];
  while (waiting.length > 0) {
    const batch = waiting.splice(0, size);
    try {
      for (const [network, answer] of await readBatch(transport, group, batch, options)) answers.set(network, answer);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      if (batch.length > 1 && mayBeOneOfThem(error)) {
        size = Math.ceil(batch.length / 2);
        waiting.unshift(...batch);
      } else {
        for (const { network } of batch) answers.set(network, error);
      }
    }
  }
  return answers;
}

/** The switch of one network; throws what `readSwitches` answers for it. */
export async function readSwitch(
  transport: Transport,
  group: SwitchGroup,
  asked: Asked,
  options: CallOptions,
): Promise<NameSwitch> {
  const answer = (await readSwitches(transport, group, [asked], options)).get(asked.network) ?? unsaid(asked);
  if (answer instanceof CloudError) throw answer;
  return answer;
}

/** The vendor answered, and neither the caller nor the pace is what it refuses. */
function mayBeOneOfThem({ failure: { code } }: CloudError): boolean {
  return /^(?:InvalidParameter|UnsupportedOperation|ResourceNotFound|FailedOperation|InternalError)/.test(code);
}

async function readBatch(
  transport: Transport,
  group: SwitchGroup,
  batch: readonly Asked[],
  options: CallOptions,
): Promise<readonly (readonly [string, SwitchAnswer])[]> {
  const parameters = { VpcSet: batch.map((asked) => switchParameters(group, asked)) };
  const body = await transport.call("tcr", "DescribeInternalEndpointDnsStatus", parameters, options);
  const items = read(call, statusSchema, body).VpcSet ?? [];
  return batch.map((asked) => {
    const said = items
      .filter(({ VpcId }) => VpcId === asked.network)
      .map(({ Status: word, Region: region }) => ({ word, region }));
    return [asked.network, said.length === 0 ? unsaid(asked) : switchOf(said, group)];
  });
}

/**
 * Asked for a region that is not the network's, an answer that does not name it did not look there: nothing is known to
 * be on there, and the switch that it speaks of is not to be touched for it. Neither is one that is anything but on.
 */
function switchOf(said: readonly Said[], { region, away }: SwitchGroup): NameSwitch {
  const found = stateOfAll(said);
  const proven = found.state === "on" && said.every((one) => one.region === region);
  return away && !proven ? { ...found, state: "off" } : found;
}

/** The vendor writes `ENABLE` in one place and `ENABLED` in another; answers that differ say nothing. */
function stateOfAll(said: readonly Said[]): NameSwitch {
  const words = said.map(({ word }) => word);
  const [first, ...others] = new Set(words.map(stateOf));
  return {
    state: first === undefined || others.length > 0 ? "unclear" : first,
    vendorState: [...new Set(words)].join(", "),
    elsewhere: null,
  };
}

function stateOf(word: string): NameSwitch["state"] {
  if (/^ENABLE/i.test(word)) return "on";
  if (/^DISABLE/i.test(word)) return "off";
  return /^ERROR/i.test(word) ? "error" : "unclear";
}

function unsaid({ network }: Asked): CloudError {
  return new CloudError({
    kind: "unavailable",
    call,
    code: "UnexpectedAnswer",
    message: `the answer says nothing of ${network}`,
  });
}
