import { html } from "hono/html";
import type { Block, MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

const sans = "font-family:Inter,Noto Sans JP,Segoe UI,Hiragino Sans,Meiryo,Helvetica,Arial,sans-serif";
const mono = "font-family:Consolas,Menlo,DejaVu Sans Mono,monospace";
const ink = "#13212b";
const muted = "#50606c";
const petrol = "#0b5d70";
const line = "#dbe1e5";
const page = "#f4f6f7";

/**
 * The HTML part. Tables and inline styles, because mail programs know no others. Every part names its own
 * background and text colour, so that a dark mode which changes only one of them leaves it readable.
 */
export const htmlLayout = (t: MailTranslate, content: MailContent, brandName: string): string =>
  html`<!doctype html>
<html lang="${t.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="supported-color-schemes" content="light">
<title>${content.subject}</title>
</head>
<body style="margin:0;padding:0;background:${page};color:${ink}">
<div style="display:none;max-height:0;overflow:hidden">${content.preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${page}">
<tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#ffffff;border:1px solid ${line};border-radius:14px">
<tr><td style="padding:28px 36px 0;${sans};font-size:18px;font-weight:700;color:${petrol}">${brandName}</td></tr>
<tr><td style="padding:20px 36px 0;${sans};color:${ink}"><h1 style="margin:0;font-size:26px;line-height:34px;font-weight:700">${content.heading}</h1></td></tr>
${content.blocks.map(rowOf)}
${footnotes(t, content)}
</table>
<p style="margin:18px 0 0;${sans};font-size:13px;line-height:20px;color:${muted}">${t("mail.automatic", { brandName })}</p>
</td></tr>
</table>
</body>
</html>
`.toString();

const rowOf = (block: Block) => {
  switch (block.type) {
    case "paragraph":
      return html`<tr><td style="padding:16px 36px 0;${sans};font-size:16px;line-height:25px;color:${ink}">${emphasised(block.text, block.strong)}</td></tr>`;
    case "hint":
      return html`<tr><td style="padding:20px 36px 0;${sans};font-size:15px;line-height:23px;color:${muted}">${block.text}</td></tr>`;
    case "code":
      return codeRow(block.code);
    case "button":
      return buttonRow(block.label, block.link);
    case "items":
      return itemsRow(block.items);
  }
};

const emphasised = (text: string, strong: string | undefined) => {
  if (!strong || !text.includes(strong)) return text;
  const [before, ...after] = text.split(strong);
  return html`${before}<strong style="white-space:nowrap">${strong}</strong>${after.join(strong)}`;
};

const codeRow = (code: string) =>
  html`<tr><td style="padding:20px 36px 4px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="background:#e9f2f4;border-radius:10px;padding:20px 12px;${mono};font-size:36px;line-height:40px;font-weight:700;letter-spacing:6px;color:${ink}">${code}</td></tr></table></td></tr>`;

const buttonRow = (label: string, link: string) =>
  html`<tr><td style="padding:20px 36px 0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="background:${petrol};border-radius:8px"><a href="${link}" style="display:block;padding:15px 24px;${sans};font-size:17px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none">${label}</a></td></tr></table></td></tr>`;

const itemsRow = (items: readonly { name: string; detail: string }[]) =>
  html`<tr><td style="padding:12px 36px 0"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${items.map(
    (item) =>
      html`<tr><td style="padding:12px 0;border-bottom:1px solid ${line};${sans};font-size:16px;line-height:24px;color:${ink}"><strong>${item.name}</strong><br><span style="font-size:15px;color:${muted}">${item.detail}</span></td></tr>`,
  )}</table></td></tr>`;

const footnotes = (t: MailTranslate, content: MailContent) => {
  const button = content.blocks.find((block) => block.type === "button");
  const notes = [
    ...(content.question
      ? [html`<strong style="color:${ink}">${content.question.heading}</strong><br>${content.question.answer}`]
      : []),
    ...(button
      ? [
          html`${t("mail.linkFallback")}<br><a href="${button.link}" style="color:${petrol};word-break:break-all">${button.link}</a>`,
        ]
      : []),
    ...(content.unsubscribeLink
      ? [html`<a href="${content.unsubscribeLink}" style="color:${petrol}">${t("mail.unsubscribe")}</a>`]
      : []),
  ];
  return html`<tr><td style="padding:24px 36px 28px"><div style="border-top:1px solid ${line};padding-top:18px;${sans};font-size:14px;line-height:21px;color:${muted}">${notes.map(
    (note, index) => html`${index > 0 ? html`<br><br>` : ""}${note}`,
  )}</div></td></tr>`;
};
