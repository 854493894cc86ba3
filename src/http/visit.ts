import type { HttpBindings } from "@hono/node-server";
import type { Context as HonoContext } from "hono";
import type { Context } from "../context.ts";
import { inTimeZone, translator, type Language, type Translate } from "../messages/translate.ts";
import { type Brand, brandFor } from "../pages/brands.ts";
import type { Frame } from "../pages/parts/frame.ts";
import { mayDo, type Role } from "../policy/permissions.ts";

/** The person who is signed in to this browser. */
export type SignedIn = {
  sessionId: string;
  /** When they signed in. */
  beganAt: Date;
  userId: string;
  accountId: string;
  email: string;
  company: string;
  role: Role;
  /** Their account's. */
  timeZone: string;
  /** When the address was proven; null after the long form alone. */
  emailVerifiedAt: Date | null;
  /** How far the account's console is; null while it has none. */
  console: { state: "preparing" | "ready" | "failed"; since: Date; region: string } | null;
};

/** What is known of a request before its page is looked for. */
export type Visit = {
  browserToken: string;
  language: Language;
  brand: Brand;
  viewer: SignedIn | null;
  clientAddress: string;
};

export type PortalEnv = { Bindings: HttpBindings; Variables: { visit: Visit; requestId: string } };
export type PortalRequest = HonoContext<PortalEnv>;

/** The texts for this request: in the browser's language, times in the zone of whoever is signed in. */
export const translateFor = (c: PortalRequest): Translate => {
  const { language, viewer } = c.get("visit");
  return viewer ? inTimeZone(translator(language), viewer.timeZone) : translator(language);
};

/** What every page stands in. `path` is where the language switch leads; a form's answer names the form's page. */
export const frameOf = (ctx: Context, c: PortalRequest, path: string = pathOf(c)): Frame => {
  const { brand, browserToken, viewer } = c.get("visit");
  return {
    brand,
    csrf: ctx.secrets.formToken(browserToken),
    path,
    answersForm: c.req.method === "POST",
    viewer: viewer && shownViewer(ctx, viewer),
  };
};

/** Somebody signed in, as a page's head shows them. */
export const shownViewer = <V extends SignedIn>(ctx: Context, viewer: V) => ({
  ...viewer,
  consoleLink: viewer.console && consoleLink(ctx),
  mayActivate: mayDo(viewer.role, "activate"),
});

/** The console begins its own sign-in there, at this portal. */
export const consoleLink = ({ config }: Context): string =>
  `${config.consoleUrl}/sign-in?${new URLSearchParams({ iss: config.publicUrl })}`;

/** The frame of a page that answers before anything is known of its visitor. */
export const plainFrame = (path: string): Frame => ({ brand: brandFor(undefined), csrf: "", path, viewer: null });

const pathOf = (c: PortalRequest): string => {
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  return url.pathname + url.search;
};
