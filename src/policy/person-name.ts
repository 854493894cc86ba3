type Named = { firstName: string | null; lastName: string | null };

/** First and last name as the language puts them; Japanese names begin with the family. Empty where neither is known. */
export const fullName = ({ firstName, lastName }: Named, language: string): string => {
  const parts = [firstName, lastName].filter((part) => part !== null && part !== "");
  return (language === "ja" ? parts.reverse() : parts).join(" ");
};
