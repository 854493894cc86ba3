import { randomBytes } from "node:crypto";
import type { Context } from "./context.ts";
import { sameText } from "./secrets.ts";

const RANDOM_BYTES = 16;
const TIME_BYTES = 6;
const LIFE_MS = 3600 * 1000;

/** Who may answer a challenge: one browser, for one purpose. */
export type ChallengeFor = { purpose: "create" | "get"; browserToken: string };

/** A challenge that proves itself, so that opening a page stores nothing: random bytes, its end, and our seal on both. */
export const newChallenge = (ctx: Context, wanted: ChallengeFor): string => {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(ctx.now().getTime() + LIFE_MS, 0, TIME_BYTES);
  const head = Buffer.concat([randomBytes(RANDOM_BYTES), time]).toString("base64url");
  return Buffer.from(`${head}.${sealOf(ctx, wanted, head)}`).toString("base64url");
};

/** Until when the challenge may be answered; undefined where it is not ours, another browser's, or too old. */
export const challengeEnd = (ctx: Context, wanted: ChallengeFor, challenge: string): Date | undefined => {
  const [head = "", seal = ""] = Buffer.from(challenge, "base64url").toString().split(".", 2);
  if (!sameText(seal, sealOf(ctx, wanted, head))) return undefined;
  const endsAt = new Date(Buffer.from(head, "base64url").readUIntBE(RANDOM_BYTES, TIME_BYTES));
  return endsAt > ctx.now() ? endsAt : undefined;
};

const sealOf = (ctx: Context, { purpose, browserToken }: ChallengeFor, head: string): string =>
  ctx.secrets.challengeSeal(`${purpose} ${browserToken} ${head}`);
