import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";

test("without any setting everything has its default", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 3000,
    consolePort: 3001,
    mailboxPort: 3002,
    publicUrl: "http://127.0.0.1:3000",
    consoleUrl: undefined,
    shippedConsoleUrl: "http://127.0.0.1:3001",
    consoleClientSecret: undefined,
    consoleWebhookSecrets: undefined,
    consoleNetworks: undefined,
    mailboxUrl: "http://127.0.0.1:3002/",
    dataDir: "./data",
    databaseUrl: undefined,
    databaseDirectUrl: undefined,
    smtpUrl: undefined,
    mailFrom: "AnyKey <no-reply@anykey.example>",
    verificationTtlSeconds: 86_400,
    resendCooldownSeconds: 30,
    secretsKey: undefined,
    apiKey: undefined,
    samples: true,
    rateLimits: true,
    trustedProxies: undefined,
    logLevel: "info",
    forChildren: {},
  });
});

const key = Buffer.alloc(32, 9);
const whsec = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 7).toString("base64")}`;
const webhookLine = "must be whsec_ and 24 to 64 bytes in base64, comma separated.";
const postgres = "postgres://anykey:secret@db.example:5432/anykey";

test.each<[string, string, Partial<ReturnType<typeof readConfig>>]>([
  ["PORT", "8080", { port: 8080, publicUrl: "http://127.0.0.1:8080" }],
  ["CONSOLE_PORT", "8001", { consolePort: 8001, shippedConsoleUrl: "http://127.0.0.1:8001" }],
  ["CONSOLE_URL", "https://xdr.example.com/", { consoleUrl: "https://xdr.example.com" }],
  ["CONSOLE_CLIENT_SECRET", "c".repeat(32), { consoleClientSecret: "c".repeat(32) }],
  ["CONSOLE_WEBHOOK_SECRETS", `${whsec(32)}, ${whsec(24)}`, { consoleWebhookSecrets: [whsec(32), whsec(24)] }],
  ["MAILBOX_PORT", "8025", { mailboxPort: 8025, mailboxUrl: "http://127.0.0.1:8025/" }],
  ["HOST", "0.0.0.0", { host: "0.0.0.0", publicUrl: "http://localhost:3000" }],
  ["HOST", "::1", { host: "::1", publicUrl: "http://[::1]:3000" }],
  ["PUBLIC_URL", "https://licenses.example.com/", { publicUrl: "https://licenses.example.com" }],
  ["PUBLIC_URL", "HTTPS://Licenses.Example.com:443", { publicUrl: "https://licenses.example.com" }],
  ["PGPASSWORD", "of the database", { forChildren: { PGPASSWORD: "of the database" } }],
  ["DATA_DIR", "/var/lib/any key", { dataDir: "/var/lib/any key" }],
  ["DATABASE_URL", postgres, { databaseUrl: postgres, databaseDirectUrl: postgres }],
  ["DATABASE_DIRECT_URL", postgres, { databaseDirectUrl: postgres }],
  ["SMTP_URL", "smtp://mail.example:2525", { smtpUrl: "smtp://mail.example:2525" }],
  ["MAIL_FROM", "no-reply@acme.example", { mailFrom: "no-reply@acme.example" }],
  ["VERIFICATION_TTL", "90s", { verificationTtlSeconds: 90 }],
  ["VERIFICATION_TTL", "15m", { verificationTtlSeconds: 900 }],
  ["VERIFICATION_TTL", "7d", { verificationTtlSeconds: 604_800 }],
  ["RESEND_COOLDOWN", "2m", { resendCooldownSeconds: 120 }],
  ["SECRETS_KEY", key.toString("base64"), { secretsKey: key }],
  ["API_KEY", "0123456789abcdef", { apiKey: "0123456789abcdef" }],
  ["SAMPLES", "off", { samples: false }],
  ["RATE_LIMITS", "off", { rateLimits: false }],
  ["LOG_LEVEL", "debug", { logLevel: "debug" }],
  ["STAFF_EMAIL", "kim@vendor.example", {}],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4318", {}],
  ["PORT", "", { port: 3000 }],
])("%s=%s", (name, value, expected) => {
  expect(readConfig({ [name]: value })).toMatchObject(expected);
});

const lineOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "accepted";
};

describe("a malformed setting stops the start with one line that names it", () => {
  test.each([
    ["PORT", "0", "must be a port number from 1 to 65535."],
    ["PORT", "65536", "must be a port number from 1 to 65535."],
    ["PORT", "3000a", "must be a port number from 1 to 65535."],
    ["MAILBOX_PORT", "-1", "must be a port number from 1 to 65535."],
    ["PUBLIC_URL", "licenses.example.com", "must be an address such as https://licenses.example.com."],
    ["DATABASE_URL", "mysql://db", "must be an address such as postgres://user:password@host:5432/anykey."],
    ["DATABASE_DIRECT_URL", "db", "must be an address such as postgres://user:password@host:5432/anykey."],
    ["SMTP_URL", "mail.example:25", "must be an address such as smtps://user:password@mail.example.com."],
    ["VERIFICATION_TTL", "24", "must be a time such as 90s, 15m or 24h."],
    ["VERIFICATION_TTL", "1.5h", "must be a time such as 90s, 15m or 24h."],
    ["RESEND_COOLDOWN", "half a minute", "must be a time such as 90s, 15m or 24h."],
    ["SECRETS_KEY", key.subarray(1).toString("base64"), "must be 32 bytes in base64 (openssl rand -base64 32)."],
    ["SECRETS_KEY", key.toString("hex"), "must be 32 bytes in base64 (openssl rand -base64 32)."],
    [
      "SECRETS_KEY",
      `${"!".repeat(9)}${key.toString("base64")}`,
      "must be 32 bytes in base64 (openssl rand -base64 32).",
    ],
    ["CONSOLE_URL", "console", "must be an address such as https://licenses.example.com."],
    ["CONSOLE_CLIENT_SECRET", "c".repeat(31), "must have 32 characters at least."],
    ["CONSOLE_WEBHOOK_SECRETS", whsec(23), webhookLine],
    ["CONSOLE_WEBHOOK_SECRETS", `${whsec(32)},`, webhookLine],
    ["CONSOLE_WEBHOOK_SECRETS", Buffer.alloc(32, 7).toString("base64"), webhookLine],
    ["STAFF_EMAIL", "kim", "must be an e-mail address, such as kim@vendor.example."],
    ["STAFF_EMAIL", "Kim <kim@vendor.example>", "must be an e-mail address, such as kim@vendor.example."],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", "must be an address such as http://collector.example:4318."],
    ["API_KEY", "short", "must have 16 characters at least."],
    ["SAMPLES", "yes", "must be on or off."],
    ["RATE_LIMITS", "ON", "must be on or off."],
    ["LOG_LEVEL", "loud", "must be one of fatal, error, warn, info, debug, trace, silent."],
    ["MAIL_FROM", "nobody", 'must be an e-mail address, such as "AnyKey <no-reply@licenses.example.com>".'],
    [
      "MAIL_FROM",
      "a@b.example\r\nBcc: c@d.example",
      'must be an e-mail address, such as "AnyKey <no-reply@licenses.example.com>".',
    ],
  ])("%s=%j", (name, value, line) => {
    expect(lineOf({ [name]: value })).toBe(`${name}: ${line}`);
  });

  test.each([
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/8/9",
    "10.0.0.0/0x8",
    "10.0.0/8",
    "proxy",
    "10.0.0.0/8,",
    "fe80::/129",
  ])("TRUSTED_PROXIES=%s", (value) => {
    expect(lineOf({ TRUSTED_PROXIES: value })).toMatch(/^TRUSTED_PROXIES: must be networks such as 10\.0\.0\.0\/8/);
  });
});

test.each(["https://example.com/licenses", "https://example.com/?T=TM", "https://user@example.com"])(
  "PUBLIC_URL=%s is refused, for the pages stand at the root of their host",
  (value) => {
    expect(lineOf({ PUBLIC_URL: value })).toBe(
      "PUBLIC_URL: must be an address without a path, such as https://licenses.example.com.",
    );
  },
);

test("trusted proxies are the named networks and no others", () => {
  const list = readConfig({ TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.7, fd00::/8" }).trustedProxies;
  expect(["10.1.2.3", "192.0.2.7"].map((ip) => list?.check(ip, "ipv4"))).toEqual([true, true]);
  expect(["11.1.2.3", "192.0.2.8"].map((ip) => list?.check(ip, "ipv4"))).toEqual([false, false]);
  expect(["fd12::1", "fe80::1"].map((ip) => list?.check(ip, "ipv6"))).toEqual([true, false]);
});

test.each([
  ["VERIFICATON_TTL", "VERIFICATION_TTL"],
  ["DATABSE_URL", "DATABASE_URL"],
  ["RATE_LIMIT", "RATE_LIMITS"],
  ["PUBLIC_ULR", "PUBLIC_URL"],
])("%s is taken for a mistyped %s", (name, meant) => {
  const lines = [lineOf({ [name]: "1" }), `Unknown setting ${name}. Did you mean ${meant}?`];
  expect(lines[0]).toBe(lines[1]);
});

test("other programs' variables are no concern of ours", () => {
  expect(lineOf({ PATH: "/bin", HOME: "/root", POSTGRES_URL: "x", npm_config_cache: "y", PORTS: "1" })).toBe(
    "accepted",
  );
});

test("rate limits can be switched off for load tests, never in production", () => {
  const line = "RATE_LIMITS: off is for load tests only and is refused when NODE_ENV is production.";
  expect(lineOf({ RATE_LIMITS: "off", NODE_ENV: "production" })).toBe(line);
  expect(lineOf({ RATE_LIMITS: "on", NODE_ENV: "production" })).toBe("accepted");
});
