import type { Pressed } from "./stage.ts";
import { boundTo, isLiveFull } from "./restated.ts";
import { licenseOf, licensesOwnedBy, type World } from "./world.ts";

export type Race = { before: World; after: World; pressed: Pressed[] };

/** What must hold after any number of attempts at once, in whatever sequence the database took them. */
export const raceInvariants: readonly { sentence: string; holds(race: Race): boolean }[] = [
  {
    sentence: "A license that has an account keeps it",
    holds: ({ before, after }) =>
      Object.values(before.licenses).every(
        ({ licenseId, owner }) => owner === null || licenseOf(after, licenseId).owner === owner,
      ),
  },
  {
    sentence: "No account gets a second live full license of one SaaS family",
    holds: ({ before, after }) => {
      const given = Object.values(after.licenses).filter(({ licenseId, owner }) => {
        const earlier = before.licenses[licenseId];
        return !earlier || earlier.owner !== owner || !isLiveFull(before, earlier);
      });
      return given.every(
        (one) =>
          one.owner === null ||
          one.saasFamily === null ||
          !isLiveFull(after, one) ||
          licensesOwnedBy(after, one.owner).every(
            (other) => other === one || other.saasFamily !== one.saasFamily || !isLiveFull(after, other),
          ),
      );
    },
  },
  {
    sentence: "An order is activated once, whole, by one account",
    holds: ({ before, after, pressed }) =>
      before.orders.every((order) => {
        const winners = pressed.flatMap((each) => (each.order.id === order.orderId && each.outcome.ok ? [each] : []));
        const isOpen = (world: World) => order.items.some((item) => licenseOf(world, item.licenseId).owner === null);
        return winners.length === 0 || (winners.length === 1 && isOpen(before) && !isOpen(after));
      }),
  },
  {
    sentence: "What was registered went to somebody who got an order that carries it",
    holds: ({ before, after, pressed }) =>
      Object.values(before.licenses).every(({ licenseId, owner }) => {
        const now = licenseOf(after, licenseId).owner;
        if (owner !== null || now === null) return true;
        return pressed.some(
          ({ order, outcome }) =>
            outcome.ok &&
            outcome.accountId === now &&
            before.orders.some(
              ({ orderId, items }) => orderId === order.id && items.some((item) => item.licenseId === licenseId),
            ),
        );
      }),
  },
  {
    sentence: "A cross-grade order never lands at another account than its owner",
    holds: ({ before, pressed }) =>
      pressed.every(({ order, outcome }) => {
        const facts = before.orders.find(({ orderId }) => orderId === order.id);
        if (!outcome.ok || !facts) return true;
        const owners = boundTo(before, facts);
        return owners.size === 0 || (owners.size === 1 && owners.has(outcome.accountId));
      }),
  },
  {
    sentence: "Where everybody was refused nothing changed",
    holds: ({ before, after, pressed }) => pressed.some(({ outcome }) => outcome.ok) || before === after,
  },
];
