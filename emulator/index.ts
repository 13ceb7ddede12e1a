export { type AccountSeed, defaultAccount, type RegistrySeed } from "./alibaba/accounts.ts";
export { type Deployment, type DeployOptions, deploy } from "./deploy/deploy.ts";
export { serveDns } from "./dns/serve.ts";
export { createEmulator, type Emulator } from "./emulator.ts";
export type { Fault, FaultRule } from "./faults.ts";
export { type HttpAnswer, type HttpRequest, type HttpResponse, json, jsonBody, type Route, route } from "./http.ts";
export { type Listening, listen } from "./listen.ts";
export { type StartedEmulator, startEmulator } from "./start.ts";
export type { World, WorldOptions } from "./world.ts";
