import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface StubRequest {
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage["headers"];
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
    const url = new URL(message.url ?? "/", "http://stub");
    const request = {
      action: String(message.headers["x-acs-action"]),
      version: String(message.headers["x-acs-version"]),
      query: Object.fromEntries(url.searchParams),
      headers: message.headers,
    };
    requests.push(request);
    answer(request, response);
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

/** A JSON answer. */
export function answered(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
