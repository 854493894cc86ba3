import type pg from "pg";
import type { Logger } from "pino";
import type { ConsoleConfig } from "./config.ts";
import type { PortalClient } from "./portal-client.ts";

/** What every request works with. */
export type ConsoleContext = {
  config: ConsoleConfig;
  database: pg.Pool;
  log: Logger;
  portal: PortalClient;
  stopping: boolean;
};
