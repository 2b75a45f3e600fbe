/*
 * Words as the index has them (`generator.site.indexed`), and back: scripts without spaces as pairs of characters, each
 * with the next; Arabic and Hebrew words with a mark behind what is written onto them; names as one word. Pure.
 */

// As in generator/text/characters.py.
const SPACELESS =
  "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3fffd}]";
const CHARACTER = `${SPACELESS}[\\p{M}\\u200c\\u200d]*`;
const RUN = new RegExp(`(?:${CHARACTER})+`, "gu");
const CHARACTERS = new RegExp(CHARACTER, "gu");
const PAIR = new RegExp(`^(${CHARACTER})${CHARACTER}$`, "u");
const CLOSE = new RegExp(`(?:${SPACELESS}|[\\u3000-\\u303f\\uff01-\\uff65])\\p{M}*$`, "u");
const CLOSE_START = new RegExp(`^(?:${SPACELESS}|[\\u3000-\\u303f\\uff01-\\uff65])`, "u");
const WRITTEN_ON = /(?<=[\u05d0-\u05ea\u0621-\u06d3]\p{M}*)`(?=[\u05d0-\u05ea\u0621-\u06d3])/gu;
const PUNCTUATION = /[\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}]/u;
const NAME_END = "\u01c1";

/** What is typed, as it is asked of the index. */
export function asIndexed(typed) {
  const pairs = (run) => {
    const characters = run.match(CHARACTERS);
    const found = characters.slice(1).map((next, at) => characters[at] + next);
    return ` ${(found.length ? found : characters).join(" ")} `;
  };
  return typed.normalize("NFC").replace(RUN, pairs).trim();
}

/** What is typed, as the index has the names of things. */
export function asName(typed) {
  return typed.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "") + NAME_END;
}

/** What is asked for as Pagefind writes words: `spelt` in small letters without punctuation, `text` without accents. */
export function normal(asked, included) {
  const characters = [...asked].filter((one) => included.includes(one) || !PUNCTUATION.test(one));
  const spelt = characters.map((one) => one.toLowerCase()).join("").replace(/\s+/g, " ").trim();
  return { spelt, text: spelt.normalize("NFD").replace(/\p{M}/gu, "") };
}

/** Words of the index as they are read: each with what stands behind it, and whether it is half of what was found. */
export function asRead(words) {
  return words.map((word, at) => {
    const [, first] = PAIR.exec(word) ?? [];
    const next = words[at + 1] ?? "";
    const joins = first || (CLOSE.test(word) && CLOSE_START.test(next));
    return { text: first ?? word.replace(WRITTEN_ON, ""), space: joins ? "" : " ", isPair: Boolean(first) };
  });
}
