import { expect, test } from "vitest";
import { readConfig } from "../../console/config.ts";

const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const complete = {
  CONSOLE_DATABASE_URL: "postgres://console@db/console",
  CONSOLE_CLIENT_SECRET: "a-client-secret-that-is-long-enough",
  CONSOLE_WEBHOOK_SECRETS: secret,
};

test("the addresses follow from the host", () => {
  expect(readConfig(complete)).toMatchObject({ url: "http://127.0.0.1:3001", issuer: "http://127.0.0.1:3000" });
  expect(readConfig({ ...complete, HOST: "0.0.0.0", CONSOLE_PORT: "8081", CONSOLE_URL: "" })).toMatchObject({
    url: "http://localhost:8081",
    issuer: "http://localhost:3000",
  });
});

test("several secrets are taken, the newest first", () => {
  const { webhookSecrets } = readConfig({ ...complete, CONSOLE_WEBHOOK_SECRETS: `${secret}, ${secret}` });
  expect(webhookSecrets).toEqual([secret, secret]);
});

test.each([
  [{ CONSOLE_DATABASE_URL: "" }, "CONSOLE_DATABASE_URL: must be set"],
  [{ CONSOLE_DATABASE_URL: "mysql://db" }, "CONSOLE_DATABASE_URL: must be an address"],
  [{ CONSOLE_CLIENT_SECRET: "short" }, "CONSOLE_CLIENT_SECRET: must have 32"],
  [{ CONSOLE_WEBHOOK_SECRETS: `${secret},whsec_short` }, "CONSOLE_WEBHOOK_SECRETS: must be whsec_"],
  [{ CONSOLE_PORT: "70000" }, "CONSOLE_PORT: must be a port"],
  [{ CONSOLE_URL: "console.example.com" }, "CONSOLE_URL: must be like"],
  [{ CONSOLE_WEBHOOK_SECRET: secret }, "Unknown setting CONSOLE_WEBHOOK_SECRET. Did you mean CONSOLE_WEBHOOK_SECRETS?"],
])("stops at %j with one clear line", (changes, message) => {
  expect(() => readConfig({ ...complete, ...changes })).toThrow(message);
});
