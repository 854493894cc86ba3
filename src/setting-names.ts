import { distance } from "fastest-levenshtein";

/** The names that AnyKey's settings have, the ones of its sister processes included. */
const settingNames = [
  "PORT",
  "CONSOLE_PORT",
  "MAILBOX_PORT",
  "HOST",
  "PUBLIC_URL",
  "CONSOLE_URL",
  "CONSOLE_CLIENT_SECRET",
  "CONSOLE_WEBHOOK_SECRETS",
  "CONSOLE_NETWORKS",
  "DATA_DIR",
  "DATABASE_URL",
  "DATABASE_DIRECT_URL",
  "SMTP_URL",
  "MAIL_FROM",
  "VERIFICATION_TTL",
  "RESEND_COOLDOWN",
  "SECRETS_KEY",
  "STAFF_EMAIL",
  "API_KEY",
  "SAMPLES",
  "RATE_LIMITS",
  "TRUSTED_PROXIES",
  "LOG_LEVEL",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
] as const;

const SHORTEST_CHECKED = 7;

/**
 * Names in the environment that are nearly a setting's: a mistyped VERIFICATON_TTL must not silently leave the default
 * in force. Other programs' variables share the environment, so only near misses of the longer names count.
 */
export const suspectedTypos = (names: readonly string[]): { name: string; meant: string }[] =>
  names
    .filter((name) => !(settingNames as readonly string[]).includes(name))
    .flatMap((name) => {
      const meant = settingNames.find((setting) => isNearMiss(name, setting));
      return meant ? [{ name, meant }] : [];
    });

const isNearMiss = (name: string, setting: string): boolean =>
  setting.length >= SHORTEST_CHECKED && distance(name, setting) <= (setting.length >= 10 ? 2 : 1);
