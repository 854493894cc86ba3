import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";
import { type ConsoleFacts, consoleSince, regionSentences, tryAgain } from "./console-state.ts";
import { openLink } from "./open-console.ts";

/**
 * The pop-up after the activation. It is open as it comes: without script it is a section of the page in the place of
 * the note, which stands after it and is seen when it is closed; with script it becomes modal.
 */
export const consoleDialog = (t: Translate, facts: ConsoleFacts, csrf: string) =>
  html`<dialog open class="modal modal-bottom sm:modal-middle ak-pop-up" aria-labelledby="console-dialog" data-dialog><div class="modal-box">
  <div class="ak-mark ${facts.state === "failed" ? "ak-mark-warning" : "ak-mark-primary"}">${icon("xdrAddOn")}</div>
  <div class="mt-4"><h2 id="console-dialog" class="text-[1.375rem]" tabindex="-1" autofocus>Trend Micro XDR</h2>
    <p class="ak-lead mt-1" role="status" data-console-state="${facts.state}">${t(`console.dialog.${facts.state}`)}</p></div>
  <ul class="ak-ticks my-5">${facts.addOns.map((name) => html`<li>${icon("xdrAddOn")}<span class="font-medium">${name}</span></li>`)}</ul>
  ${regionSentences(t, facts).map((text) => html`<p>${text}</p>`)}
  <div class="flex flex-col gap-2.5 pt-1">${openLink(t, facts.link, "btn btn-primary btn-lg")}
    <div class="grid"${facts.state !== "failed" && html` hidden`} data-console-retry>${tryAgain(t, csrf, "btn btn-outline btn-lg")}</div>
    <form method="dialog" class="grid"><button class="btn btn-outline btn-lg">${t("console.close")}</button></form></div>
  <p class="ak-hint mt-4 text-center">${consoleSince(t, facts)}<br>${t("console.anyTime")}</p>
</div></dialog>`;
