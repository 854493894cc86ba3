import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { storeIfNewer } from "./account-states.ts";
import type { ConsoleContext } from "./context.ts";
import { portalEvent } from "./entitlements.ts";

/** A state of some ten thousand licenses. */
const MOST_BYTES = 4 * 1024 * 1024;

type Headers = { "webhook-id": string; "webhook-timestamp": string; "webhook-signature": string };

/**
 * Takes the portal's deliveries. They may come twice, late and in any order: only a higher version than the stored one
 * changes anything, and everything else is answered as taken, so that the portal stops sending it.
 */
export const webhookRoutes = (ctx: ConsoleContext) =>
  new Hono().post("/hooks/portal", bodyLimit({ maxSize: MOST_BYTES }), async (c) => {
    const body = await c.req.text();
    const headers = {
      "webhook-id": c.req.header("webhook-id") ?? "",
      "webhook-timestamp": c.req.header("webhook-timestamp") ?? "",
      "webhook-signature": c.req.header("webhook-signature") ?? "",
    };
    const fault = signatureFault(ctx.config.webhookSecrets, body, headers);
    const event = fault ? null : parseEvent(body);
    if (!event) {
      const reason = fault ?? "malformed";
      ctx.log.warn({ webhookId: headers["webhook-id"].slice(0, 100), reason }, "webhook.refused");
      return c.json({ reason }, 400);
    }
    const revoked = event.type === "entitlements.revoked";
    const taken = await storeIfNewer(ctx.database, { ...event.data, ...(revoked && { entitlements: [] }) });
    const { accountId, version } = event.data;
    ctx.log.info({ webhookId: headers["webhook-id"], accountId, version, taken }, "webhook.received");
    return c.json({ status: taken ? "stored" : "known" });
  });

/** Undefined when one of the secrets made one of the signatures, less than five minutes ago. */
const signatureFault = (secrets: readonly string[], body: string, headers: Headers): string | undefined => {
  let reason = "bad_signature";
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(body, headers, { jsonParse: false });
      return undefined;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      if (/timestamp too/.test(error.message)) reason = "bad_timestamp";
    }
  }
  return reason;
};

const parseEvent = (body: string) => {
  try {
    return portalEvent.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
};
