import { isIP } from "node:net";
import { distance } from "fastest-levenshtein";
import { z } from "zod";

/** A setting is wrong: the message is one line for the person who starts the console. */
export class ConfigError extends Error {}

export type ConsoleConfig = {
  host: string;
  port: number;
  /** Where browsers and the portal reach this console. */
  url: string;
  /** The portal, as it names itself in its tokens. */
  issuer: string;
  databaseUrl: string;
  clientSecret: string;
  /** Any of them signs a webhook, so that the portal and the console can change theirs one after the other. */
  webhookSecrets: readonly string[];
  logLevel: string;
};

/** Reads the settings from the environment. Throws `ConfigError` for a missing, an unknown or a malformed one. */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): ConsoleConfig => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const typo = Object.keys(given).find(isNearMiss);
  if (typo) throw new ConfigError(`Unknown setting ${typo}. Did you mean ${nearest(typo)}?`);
  const result = settings.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new ConfigError(`${String(issue?.path[0])}: ${issue?.message}`);
  }
  const s = result.data;
  const host = reachable(s.HOST);
  return {
    host: s.HOST,
    port: s.CONSOLE_PORT,
    url: s.CONSOLE_URL ?? `http://${host}:${s.CONSOLE_PORT}`,
    issuer: s.PUBLIC_URL ?? `http://${host}:3000`,
    databaseUrl: s.CONSOLE_DATABASE_URL,
    clientSecret: s.CONSOLE_CLIENT_SECRET,
    webhookSecrets: s.CONSOLE_WEBHOOK_SECRETS,
    logLevel: s.LOG_LEVEL,
  };
};

/** Whether the portal is on this machine: only there it needs no encryption. */
export const isLocalHttp = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && (hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname));
};

/** The host as it stands in an address: one that listens everywhere is reached as localhost. */
const reachable = (host: string): string =>
  ["0.0.0.0", "::"].includes(host) ? "localhost" : isIP(host) === 6 ? `[${host}]` : host;

const httpAddress = (example: string) =>
  z
    .string()
    .refine((text) => ["http:", "https:"].includes(URL.parse(text)?.protocol ?? ""), `must be like ${example}.`)
    .transform((text) => new URL(text).href.replace(/\/+$/, ""));

const isWebhookSecret = (text: string): boolean => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(text);

const required = (name: string) => z.string({ error: `must be set: ${name}.` });

const settings = z.object({
  HOST: z.string().default("127.0.0.1"),
  CONSOLE_PORT: z
    .string()
    .transform(Number)
    .refine((n) => Number.isInteger(n) && n >= 1 && n <= 65_535, "must be a port number from 1 to 65535.")
    .default(3001),
  CONSOLE_URL: httpAddress("https://console.example.com").optional(),
  PUBLIC_URL: httpAddress("https://licenses.example.com").optional(),
  CONSOLE_DATABASE_URL: required("the address of the console's database").refine(
    (text) => ["postgres:", "postgresql:"].includes(URL.parse(text)?.protocol ?? ""),
    "must be an address such as postgres://user:password@host:5432/console.",
  ),
  CONSOLE_CLIENT_SECRET: required("the secret that the portal knows the console by").min(
    32,
    "must have 32 characters at least.",
  ),
  CONSOLE_WEBHOOK_SECRETS: required("the secrets that the portal signs its webhooks with")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .refine((parts) => parts.every(isWebhookSecret), "must be whsec_ and 24 bytes or more in base64, comma separated."),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "must be one of fatal, error, warn, info, debug, trace, silent.",
    )
    .default("info"),
});

const names = Object.keys(settings.shape);
const nearest = (name: string): string | undefined =>
  names.find((known) => known.length >= 8 && distance(name, known) <= 2);
const isNearMiss = (name: string): boolean => !names.includes(name) && nearest(name) !== undefined;
