import { afterAll, beforeAll, expect, test } from "vitest";
import { askForMailByHttp, httpVisitor, reasonIn } from "../support/http-visitor.ts";
import { startTestPortal, type TestPortal } from "../support/portal.ts";
import { freshEmail } from "../support/sample-order.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ worker: false, settings: { RATE_LIMITS: "off" } });
});
afterAll(() => portal.close());

test("of eight people who press the button at once one wins, and the others are told that it is activated", async () => {
  const order = await portal.world.order();
  const rivals = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { verificationId } = await portal.world.requestedActivation(order);
      const visitor = httpVisitor(portal.url);
      const path = `/verify/${portal.ctx.secrets.linkToken(verificationId)}`;
      await visitor.get(path);
      return () => visitor.post(path, {});
    }),
  );
  const answers = await Promise.all(rivals.map((press) => press()));
  const losers = answers.filter(({ status }) => status !== 303);
  expect(losers).toHaveLength(7);
  expect(losers.map(({ status, text }) => [status, reasonIn(text)])).toEqual(
    losers.map(() => [409, "already_activated"]),
  );
});

test("an address that comes after the order was activated is refused, not a fault", async () => {
  const order = await portal.world.order();
  const visitor = httpVisitor(portal.url);
  const activation = await askForMailByHttp(visitor, order.keys[0] as string, freshEmail());
  await portal.world.activated(order);
  const late = await visitor.post(`${activation}/email`, { email: freshEmail() });
  expect([late.status, reasonIn(late.text)]).toEqual([409, "already_activated"]);
});
