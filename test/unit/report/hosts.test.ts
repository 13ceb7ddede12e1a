import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../../shared/model/finding.ts";
import { hostsOf } from "../../../shared/report/hosts.ts";

const name = (text: string, address: string) => ({
  name: text,
  part: "registry" as const,
  state: "moored" as const,
  code: "moored/resolving",
  sentence: "",
  address,
  answers: [address],
  since: null,
  changed: null,
});

function findingOf(names: readonly string[], address: string | null = "10.1.0.9", named = "10.1.0.9"): Finding {
  return {
    registry: "prod",
    cloud: "alibaba",
    account: "1",
    region: "cn-hangzhou",
    network: "vpc-1",
    label: "shop",
    state: "moored",
    code: "moored/attached",
    sentence: "",
    rule: null,
    parts: [
      {
        part: "registry",
        state: "moored",
        code: "moored/attached",
        sentence: "",
        subnet: "vsw-1",
        address,
        owned: true,
        names: names.map((one) => name(one, named)),
      },
    ],
  };
}

const own = ["127.0.0.1 localhost", "# kept", "10.0.0.5 printer"].join("\n");
const [begin, end] = ["# begin mooring prod/vpc-1", "# end mooring prod/vpc-1"];
let folder = "";
let file = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hosts-"));
  file = join(folder, "hosts");
  writeFileSync(file, `${own}\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (text: string) => execFileSync("sh", ["-c", text], { env: { ...process.env, HOSTS_FILE: file } });
const read = () => readFileSync(file, "utf8");

describe("the hosts file's lines", () => {
  it("are one a name, sorted, and none without an address", () => {
    expect(hostsOf(findingOf(["b.example", "a.example"])).lines).toEqual([
      { address: "10.1.0.9", name: "a.example" },
      { address: "10.1.0.9", name: "b.example" },
    ]);
    expect(hostsOf(findingOf(["a.example"], null)).lines).toEqual([]);
  });

  it("are none for a name that is being withdrawn", () => {
    const finding = findingOf(["a.example", "b.example"]);
    const parts = finding.parts.map((part) => ({
      ...part,
      names: part.names.map((one) => (one.name === "b.example" ? { ...one, address: null } : one)),
    }));
    expect(hostsOf({ ...finding, parts }).lines).toEqual([{ address: "10.1.0.9", name: "a.example" }]);
  });

  it("never hold what is no address or no name", () => {
    expect(hostsOf(findingOf(["a.example'; rm -rf /", "$(id).example", "fine.example"])).lines).toEqual([
      { address: "10.1.0.9", name: "fine.example" },
    ]);
    expect(hostsOf(findingOf(["a.example"], "10.1.0.9 evil", "10.1.0.9 evil")).lines).toEqual([]);
  });
});

describe("the shell texts", () => {
  it("write the lines once, first in the file, however often they are run, and leave everything else as it was", () => {
    const { write } = hostsOf(findingOf(["b.example", "a.example"]));
    const { ino } = statSync(file);
    for (let time = 0; time < 3; time++) run(write);
    expect(read()).toBe(`10.1.0.9 a.example # mooring prod/vpc-1\n10.1.0.9 b.example # mooring prod/vpc-1\n${own}\n`);
    expect(statSync(file).ino, "the file is written in place").toBe(ino);
    expect(readdirSync(folder), "no copy stays behind").toEqual(["hosts"]);
  });

  it("replace older lines where the address changed, and touch no other network's", () => {
    const other = { ...findingOf(["a.example"]), network: "vpc-10" };
    run(hostsOf(findingOf(["a.example", "old.example"], "10.1.0.8", "10.1.0.8")).write);
    run(hostsOf(other).write);
    run(hostsOf(findingOf(["a.example"])).write);
    expect(read()).toBe(`10.1.0.9 a.example # mooring prod/vpc-1\n10.1.0.9 a.example # mooring prod/vpc-10\n${own}\n`);
  });

  it("take away exactly the lines that end with the mark and hold nothing but an address and a name", () => {
    const kept = [
      "10.1.0.9 a.example more.example # mooring prod/vpc-1",
      "#10.1.0.9 a.example # mooring prod/vpc-1",
      "10.1.0.9 a.example # mooring prod/vpc-1, by hand",
      "10.1.0.9 a.example # mooring prod/vpc-11",
      "10.1.0.9 a.example",
      "fe80::1 a.example # mooring prod/vpc-1",
    ].join("\n");
    writeFileSync(file, `${kept}\n10.1.0.7 was.example # mooring prod/vpc-1\r\n${own}`);
    run(hostsOf(findingOf(["a.example"])).remove);
    expect(read()).toBe(`${kept}\n${own}`);
  });

  it.each([
    { what: "a closed block", block: [begin, "10.1.0.8 a.example", "10.1.0.8 old.example", end], left: [] },
    {
      what: "a closed block somebody wrote into: what Mooring never writes stays",
      block: [begin, "10.1.0.8 a.example", "# note", "10.0.0.7\tdb", "10.0.0.8 db db2", end],
      left: ["# note", "10.0.0.7\tdb", "10.0.0.8 db db2"],
    },
    {
      what: "a block that lost its end",
      block: [begin, "10.1.0.8 a.example", "192.168.1.1 db.internal"],
      left: ["192.168.1.1 db.internal"],
    },
    {
      what: "a block that lost its end, and the one that was appended since",
      block: [begin, "10.1.0.8 a.example", "192.168.1.1 db.internal", begin, "10.1.0.9 a.example", end],
      left: ["192.168.1.1 db.internal"],
    },
    {
      what: "a line by hand for the registry's name, further down in a block that lost its end",
      block: [begin, "192.168.1.1 db.internal", "10.1.0.8 a.example"],
      left: ["192.168.1.1 db.internal", "10.1.0.8 a.example"],
    },
    {
      what: "a block that lost its beginning",
      block: ["10.1.0.8 a.example", end],
      left: ["10.1.0.8 a.example"],
    },
    {
      what: "another network's block",
      block: ["# begin mooring prod/vpc-10", "10.1.0.8 a.example", "# end mooring prod/vpc-10"],
      left: ["# begin mooring prod/vpc-10", "10.1.0.8 a.example", "# end mooring prod/vpc-10"],
    },
  ])("of the form without marks on the lines, understand $what", ({ block, left }) => {
    const { write, remove } = hostsOf(findingOf(["a.example"]));
    const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
    writeFileSync(file, text(["127.0.0.1 localhost", ...block, "10.0.0.5 printer"]));
    const others = text(["127.0.0.1 localhost", ...left, "10.0.0.5 printer"]);
    for (let time = 0; time < 2; time++) {
      run(write);
      expect(read()).toBe(`10.1.0.9 a.example # mooring prod/vpc-1\n${others}`);
    }
    for (let time = 0; time < 2; time++) {
      run(remove);
      expect(read()).toBe(others);
    }
  });

  it("change no byte of any other line, in any file, and do the same twice as once", () => {
    const { write, remove } = hostsOf(findingOf(["a.example", "b.example"]));
    const line = fc.oneof(
      fc.constantFrom(
        "127.0.0.1 localhost",
        "10.1.0.9 a.example",
        "10.1.0.9 a.example # mooring prod/vpc-10",
        "10.1.0.9 a.example # mooring prod/vpc-1 ",
        "# begin mooring prod/vpc-10",
        "# end mooring prod/vpc-10",
        " # begin mooring prod/vpc-1",
        "fe80::1%lo0 localhost",
        "\t",
        "",
        "\\n %s $(id) `id` \\",
        "x".repeat(5_000),
      ),
      fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replaceAll("\0", "")),
    );
    const files = fc.sample(
      fc
        .tuple(
          fc.array(line, { maxLength: 12 }),
          fc.constantFrom("\n", "\r\n"),
          fc.constantFrom("", "\n", "\r\n", "\n\n"),
        )
        .map(([lines, ending, last]) => Buffer.from(lines.join(ending) + last)),
      { seed: 20261122, numRuns: 15 },
    );
    // Bytes that are no text in any encoding.
    files.push(Buffer.from([0xff, 0xfe, 0x0a, 0xc3, 0x28, 0x0a, 0x80]));
    const at = (index: number, step: string) => join(folder, `${index}.${step}`);
    for (const [index, bytes] of files.entries()) writeFileSync(at(index, "hosts"), bytes);
    const steps = [
      ["written", write],
      ["again", write],
      ["removed", remove],
      ["once-more", remove],
    ];
    const each = steps.map(([step, text]) => `${text} || exit 1\ncp "$HOSTS_FILE" "${folder}/$index.${step}"`);
    const loop = `index=0; while [ "$index" -lt ${files.length} ]; do
      HOSTS_FILE="${folder}/$index.hosts"
      ${each.join("\n")}
      index=$((index + 1))
    done`;
    execFileSync("sh", ["-c", loop.replaceAll("\n)\n ||", "\n) ||")]);
    const lines = ["a.example", "b.example"].map((one) => `10.1.0.9 ${one} # mooring prod/vpc-1\n`).join("");
    for (const [index, bytes] of files.entries()) {
      const written = Buffer.concat([Buffer.from(lines), bytes]);
      expect(readFileSync(at(index, "written")).equals(written), `written: ${bytes}`).toBe(true);
      expect(readFileSync(at(index, "again")).equals(written), `written twice: ${bytes}`).toBe(true);
      expect(readFileSync(at(index, "removed")).equals(bytes), `removed: ${bytes}`).toBe(true);
      expect(readFileSync(at(index, "once-more")).equals(bytes), `removed twice: ${bytes}`).toBe(true);
    }
  });
});

describe("the shell texts, when the machine fails them,", () => {
  const { write } = hostsOf(findingOf(["a.example"]));
  const attempt = (text: string, env: Readonly<Record<string, string>> = {}) =>
    spawnSync("sh", ["-c", text], { encoding: "utf8", env: { ...process.env, HOSTS_FILE: file, ...env } });

  /** A `cat` that writes half of it where it should write the hosts file, so many times, as on a full disk. */
  function fullDisk(times: number): Readonly<Record<string, string>> {
    const tools = join(folder, "tools");
    mkdirSync(tools);
    const script = `#!/bin/sh
[ "$(readlink "/proc/$$/fd/1")" = "${file}" ] || exec /bin/cat "$@"
echo x >>"${tools}/tries"
[ "$(wc -l <"${tools}/tries")" -le ${times} ] || exec /bin/cat "$@"
head -c 9 "$@"
exit 1
`;
    writeFileSync(join(tools, "cat"), script);
    chmodSync(join(tools, "cat"), 0o755);
    return { PATH: `${tools}:${process.env["PATH"]}` };
  }

  it("change nothing where there is no room for a copy", () => {
    const { status, stderr } = attempt(`trap '' XFSZ; ulimit -f 0; ${write}`);
    expect({ status, stderr: stderr.split("\n").slice(-2) }).toEqual({
      status: 1,
      stderr: [`mooring: ${file} could not be copied; nothing was changed`, ""],
    });
    expect(read()).toBe(`${own}\n`);
    expect(readdirSync(folder)).toEqual(["hosts"]);
  });

  it("put back what was there when the disk is full in the middle of the file", () => {
    const { status, stderr } = attempt(write, fullDisk(1));
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `mooring: ${file} could not be written; it is as it was\n`,
    });
    expect(read()).toBe(`${own}\n`);
    expect(readdirSync(folder)).toEqual(["hosts", "tools"]);
  });

  it("keep what was there, and say where, when it cannot be put back either", () => {
    const { status, stderr } = attempt(write, fullDisk(2));
    expect(status).toBe(1);
    const [, kept = ""] = stderr.match(/could not be written; what it held is in (.+)\n$/) ?? [];
    expect(readFileSync(kept, "utf8")).toBe(`${own}\n`);
  });

  it("change nothing in a file that the machine's own tools would not copy whole", () => {
    writeFileSync(file, Buffer.from("127.0.0.1 localhost\n10.0.0.5 pri\0nter\n10.0.0.6 scanner"));
    const before = read();
    const { status } = attempt(write);
    // Some awk copy a NUL, others end the line there.
    expect(read()).toBe(status === 0 ? `10.1.0.9 a.example # mooring prod/vpc-1\n${before}` : before);
  });

  it("make no file where there is none", () => {
    rmSync(file);
    expect(attempt(write)).toMatchObject({ status: 1, stderr: `mooring: ${file} cannot be read\n` });
    expect(readdirSync(folder)).toEqual([]);
  });
});
