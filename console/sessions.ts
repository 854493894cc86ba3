import type pg from "pg";
import type { Person } from "./person.ts";
import { hashToken, randomToken } from "./tokens.ts";

export type Session = Person & { token: string; idToken: string };

export const SESSION_SECONDS = 8 * 3600;

/** Begins a session and answers its token, which is stored only as a hash. Sessions that ended are cleared away. */
export const insertSession = async (database: pg.Pool, person: Person, idToken: string): Promise<string> => {
  const token = randomToken();
  await database.query("delete from xdr_console.sessions where expires_at < now()");
  await database.query(
    `insert into xdr_console.sessions
       (token_hash, user_id, account_id, name, email, company, role, locale, entitlements_version, id_token, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(secs => $11))`,
    [
      hashToken(token),
      person.userId,
      person.accountId,
      person.name,
      person.email,
      person.company,
      person.role,
      person.locale,
      person.entitlementsVersion,
      idToken,
      SESSION_SECONDS,
    ],
  );
  return token;
};

export const findSession = async (database: pg.Pool, token: string): Promise<Session | null> => {
  const { rows } = await database.query<Omit<Session, "token">>(
    `select user_id as "userId", account_id as "accountId", name, email, company, role, locale,
       entitlements_version as "entitlementsVersion", id_token as "idToken"
     from xdr_console.sessions where token_hash = $1 and expires_at > now()`,
    [hashToken(token)],
  );
  return rows[0] ? { ...rows[0], token } : null;
};

export const deleteSession = async (database: pg.Pool, token: string): Promise<void> => {
  await database.query("delete from xdr_console.sessions where token_hash = $1", [hashToken(token)]);
};
