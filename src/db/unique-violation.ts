import pg from "pg";

/** Whether PostgreSQL refused a row because another one has the value that the constraint allows once. */
export const isUniqueViolation = (error: unknown, constraint: string): boolean =>
  error instanceof pg.DatabaseError && error.code === "23505" && error.constraint === constraint;
