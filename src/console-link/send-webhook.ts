import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { BlockList } from "node:net";
import { Webhook } from "standardwebhooks";
import { type Delivery, judgeAnswer } from "../policy/console-delivery.ts";
import { publicAddressesOnly } from "./public-addresses.ts";

export type OutgoingWebhook = {
  /** The same at every try of one delivery. */
  id: string;
  body: string;
  at: Date;
};

export type WebhookTarget = {
  url: string;
  /** Signed with each, the newest first, while they rotate. */
  secrets: readonly string[];
  timeoutMs: number;
  /** Inner networks that its name may lead to. */
  networks?: BlockList | undefined;
};

/** Sends one Standard Webhook. Never throws for what the network or the console does: that is the delivery's outcome. */
export const sendWebhook = async (target: WebhookTarget, webhook: OutgoingWebhook): Promise<Delivery> => {
  try {
    const { status, retryAfter } = await post(target, webhook);
    return judgeAnswer(status, retryAfterSeconds(retryAfter, webhook.at));
  } catch (error) {
    return { outcome: "failed", fault: faultOf(error, target.timeoutMs), retryAfterSeconds: null };
  }
};

type Answer = { status: number; retryAfter: string | undefined };

/** No redirect is followed: an answer of 3xx is one that did not take the delivery. */
const post = ({ url, secrets, timeoutMs, networks }: WebhookTarget, webhook: OutgoingWebhook): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? httpsRequest : httpRequest;
    const request = send(url, {
      method: "POST",
      headers: headersOf(secrets, webhook),
      lookup: publicAddressesOnly(networks),
      // One limit for the whole of it: a console that answers a little at a time must not hold a worker.
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] }),
      );
      response.resume();
    });
    request.end(webhook.body);
  });

const headersOf = (secrets: readonly string[], { id, body, at }: OutgoingWebhook) => ({
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
  "user-agent": "AnyKey",
  "webhook-id": id,
  "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
  "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
});

/** Seconds, or an HTTP date. */
const retryAfterSeconds = (header: string | undefined, now: Date): number | null => {
  if (header === undefined) return null;
  if (/^\d+$/.test(header)) return Number(header);
  // Date.parse finds a year in nearly anything.
  const at = header.endsWith(" GMT") ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
};

const faultOf = (error: unknown, timeoutMs: number): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "ABORT_ERR") return `The console did not answer within ${timeoutMs / 1000} s.`;
  return `The console cannot be reached (${code}).`;
};
