import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { parseEmail } from "./policy/email-address.ts";
import { suspectedTypos } from "./setting-names.ts";

/** A setting is wrong: the message is one line for the person who starts AnyKey. */
export class ConfigError extends Error {}

/** Every setting, parsed once (docs/operations.md). Times are seconds. */
export type Config = ReturnType<typeof readConfig>;

/** Reads the settings from the environment. Throws `ConfigError` for an unknown or a malformed one. */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env) => {
  const typo = suspectedTypos(Object.keys(environment))[0];
  if (typo) throw new ConfigError(`Unknown setting ${typo.name}. Did you mean ${typo.meant}?`);
  const result = settings.safeParse(withoutEmpty(environment));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new ConfigError(`${String(issue?.path[0])}: ${issue?.message}`);
  }
  const s = result.data;
  if (s.RATE_LIMITS === "off" && s.NODE_ENV === "production") {
    throw new ConfigError("RATE_LIMITS: off is for load tests only and is refused when NODE_ENV is production.");
  }
  const reachableHost = reachable(s.HOST);
  return {
    host: s.HOST,
    port: s.PORT,
    consolePort: s.CONSOLE_PORT,
    mailboxPort: s.MAILBOX_PORT,
    publicUrl: s.PUBLIC_URL ?? `http://${reachableHost}:${s.PORT}`,
    /** Without one there is no console: nobody is signed in to it. */
    consoleUrl: s.CONSOLE_URL,
    /** Where the shipped console answers that `npm start` runs. */
    shippedConsoleUrl: `http://${reachableHost}:${s.CONSOLE_PORT}`,
    consoleClientSecret: s.CONSOLE_CLIENT_SECRET,
    consoleWebhookSecrets: s.CONSOLE_WEBHOOK_SECRETS,
    consoleNetworks: s.CONSOLE_NETWORKS,
    mailboxUrl: `http://${reachableHost}:${s.MAILBOX_PORT}/`,
    dataDir: s.DATA_DIR,
    databaseUrl: s.DATABASE_URL,
    databaseDirectUrl: s.DATABASE_DIRECT_URL ?? s.DATABASE_URL,
    smtpUrl: s.SMTP_URL,
    mailFrom: s.MAIL_FROM,
    verificationTtlSeconds: s.VERIFICATION_TTL,
    resendCooldownSeconds: s.RESEND_COOLDOWN,
    secretsKey: s.SECRETS_KEY,
    apiKey: s.API_KEY,
    samples: s.SAMPLES === "on",
    rateLimits: s.RATE_LIMITS === "on",
    trustedProxies: s.TRUSTED_PROXIES,
    logLevel: s.LOG_LEVEL,
    /** What a process that we start needs to reach the same database and to trust the same authorities. */
    forChildren: Object.fromEntries(Object.entries(environment).filter(([name]) => FOR_CHILDREN.test(name))),
  };
};

/** libpq's variables (PGPASSWORD, PGSSLMODE, …), the home of .pgpass, and where certificates are. */
const FOR_CHILDREN = /^(PG[A-Z]+|HOME|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|TZ)$/;

/** The host as it stands in an address: one that listens everywhere is reached as localhost. */
const reachable = (host: string): string =>
  ["0.0.0.0", "::"].includes(host) ? "localhost" : isIP(host) === 6 ? `[${host}]` : host;

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, "must be a port number from 1 to 65535.")
    .transform(Number)
    .refine((n) => n >= 1 && n <= 65_535, "must be a port number from 1 to 65535.")
    .default(fallback);

const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** `90s`, `15m`, `24h`, `7d`, in seconds. */
const duration = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}[smhd]$/, "must be a time such as 90s, 15m or 24h.")
    .transform((text) => Number(text.slice(0, -1)) * secondsOf[text.slice(-1) as keyof typeof secondsOf])
    .default(fallback);

const address = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => {
    const url = URL.parse(text);
    return url !== null && protocols.includes(url.protocol);
  }, `must be an address such as ${example}.`);

/** As browsers write it, in small letters and without a port that goes without saying. */
const httpAddress = address(["http:", "https:"], "https://licenses.example.com").transform((text) =>
  new URL(text).href.replace(/\/+$/, ""),
);

/** The portal's pages stand at the root of their host. */
const originAddress = httpAddress.refine(
  (text) => URL.parse(text)?.href === `${URL.parse(text)?.origin}/`,
  "must be an address without a path, such as https://licenses.example.com.",
);
const collectorAddress = address(["http:", "https:"], "http://collector.example:4318");
const postgresAddress = address(["postgres:", "postgresql:"], "postgres://user:password@host:5432/anykey");
const onOff = (fallback: "on" | "off") => z.enum(["on", "off"], "must be on or off.").default(fallback);

const secretsKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=?$/, "must be 32 bytes in base64 (openssl rand -base64 32).")
  .transform((text) => Buffer.from(text, "base64"));

const cidrs = z.string().transform((text, check) => {
  const list = new BlockList();
  for (const cidr of text.split(",").map((part) => part.trim())) {
    const [, ip = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(cidr) ?? [];
    const family = isIP(ip);
    const width = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? width : Number(bits);
    if (family === 0 || prefix > width) {
      check.addIssue({
        code: "custom",
        message: `must be networks such as 10.0.0.0/8, separated by commas; ${cidr} is none.`,
      });
      return z.NEVER;
    }
    list.addSubnet(ip, prefix, family === 6 ? "ipv6" : "ipv4");
  }
  return list;
});

/** Standard Webhooks: the prefix and 24 to 64 bytes in base64. The newest comes first. */
const webhookSecrets = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine((secrets) => secrets.every(isWebhookSecret), "must be whsec_ and 24 to 64 bytes in base64, comma separated.");

const isWebhookSecret = (text: string): boolean => {
  const [, base64 = ""] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 && bytes.length >= 24 && bytes.length <= 64;
};

const settings = z.object({
  PORT: port(3000),
  CONSOLE_PORT: port(3001),
  MAILBOX_PORT: port(3002),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: originAddress.optional(),
  CONSOLE_URL: httpAddress.optional(),
  CONSOLE_CLIENT_SECRET: z.string().min(32, "must have 32 characters at least.").optional(),
  CONSOLE_WEBHOOK_SECRETS: webhookSecrets.optional(),
  CONSOLE_NETWORKS: cidrs.optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: postgresAddress.optional(),
  DATABASE_DIRECT_URL: postgresAddress.optional(),
  SMTP_URL: address(["smtp:", "smtps:"], "smtps://user:password@mail.example.com").optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*\S+@\S+[^\r\n]*$/, 'must be an e-mail address, such as "AnyKey <no-reply@licenses.example.com>".')
    .default("AnyKey <no-reply@anykey.example>"),
  VERIFICATION_TTL: duration(86_400),
  RESEND_COOLDOWN: duration(30),
  SECRETS_KEY: secretsKey.optional(),
  API_KEY: z.string().min(16, "must have 16 characters at least.").optional(),
  SAMPLES: onOff("on"),
  RATE_LIMITS: onOff("on"),
  TRUSTED_PROXIES: cidrs.optional(),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "must be one of fatal, error, warn, info, debug, trace, silent.",
    )
    .default("info"),
  // Nothing reads these two yet; a malformed one is told all the same.
  STAFF_EMAIL: z
    .string()
    .refine((text) => parseEmail(text).ok, "must be an e-mail address, such as kim@vendor.example.")
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: collectorAddress.optional(),
  NODE_ENV: z.string().optional(),
});

/** An empty variable counts as one that is not set, as compose files and CI systems pass them. */
const withoutEmpty = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
