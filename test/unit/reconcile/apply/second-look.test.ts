import { describe, expect, test } from "vitest";
import type { WritingCloud } from "../../../../shared/clouds/port.ts";
import { instant, known } from "../../../../shared/model/known.ts";
import { readEntry, writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { full, type Harbour, harbour, registryOf, settingsOf, verifiedEntry } from "../passes.ts";
import { nameOf, network, refusal } from "../scripted-cloud.ts";

const name = nameOf("registry");
const seen = "2026-01-01T00:10:00.000Z";
const domain = { name: "images.example.org", mainDomain: "example.org" };

/** A link that Mooring made again: its zone is there, with the address of the one before, and the ledger knows none yet. */
async function madeAgain(published = "10.0.0.77"): Promise<Harbour & { readonly address: string }> {
  const port = harbour();
  port.cloud.networks.push(network("vpc-1"));
  const { address } = port.cloud.link("vpc-1", "registry");
  port.cloud.spoil("vpc-1", "registry", { value: "10.0.0.77" });
  const baseline = { at: seen, zone: "zone-vpc-1-registry", zoneName: name, host: "@", type: "A", ttl: 60 };
  const names = [
    {
      ...{ name, kind: "vpc" as const, region: "cn-hangzhou", address: published, publishedAt: null },
      ...{ withdrawnAt: null, ownZone: null, baseline: { ...baseline, fallsThrough: false } },
    },
  ];
  await writeEntry(
    port.memory,
    verifiedEntry("vpc-1", { names, address: published === "10.0.0.77" ? null : published }),
  );
  return { ...port, address: address.known ? address.value : "" };
}

/** The registry tells `addresses` of the link, one a reading, and then what is so. */
function reading({ cloud: { cloud } }: Harbour, ...addresses: readonly (string | null)[]) {
  const left = [...addresses];
  const misread: WritingCloud = {
    ...cloud,
    async part(registry, part, context) {
      const view = await cloud.part(registry, part, context);
      const value = left.shift();
      if (value === undefined) return view;
      if (value === null) throw refusal("unavailable", "ECONNRESET");
      return { ...view, links: view.links.map((link) => ({ ...link, address: known(value, instant(0)) })) };
    },
  };
  return { clouds: [{ read: misread, write: misread }] };
}

const recordOf = ({ cloud }: Harbour) => cloud.zones.get("vpc-1/registry")?.records[0]?.value;

describe("an address that is written for the first time", () => {
  test("is read again right before, and then written", async () => {
    const port = await madeAgain();
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([{ result: "applied", change: { kind: "correct-record" } }]);
    expect(recordOf(port)).toBe(port.address);
    const upToTheWrite = port.cloud.calls.slice(
      0,
      port.cloud.calls.findIndex((call) => call.startsWith("write")),
    );
    expect(upToTheWrite.at(-1)).toBe("part prod registry");
    expect(upToTheWrite.filter((call) => call === "part prod registry")).toHaveLength(2);
  });

  test("and is another one when it is read again reaches no zone", async () => {
    const port = await madeAgain();
    const report = await port.pass(full, reading(port, "10.0.0.200"));
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "skipped/moved" }]);
    expect(report.outcomes[0]).toMatchObject({ sentence: expect.stringContaining("10.0.0.200 a moment ago") });
    expect(recordOf(port)).toBe("10.0.0.77");
    // What was read wrongly is in the ledger: the right one is moved to, by two readings.
    for (let pass = 0; pass < 3; pass++) {
      port.clock.advance(61_000);
      await port.pass(full);
    }
    expect(recordOf(port)).toBe(port.address);
    expect(await readEntry(port.memory, "cri-prod", "vpc-1", "registry")).toMatchObject({ address: port.address });
  });

  test("and cannot be read again reaches none either", async () => {
    const port = await madeAgain();
    const report = await port.pass(full, reading(port, port.address, null));
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "skipped/moved" }]);
    expect(port.cloud.count("write")).toBe(0);
  });

  test("is not read again where a name answered it before", async () => {
    const port = await madeAgain("10.0.0.1");
    expect(port.address).toBe("10.0.0.1");
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([{ result: "applied" }]);
    const upToTheWrite = port.cloud.calls.slice(
      0,
      port.cloud.calls.findIndex((call) => call.startsWith("write")),
    );
    expect(upToTheWrite.filter((call) => call === "part prod registry")).toHaveLength(1);
    expect(port.cloud.count("subnets")).toBe(0);
  });

  test("has its subnet read before, and outside of it nothing is written, a zone of Mooring's own included", async () => {
    const port = harbour(settingsOf([registryOf({ customDomains: [domain] })]));
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.link("vpc-1", "registry");
    await writeEntry(port.memory, verifiedEntry("vpc-1"));
    const wrong = "10.6.6.6";
    const report = await port.pass(full, reading(port, wrong, wrong, wrong));
    expect(port.cloud.count("subnets vpc-1")).toBe(1);
    expect(port.cloud.count("write")).toBe(0);
    expect(report.held.map(({ code, change }) => `${change.kind} ${code}`)).toEqual([
      "create-zone held/address-outside-subnet",
    ]);
  });
});
