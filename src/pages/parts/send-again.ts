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
    ${waits && html`<p class="ak-hint" id="resend-hint" data-seconds="${resendInSeconds}" data-template="${t("checkMail.againIn", { seconds: "{seconds}" })}">${t("checkMail.againIn", { seconds: resendInSeconds })}</p>`}`,
  })}`;
};

const refusedTooEarly = (t: Translate, seconds: number) =>
  note({
    kind: "warning",
    icon: "clock",
    reason: "resend_too_early",
    body: html`${t("reason.resend_too_early", { seconds })}`,
  });
