import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { form } from "./fields.ts";
import { note } from "./notes.ts";

type SendAgain = {
  action: string;
  csrf: string;
  resendInSeconds: number;
  tooEarly?: boolean | undefined;
  hidden?: Record<string, string | undefined>;
};

/** Never disabled, also not by words: without script nobody tells it when the cool-down is over. The server judges. */
export const sendAgain = (t: Translate, { action, csrf, resendInSeconds, tooEarly = false, hidden }: SendAgain) => {
  const waits = resendInSeconds > 0;
  return html`${tooEarly && refusedTooEarly(t, resendInSeconds)}${form({
    action,
    csrf,
    ...(hidden && { hidden }),
    classes: "flex flex-wrap items-center gap-x-4 gap-y-2",
    body: html`<button class="btn btn-outline"${waits ? html` aria-describedby="resend-hint"` : ""}>${t("checkMail.again")}</button>
    ${waits && coolDown(t, resendInSeconds)}`,
  })}`;
};

/** An island counts the seconds down, with the sentences for one and for many of them. */
const coolDown = (t: Translate, left: number) => {
  const said = (count: number, seconds: string | number = count) => t("checkMail.againIn", { count, seconds });
  return html`<p class="ak-hint" id="resend-hint" data-seconds="${left}" data-template="${said(2, "{seconds}")}" data-last-second="${said(1)}">${said(left)}</p>`;
};

const refusedTooEarly = (t: Translate, seconds: number) =>
  note({
    kind: "warning",
    icon: "clock",
    reason: "resend_too_early",
    body: html`${t("reason.resend_too_early", { seconds })}`,
  });
