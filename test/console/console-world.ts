import { Webhook } from "standardwebhooks";
import type { ConsoleConfig } from "../../console/config.ts";
import { startConsole } from "../../console/server.ts";
import { createTestDatabase } from "../support/database.ts";
import { freePort } from "../support/free-port.ts";
import { startProvider, type TestUser } from "./provider.ts";

export const SECRET = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
export const OLDER_SECRET = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
export const CLIENT_SECRET = "the-client-secret-of-the-console-tests";

export type ConsoleWorld = Awaited<ReturnType<typeof startConsoleWorld>>;

/** A console on a database of its own, beside a real OpenID provider. */
export const startConsoleWorld = async () => {
  const database = await createTestDatabase();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startProvider(url, CLIENT_SECRET);
  const config: ConsoleConfig = {
    host: "127.0.0.1",
    port,
    url,
    issuer: provider.url,
    databaseUrl: database.url,
    clientSecret: CLIENT_SECRET,
    webhookSecrets: [SECRET, OLDER_SECRET],
    logLevel: "silent",
  };
  const running = await startConsole(config);
  return {
    url,
    config,
    provider,
    query: (text: string) => database.ctx.pool.query(text),
    deliver: (body: unknown, options?: DeliveryOptions) => deliver(url, body, options),
    close: async () => {
      await running.stop();
      await provider.stop();
      await database.close();
    },
  };
};

export type DeliveryOptions = { secrets?: string[]; at?: Date; id?: string; headers?: Record<string, string> };

let deliveries = 0;

/** Sends what a portal would send. A body that is text goes out as it is. */
const deliver = async (url: string, body: unknown, options: DeliveryOptions = {}) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const at = options.at ?? new Date();
  deliveries += 1;
  const id = options.id ?? `msg_${deliveries}`;
  const response = await fetch(`${url}/hooks/portal`, {
    method: "POST",
    body: text,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": (options.secrets ?? [SECRET])
        .map((secret) => new Webhook(secret).sign(id, at, text))
        .join(" "),
      ...options.headers,
    },
  });
  const answer = await response.text();
  return { status: response.status, answer };
};

const DAY_MS = 24 * 3600 * 1000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const inBoth = (name: string) => ({ en: name, ja: name });

export const entitlement = (changes: object = {}) => ({
  licenseId: "0199a000-0000-7000-8000-000000000001",
  sku: "XDR-CAS",
  name: inBoth("XDR Add-On: Cloud App Security"),
  kind: "xdr_add_on",
  seats: 250,
  unit: "user",
  startsOn: inDays(-30),
  endsOn: inDays(335),
  trial: false,
  ...changes,
});

export const eventOf = (accountId: string, version: number, changes: object = {}, type = "entitlements.changed") => ({
  type,
  timestamp: new Date().toISOString(),
  data: { accountId, company: "Acme Inc.", region: "EU", version, entitlements: [entitlement()], ...changes },
});

export const manyEntitlements = [
  entitlement(),
  entitlement({
    sku: "XDR-DDI-EU",
    name: inBoth("XDR Addon: Deep Discovery Inspector (EU)"),
    unit: "appliance",
    seats: 1,
  }),
  entitlement({
    sku: "XDR-ES",
    name: inBoth("XDR Endpoint Sensor"),
    unit: "endpoint",
    seats: 1200,
    endsOn: inDays(20),
  }),
  entitlement({ sku: "XDR-A1S", name: inBoth("XDR Addon: Apex One as a Service"), endsOn: inDays(-5) }),
  entitlement({ sku: "A1S", name: inBoth("Apex One as a Service"), kind: "saas", trial: true, startsOn: inDays(3) }),
  entitlement({ sku: "A1", name: inBoth("Apex One"), kind: "on_premises", region: "JP", endsOn: inDays(-40) }),
];

let people = 0;

/** Somebody new, of an account of their own unless told otherwise. */
export const person = (changes: Partial<TestUser> = {}): TestUser => {
  people += 1;
  return {
    sub: `user-${people}`,
    email: `kim${people}@acme.example`,
    name: "Kim Doe",
    locale: "en",
    account_id: `account-${people}`,
    company: "Acme Inc.",
    role: "owner",
    ...changes,
  };
};
