import { afterAll, beforeAll, expect, test } from "vitest";
import { settleFailedMail, settleSentMail } from "../../src/actions/settle-mail.ts";
import { findMail } from "../../src/db/mails.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { world } from "../support/world.ts";

let database: TestDatabase;
let the: ReturnType<typeof world>;
beforeAll(async () => {
  database = await createTestDatabase();
  the = world(database.ctx);
});
afterAll(() => database.close());

const queuedMail = async () => {
  const { email } = await the.requestedActivation(await the.order());
  return (await the.mailsTo(email))[0]?.id ?? "";
};
const failed = (id: string, final: boolean) => settleFailedMail(database.ctx, id, "451 try later", final);
const mail = (id: string) => findMail(database.ctx.db, id);

test("a mail that failed twice and went out then says so", async () => {
  const id = await queuedMail();
  await failed(id, false);
  await failed(id, false);
  expect(await mail(id)).toMatchObject({ state: "queued", attempts: 2, lastError: "451 try later", settledAt: null });
  await settleSentMail(database.ctx, id);
  expect(await mail(id)).toMatchObject({ state: "sent", attempts: 3, lastError: null, settledAt: database.ctx.now() });
  expect(await the.eventsOf(`mail:${id}`)).toEqual([]);
});

test("the final failure is an event, once", async () => {
  const id = await queuedMail();
  await failed(id, true);
  await failed(id, true);
  expect(await mail(id)).toMatchObject({ state: "failed", attempts: 1 });
  expect((await the.eventsOf(`mail:${id}`)).map(({ type, data }) => [type, data])).toEqual([
    ["mail.failed", { kind: "verify-email", attempts: 1 }],
  ]);
});

test("a failure that is told after the mail went out changes nothing", async () => {
  const id = await queuedMail();
  await settleSentMail(database.ctx, id);
  await failed(id, true);
  expect((await mail(id))?.state).toBe("sent");
  expect(await the.eventsOf(`mail:${id}`)).toEqual([]);
});
