import { expect, test } from "vitest";
import { mayDo, type Role, type RoleAction } from "../../src/policy/permissions.ts";

test.each<[Role, RoleAction[]]>([
  ["viewer", ["read"]],
  ["admin", ["read", "activate", "manage_users"]],
  ["owner", ["read", "activate", "manage_users", "transfer_ownership"]],
])("a %s may %j", (role, allowed) => {
  const actions: RoleAction[] = ["read", "activate", "manage_users", "transfer_ownership"];
  expect(actions.filter((action) => mayDo(role, action))).toEqual(allowed);
});
