import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface StubRequest {
  readonly action: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

export type StubAnswer = (request: StubRequest, response: ServerResponse) => void;

export interface HttpStub {
  readonly endpoint: string;
  readonly requests: StubRequest[];
  close(): Promise<void>;
}

/** A loopback server that answers each request as `answer` says. */
export async function httpStub(answer: StubAnswer): Promise<HttpStub> {
  const requests: StubRequest[] = [];
  const server = createServer((message, response) => {
    let text = "";
    message.on("data", (chunk) => {
      text += chunk;
    });
    message.on("end", () => {
      const request = {
        action: String(message.headers["x-tc-action"]),
        headers: message.headers,
        body: JSON.parse(text),
      };
      requests.push(request);
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An answer of the vendor's, which is HTTP 200 whatever it says. */
export function answered(response: ServerResponse, fields: object): void {
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ Response: { RequestId: "r-1", ...fields } }));
}

/** A refusal of the vendor's. */
export function refusedWith(response: ServerResponse, Code: string, Message = `about ${Code}`): void {
  answered(response, { Error: { Code, Message } });
}
