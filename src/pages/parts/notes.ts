import { html } from "hono/html";
import { type IconName, icon } from "../icons.ts";
import type { Html } from "./html-type.ts";

type Note = { kind: "info" | "warning" | "error" | "success"; icon: IconName; body: Html; reason?: string };

/** A fact that the reader should not miss. Where it explains a refusal it carries the reason. */
export const note = ({ kind, icon: name, body, reason }: Note) =>
  html`<div class="ak-note ak-note-${kind}"${reasonAttribute(reason)}>${icon(name)}<div>${body}</div></div>`;

/** A quiet remark below a table. */
export const remark = (name: IconName, text: Html | string) =>
  html`<p class="ak-hint flex gap-2">${icon(name, "mt-0.5")}<span>${text}</span></p>`;

/** Marks the element that explains a refusal; for programs, people read the words. */
export const reasonAttribute = (reason: string | undefined) => (reason ? html` data-reason="${reason}"` : "");
