import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context } from "hono";
import { SESSION_SECONDS } from "./sessions.ts";

/** Somebody may have to wait for a code by e-mail at the portal. */
const SIGN_IN_SECONDS = 30 * 60;

const lives = { console_session: SESSION_SECONDS, console_sign_in: SIGN_IN_SECONDS } as const;

type CookieName = keyof typeof lives;

export const readCookie = (c: Context, name: CookieName): string | undefined => getCookie(c, name);

/** Lax: the way back from the portal comes from another site. */
export const writeCookie = (c: Context, consoleUrl: string, name: CookieName, value: string): void =>
  setCookie(c, name, value, {
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    secure: consoleUrl.startsWith("https:"),
    maxAge: lives[name],
  });

export const removeCookie = (c: Context, name: CookieName): void => {
  deleteCookie(c, name, { path: "/" });
};
