import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

// The time grows with the square of the length: 64 characters take 15 ms at most, 128 ten times as long.
const JUDGED_CHARACTERS = 64;

let built: ZxcvbnFactory | undefined;

/** Made when first needed: the word lists take 60 ms and 20 MB. */
const guesser = (): ZxcvbnFactory => {
  built ??= new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    maxLength: JUDGED_CHARACTERS,
    l33tMaxSubstitutions: 30,
  });
  return built;
};

/** How many guesses it takes to come to a password: by common ones, repetitions, keyboard rows, dates, and these names. */
export const guessesFor = (password: string, names: string[]): number => guesser().check(password, names).guesses;
