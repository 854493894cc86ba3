export type Block =
  /** `strong` is a part of the text that stands out and stays on one line. */
  | { type: "paragraph"; text: string; strong?: string }
  | { type: "hint"; text: string }
  | { type: "code"; code: string }
  | { type: "button"; label: string; link: string }
  | { type: "items"; items: readonly { name: string; detail: string }[] };

/** What a mail says. Its text and its HTML part are both made of this, so that they never differ. */
export type MailContent = {
  subject: string;
  /** What an inbox shows beside the subject. Never holds a code: it is readable on a locked screen. */
  preview: string;
  heading: string;
  blocks: readonly Block[];
  /** For whoever did not expect the mail. */
  question?: { heading: string; answer: string };
  /** Where such mails can be turned off. */
  unsubscribeLink?: string;
};
