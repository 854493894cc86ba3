import type { IncomingMessage } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import type { Context } from "../context.ts";
import { beginVisit } from "../http/begin-visit.ts";
import { clientNetwork } from "../http/client-address.ts";
import { interactionPath } from "../http/interaction-uid.ts";
import type { RateLimits } from "../http/rate-limits.ts";
import type { PortalEnv } from "../http/visit.ts";
import { answerInteraction } from "./interaction.ts";
import { asksWhoIsThere, paths, providerRoutes } from "./paths.ts";
import { portalHeaders } from "./portal-headers.ts";
import { endForeignSession, rememberRequest } from "./portal-visits.ts";
import { currentProvider } from "./provider.ts";

/** The OpenID provider, by which the portal's users are signed in to the console. */
export const openidRoutes = (ctx: Context, limits: RateLimits): Hono<PortalEnv> => {
  const provider = currentProvider(ctx);
  const headers = portalHeaders(ctx);
  const routes = new Hono<PortalEnv>();
  for (const path of [...providerRoutes, interactionPath(":uid")]) routes.use(path, beginVisit(ctx));
  routes.get(interactionPath(":uid"), async (c) => answerInteraction(ctx, (await provider()).provider, c));
  routes.on(["GET", "POST", "OPTIONS"], providerRoutes, async (c) => {
    const { incoming, outgoing } = c.env;
    // Hono would make an answer of its own out of the one that is sent.
    if (c.req.method === "HEAD") return c.body(null, 405);
    if (c.req.path === paths.authorization)
      await limits.count("authorization/client", clientNetwork(c.get("visit").clientAddress));
    rememberRequest(incoming, c);
    speakAs(ctx.config.publicUrl, incoming);
    const running = await provider();
    if (asksWhoIsThere(c.req.path))
      await endForeignSession(running.provider, running.provider.createContext(incoming, outgoing));
    for (const [name, value] of await headers) outgoing.setHeader(name, value);
    await running.callback(incoming, outgoing);
    return RESPONSE_ALREADY_SENT.clone();
  });
  return routes;
};

/** The provider names its addresses by these headers: they say PUBLIC_URL, whatever a client or a proxy wrote there. */
const speakAs = (publicUrl: string, incoming: IncomingMessage): void => {
  const { host, protocol } = new URL(publicUrl);
  incoming.headers["x-forwarded-host"] = host;
  incoming.headers["x-forwarded-proto"] = protocol.replace(":", "");
};
