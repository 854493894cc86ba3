import { Hono } from "hono";
import type { Context } from "../../context.ts";
import { listEventsOfAccount } from "../../db/audit-events.ts";
import { listNamesOfAccount } from "../../db/former-users.ts";
import { listInvitedAddresses } from "../../db/invitations.ts";
import { frameOf, type PortalEnv, shownViewer, translateFor } from "../../http/visit.ts";
import { activityPage } from "../activity.ts";
import { type ActivityType, activityTypes, type ShownEvent } from "../parts/activity-text.ts";
import { signedInTo, viewerOf } from "./just-signed-in.ts";

const PAGE_SIZE = 50;

/** What happened to the account, paged by the place of an event in the audit log. */
export const accountActivityRoutes = (ctx: Context) =>
  new Hono<PortalEnv>().get("/account/activity", signedInTo("account/activity"), async (c) => {
    const viewer = viewerOf(c);
    const { accountId } = viewer;
    const before = cursorIn(c.req.query("before"));
    const page = { types: activityTypes, limit: PAGE_SIZE + 1, ...(before !== undefined && { before }) };
    const [events, names, invited] = await Promise.all([
      listEventsOfAccount(ctx.db, accountId, page),
      listNamesOfAccount(ctx.db, accountId),
      listInvitedAddresses(ctx.db, accountId),
    ]);
    const shown = events.slice(0, PAGE_SIZE);
    const html = activityPage(translateFor(c), {
      ...frameOf(ctx, c),
      viewer: shownViewer(ctx, viewer),
      events: shown.map((event) => shownEvent(event, names, invited)),
      ...(before !== undefined && { firstPage: "/account/activity" }),
      ...(events.length > PAGE_SIZE && { nextPage: `/account/activity?before=${shown.at(-1)?.entry}` }),
    });
    return c.html(html);
  });

const cursorIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;

type Event = Awaited<ReturnType<typeof listEventsOfAccount>>[number];
type Names = ReadonlyMap<string, string>;

const shownEvent = ({ at, type, actor, subject, data }: Event, names: Names, invited: Names): ShownEvent => {
  const facts = new Map(Object.entries(data ?? {}).map(([name, value]) => [name, String(value ?? "")]));
  const of = (name: string): string => facts.get(name) ?? "";
  const person = names.get(of("userId")) ?? invited.get(of("invitationId")) ?? "";
  return {
    at,
    type: type as ActivityType,
    by: names.get(actor.replace(/^user:/, "")) ?? null,
    actor: actor.startsWith("activation:") ? "visitor" : actor === "system" ? "portal" : "vendor",
    values: {
      orderNumber: of("orderNumber") || (subject.startsWith("order:") ? subject.slice("order:".length) : ""),
      email: person,
      role: of("to") || of("role"),
      way: of("by"),
      on: of("on"),
      count: of("licenses"),
    },
  };
};
