import { html } from "hono/html";
import type { Translate } from "../../messages/translate.ts";
import { fieldError, type Problem } from "./fields.ts";
import type { Html } from "./html-type.ts";

type Control = { name: string; label: string; problem?: Problem | undefined };

/** A choice of a list: its label, what is wrong with it and the list, joined for screen readers. */
export const selectField = (t: Translate, { input, options, ...control }: Control & { input: Html; options: Html }) =>
  html`<div class="ak-field${control.problem ? " ak-errorbox" : ""}">
    <label for="${control.name}">${control.label}</label>
    ${control.problem && fieldError(t, control.name, control.problem)}
    <select id="${control.name}" name="${control.name}" class="select" ${problemStates(control)} ${input} required>${options}</select>
  </div>`;

/** One thing to agree to: the box, what is wrong with it, and its words. */
export const checkboxField = (t: Translate, { checked, ...control }: Control & { checked: boolean }) =>
  html`<div class="ak-field${control.problem ? " ak-errorbox" : ""}">
    ${control.problem && fieldError(t, control.name, control.problem)}
    <div class="flex min-h-11 items-center gap-3"><input type="checkbox" class="checkbox checkbox-primary" id="${control.name}" name="${control.name}" value="yes"${checked && html` checked`} ${problemStates(control)} required><label for="${control.name}" class="py-2">${control.label}</label></div>
  </div>`;

const problemStates = ({ name, problem }: Control) =>
  problem && html`aria-describedby="${name}-error" aria-invalid="true"`;
