import type { Block, MailContent } from "./content.ts";
import type { MailTranslate } from "./texts.ts";

/** The text part: a code and a link stand on lines of their own, so that they can be copied and found. */
export const plainText = (t: MailTranslate, content: MailContent, brandName: string): string =>
  [
    content.heading,
    ...content.blocks.map(textOf),
    ...(content.question ? [`${content.question.heading}\n${content.question.answer}`] : []),
    ...(content.unsubscribeLink ? [`${t("mail.unsubscribe")}\n${content.unsubscribeLink}`] : []),
    `-- \n${t("mail.automatic", { brandName })}`,
  ]
    .join("\n\n")
    .concat("\n");

const textOf = (block: Block): string => {
  switch (block.type) {
    case "paragraph":
    case "hint":
      return block.text;
    case "code":
      return block.code;
    case "button":
      return `${block.label}\n${block.link}`;
    case "items":
      return block.items.map((item) => `- ${item.name}\n  ${item.detail}`).join("\n");
  }
};
