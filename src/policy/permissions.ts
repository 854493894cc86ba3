/** DOMAIN 4: a viewer reads; an admin also provides keys and looks after users; an owner also gives ownership away. */
const roleActions = {
  owner: ["read", "activate", "manage_users", "transfer_ownership"],
  admin: ["read", "activate", "manage_users"],
  viewer: ["read"],
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof roleActions;
export type RoleAction = (typeof roleActions)["owner"][number];

export const mayDo = (role: Role, action: RoleAction): boolean =>
  (roleActions[role] as readonly RoleAction[]).includes(action);

/** DOMAIN 4, vendor systems: what an API key may be allowed. */
export const apiScopes = [
  "orders:write",
  "orders:read",
  "accounts:write",
  "accounts:read",
  "licenses:read",
  "events:read",
] as const;
export type ApiScope = (typeof apiScopes)[number];
