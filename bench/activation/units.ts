import type { Context } from "../../src/context.ts";
import type { HttpStep } from "./load.ts";
import type { Turn } from "./orders.ts";

/** A key is typed, and the browser follows to the preview page. */
export const previewUnit = (ctx: Context, turn: Turn): HttpStep[] => {
  const cookie = cookieOf(turn);
  return [
    { method: "POST", path: "/", cookie, body: form(ctx, turn, { key: turn.key }), status: 303 },
    { method: "GET", cookie, status: 200 },
  ];
};

/** The button of the confirm page: a new account gets the whole order. */
export const activationUnit = (ctx: Context, turn: Turn): HttpStep[] => [
  {
    method: "POST",
    path: `/activations/${turn.activationId}/confirm`,
    cookie: cookieOf(turn),
    body: form(ctx, turn, {}),
    status: 303,
  },
];

export const pageUnit: HttpStep[] = [{ method: "GET", path: "/", cookie: "", status: 200 }];

const cookieOf = ({ browserToken }: Turn) => `anykey_browser=${browserToken}`;

const form = (ctx: Context, { browserToken }: Turn, fields: Record<string, string>): string =>
  new URLSearchParams({ csrf: ctx.secrets.formToken(browserToken), ...fields }).toString();
