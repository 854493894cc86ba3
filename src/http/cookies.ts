import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Context as HonoContext } from "hono";

/** Every cookie of the portal. All are for the server alone, and none is sent with requests from other sites' forms. */
const lives = {
  /** Knows the browser that began an activation again. */
  anykey_browser: 30 * 24 * 3600,
  anykey_session: 14 * 24 * 3600,
  anykey_sign_in: 3600,
  /** Whom this browser signed in before. */
  anykey_known: 365 * 24 * 3600,
  anykey_language: 365 * 24 * 3600,
  /** The activation whose pop-up is to be shown next. */
  anykey_welcome: 600,
  anykey_brand: 30 * 24 * 3600,
} as const;

type CookieName = keyof typeof lives;

export const readCookie = (c: HonoContext, name: CookieName): string | undefined => getCookie(c, name);

export const writeCookie = (c: HonoContext, publicUrl: string, name: CookieName, value: string): void =>
  setCookie(c, name, value, {
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    secure: publicUrl.startsWith("https:"),
    maxAge: lives[name],
  });

export const removeCookie = (c: HonoContext, name: CookieName): void => {
  deleteCookie(c, name, { path: "/" });
};

/** Whether the pop-up of this activation is to be shown now: once, right after the button. */
export const takeWelcome = (c: HonoContext, activationId: string): boolean => {
  if (readCookie(c, "anykey_welcome") !== activationId) return false;
  removeCookie(c, "anykey_welcome");
  return true;
};
