import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { icon } from "../icons.ts";
import type { Html } from "./html-type.ts";

/** Why a form came back: the reason for programs, the sentence for people. */
export type Problem = { reason: string; text: Html | string };

type Field = {
  name: string;
  label: string;
  hint?: Html | string;
  value?: string | undefined;
  problem?: Problem | undefined;
  /** One of several ways: another field may be filled in instead. */
  optional?: boolean;
  /** Classes and attributes of the input that are the same for everybody. */
  input: Html;
};

/** A label, its hint, what is wrong with it and the input, joined for screen readers. Keeps what was typed. */
export const field = (t: Translate, { name, label, hint, value, problem, optional = false, input }: Field) => {
  const described = [problem && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return html`<div class="ak-field${problem ? " ak-errorbox" : ""}">
    <label for="${name}">${label}</label>
    ${hint && html`<p class="ak-hint" id="${name}-hint">${hint}</p>`}
    ${problem && fieldError(t, name, problem)}
    <input id="${name}" name="${name}" value="${value ?? ""}" ${described && html`aria-describedby="${described}"`} ${problem && html`aria-invalid="true"`} ${input}${optional ? "" : " required"}>
  </div>`;
};

/** What is wrong, in the words that its field is described by. */
export const fieldError = (t: Translate, name: string, problem: Problem) =>
  html`<p class="ak-error" id="${name}-error" data-reason="${problem.reason}">${icon("alert")}<span><span class="sr-only">${t("frame.error")} </span>${problem.text}</span></p>`;

/** The input attributes of a six-digit code, as phones and password programs know them. */
export const codeInput = html`class="input ak-code-input" inputmode="numeric" autocomplete="one-time-code" maxlength="12"`;

/** What is typed is never sent back, and password programs know whether to fill in or to make one. */
export const passwordInput = (which: "current-password" | "new-password") =>
  html`class="input input-lg" type="password" autocomplete="${which}" maxlength="1024"`;

type Form = { action: string; csrf: string; classes?: string; hidden?: Record<string, string | undefined>; body: Html };

/** Every form posts, carries the token against forged requests, and leaves the judging to the server. */
export const form = ({ action, csrf, classes = "flex flex-col gap-5", hidden = {}, body }: Form) =>
  html`<form method="post" action="${action}" class="${classes}" novalidate>
    <input type="hidden" name="csrf" value="${csrf}">
    ${Object.entries(hidden).map(([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`)}
    ${body}
  </form>`;
