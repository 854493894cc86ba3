import type { CaughtMail } from "../../src/mail-catcher/mailbox.ts";

/** Reads the mail catcher as a person would: waits until a mail is there. */
export const mailboxOf = (url: string) => {
  const list = async (to: string, kind?: string): Promise<CaughtMail[]> => {
    const response = await fetch(`${url}/messages.json?to=${encodeURIComponent(to)}`);
    const mails = (await response.json()) as CaughtMail[];
    return mails.filter((mail) => kind === undefined || mail.kind === kind);
  };
  const wait = async (to: string, kind: string, count: number): Promise<CaughtMail[]> => {
    const giveUpAt = Date.now() + WAIT_MS;
    while (Date.now() < giveUpAt) {
      const mails = await list(to, kind);
      if (mails.length >= count) return mails;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`Of ${count} mails ${kind} to ${to} only ${(await list(to, kind)).length} came.`);
  };
  return {
    list,
    /** The newest mail of a kind, once `count` of them have come. */
    latest: async (to: string, kind: string, count = 1): Promise<CaughtMail> => {
      const [newest] = await wait(to, kind, count);
      if (!newest) throw new Error(`No mail ${kind} to ${to}.`);
      return newest;
    },
    count: async (to: string, kind?: string): Promise<number> => (await list(to, kind)).length,
  };
};

const WAIT_MS = 20_000;

/** The six digits that stand on a line of their own. */
export const codeIn = (mail: Pick<CaughtMail, "text">): string => {
  const code = /^\s*(\d{3} ?\d{3})\s*$/m.exec(mail.text)?.[1];
  if (!code) throw new Error(`No code in: ${mail.text}`);
  return code.replace(" ", "");
};

/** The one link to the portal's page of the mail. */
export const linkIn = (mail: Pick<CaughtMail, "text">): string => {
  const link = /https?:\/\/\S+\/verify\/\S+/.exec(mail.text)?.[0];
  if (!link) throw new Error(`No link in: ${mail.text}`);
  return link;
};
