import { createServer, type IncomingMessage, request as send } from "node:http";

/** One request as it passes. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly host: string;
  /** `undefined` for a bucket's. */
  readonly action: string | undefined;
  /** Signed with temporary credentials, as a deployed function's calls are. */
  readonly temporary: boolean;
}

/** Answers in the cloud's place; `undefined` lets a request pass. */
export type Intruder = (passing: Passing) => { readonly status: number; readonly body: string } | undefined;

/** A wire between a client and the emulated cloud, on loopback: requests pass unchanged, and each is seen. */
export async function startWire(port: number, seen: (passing: Passing) => void) {
  const intruders: Intruder[] = [];
  const server = createServer((incoming, outgoing) => {
    const passing = passingOf(incoming);
    seen(passing);
    for (const intruder of intruders) {
      const answer = intruder(passing);
      if (answer === undefined) continue;
      incoming.resume();
      outgoing.writeHead(answer.status, { "content-type": "application/xml" }).end(answer.body);
      return;
    }
    const { method, url, headers } = incoming;
    const onward = send({ host: "127.0.0.1", port, method, path: url, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the wire has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    intrude: (intruder: Intruder) => void intruders.push(intruder),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function passingOf({ method = "", url = "", headers }: IncomingMessage): Passing {
  const [path = "", query = ""] = url.split("?");
  const action = headers["x-acs-action"] ?? headers["x-tc-action"];
  return {
    method,
    path,
    query,
    host: headers.host ?? "",
    action: typeof action === "string" ? action : undefined,
    temporary: Object.keys(headers).some((name) => name === "x-tc-token" || name.endsWith("security-token")),
  };
}
