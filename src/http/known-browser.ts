import type { Context } from "../context.ts";
import { randomToken, sameText } from "../secrets.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import type { PortalRequest } from "./visit.ts";

export type KnownBrowser = {
  id: string;
  /** Whether it signed this user in since their password was set. */
  knows(userId: string, password: { setAt: Date } | undefined): boolean;
};

/** Somebody may sign in for several users with one browser; the oldest is forgotten first. */
const MOST_MARKS = 8;

/** Whom this browser signed in before, by marks that only the portal can make. The cookie signs nobody in. */
export const knownBrowser = (ctx: Context, c: PortalRequest): KnownBrowser => {
  const { id, marks } = marksOf(c);
  return {
    id,
    knows: (userId, password) =>
      marks.some((mark) => isOf(ctx, mark, id, userId) && madeAt(mark) >= (password?.setAt.getTime() ?? 0)),
  };
};

export const rememberBrowser = (ctx: Context, c: PortalRequest, userId: string): void => {
  const { id, marks } = marksOf(c);
  const browserId = id || randomToken();
  const mark = newMark(ctx, browserId, userId, ctx.now().getTime());
  const kept = marks.filter((other) => !isOf(ctx, other, browserId, userId)).slice(0, MOST_MARKS - 1);
  writeCookie(c, ctx.config.publicUrl, "anykey_known", [browserId, mark, ...kept].join("."));
};

const marksOf = (c: PortalRequest): { id: string; marks: string[] } => {
  const [id = "", ...marks] = (readCookie(c, "anykey_known") ?? "").split(".", MOST_MARKS + 1);
  return { id, marks };
};

/** The time of the sign-in, and the proof of it. */
const newMark = (ctx: Context, browserId: string, userId: string, at: number): string =>
  `${at.toString(36)}_${ctx.secrets.browserMark(browserId, userId, at)}`;

const madeAt = (mark: string): number => Number.parseInt(mark.slice(0, mark.indexOf("_")), 36);

const isOf = (ctx: Context, mark: string, browserId: string, userId: string): boolean =>
  sameText(mark, newMark(ctx, browserId, userId, madeAt(mark)));
