import { type BegunDelivery, beginDelivery } from "../actions/begin-delivery.ts";
import { settleDelivery } from "../actions/settle-delivery.ts";
import { sendWebhook } from "../console-link/send-webhook.ts";
import type { Context } from "../context.ts";

const TIMEOUT_MS = 15_000;

/**
 * Tells the console an account's whole state, and reports back what came of it. `onRecovery` is called when the console
 * took what it had failed to take before.
 */
export const provisionConsole = async (
  ctx: Context,
  accountId: string,
  onRecovery: () => Promise<void>,
): Promise<void> => {
  const { consoleUrl, consoleWebhookSecrets, consoleNetworks } = ctx.config;
  const begun = consoleUrl === undefined ? undefined : await beginDelivery(ctx, accountId);
  if (!begun) return;
  const target = {
    url: `${consoleUrl}/hooks/portal`,
    secrets: consoleWebhookSecrets ?? [ctx.secrets.consoleWebhookSecret],
    timeoutMs: TIMEOUT_MS,
    networks: consoleNetworks,
  };
  const { version } = begun.state;
  // No full stop: it parts the id from the time in what is signed.
  const id = `msg_${accountId}_${version}`;
  // The console compares it with its own clock, whatever day a test gives to the rules.
  const at = new Date();
  const delivery = await sendWebhook(target, { id, body: bodyOf(begun, at), at });
  await settleDelivery(ctx, begun, delivery, Math.random());
  const facts = { accountId, version, tries: begun.tries };
  if (delivery.outcome === "taken") ctx.log.info(facts, "console.told");
  else ctx.log.warn({ ...facts, ...delivery }, "console.not_told");
  if (delivery.outcome === "taken" && begun.tries > 1) await onRecovery();
};

const bodyOf = ({ event, state }: BegunDelivery, at: Date): string =>
  JSON.stringify({ type: event, timestamp: at.toISOString(), data: state });
