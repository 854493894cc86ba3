import type { Context } from "../context.ts";
import { randomToken, sameText } from "../secrets.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import type { PortalRequest } from "./visit.ts";

export type KnownBrowser = { id: string; knows(userId: string): boolean };

/** Somebody may sign in for several users with one browser; the oldest is forgotten first. */
const MOST_MARKS = 8;

/** Whom this browser signed in before, by marks that only the portal can make. The cookie signs nobody in. */
export const knownBrowser = (ctx: Context, c: PortalRequest): KnownBrowser => {
  const { id, marks } = marksOf(c);
  return { id, knows: (userId) => marks.some((mark) => sameText(mark, ctx.secrets.browserMark(id, userId))) };
};

export const rememberBrowser = (ctx: Context, c: PortalRequest, userId: string): void => {
  const { id, marks } = marksOf(c);
  const browserId = id || randomToken();
  const mark = ctx.secrets.browserMark(browserId, userId);
  const kept = marks.filter((other) => other !== mark).slice(0, MOST_MARKS - 1);
  writeCookie(c, ctx.config.publicUrl, "anykey_known", [browserId, mark, ...kept].join("."));
};

const marksOf = (c: PortalRequest): { id: string; marks: string[] } => {
  const [id = "", ...marks] = (readCookie(c, "anykey_known") ?? "").split(".", MOST_MARKS + 1);
  return { id, marks };
};
