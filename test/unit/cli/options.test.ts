import { describe, expect, test } from "vitest";
import { passOptions } from "../../../cli/options.ts";

describe("the endpoint", () => {
  test.each(["http://127.0.0.1:4580", "http://127.9.9.9:1", "http://[::1]:4580", "http://localhost:4580"])(
    "%s is this machine",
    (endpoint) => expect(passOptions({ endpoint }, {}).endpoint).toBe(endpoint),
  );

  test.each([
    "http://cr.cn-hangzhou.aliyuncs.com",
    "http://10.0.0.1:80",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://user@example.com#127.0.0.1",
    "https://127.0.0.1:4580",
    "127.0.0.1:4580",
    "not a url",
  ])("%s is refused, from the option as from the environment", (endpoint) => {
    expect(() => passOptions({ endpoint }, {})).toThrow(/^the endpoint /);
    expect(() => passOptions({}, { MOORING_ENDPOINT: endpoint })).toThrow(/^the endpoint /);
  });

  test("none means the vendors' own hosts", () => {
    expect(passOptions({}, {}).endpoint).toBeNull();
    expect(passOptions({}, { MOORING_ENDPOINT: "" }).endpoint).toBeNull();
  });
});

describe("what is given", () => {
  test("an option goes before the environment, and that before the default", () => {
    const environment = { MOORING_STORE: "folder:/b", MOORING_MODE: "attach", MOORING_DEPLOYMENT: "b" };
    const given = { store: "folder:/a", mode: "observe", deployment: "a" };
    expect(passOptions(given, environment)).toMatchObject(given);
    expect(passOptions({}, environment)).toMatchObject({ store: "folder:/b", mode: "attach", deployment: "b" });
    expect(passOptions({}, {})).toMatchObject({ store: "folder:.mooring", mode: "full", deployment: "mooring" });
  });

  test.each(["mooring", "team-a", "Team_A.2", "x".repeat(63)])("%s names a deployment", (deployment) =>
    expect(passOptions({ deployment }, {}).deployment).toBe(deployment),
  );

  test.each(["", "team a", "../x", "a/b", "a..b", "-a", "a-", "团队", "x".repeat(64)])(
    "the deployment %j is refused, from the option as from the environment",
    (deployment) => {
      expect(() => passOptions({ deployment }, {})).toThrow(/^the deployment ".*" is no name/);
      if (deployment !== "")
        expect(() => passOptions({}, { MOORING_DEPLOYMENT: deployment })).toThrow(/^the deployment /);
    },
  );

  test("a mode that is none is refused with those that are", () => {
    expect(() => passOptions({ mode: "ful" }, {})).toThrow(/"ful".*observe, attach, repair, full/);
  });
});
