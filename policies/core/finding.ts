import { placeOf, type Leaf } from "./ref";
import { UnknownRead, type Path } from "./value/value";

/** Something a policy found wrong. */
export interface Finding {
  /** Where, in canonical spelling; absent when something is missing from the stack. */
  readonly path?: Path;
  /** What is there, in words or as a printable value. Never the value of a secret. */
  readonly found: string;
  /** The same place in canonical spelling, where the user's property has another name and so maybe other values. */
  readonly canonical?: Path;
  /** Which of the resources that the Pulumi resource holds. */
  readonly within?: string;
  /** Where the user's spelling has no property for it: in whose, by its name there, and what to use in its place. */
  readonly lacking?: { readonly who: string; readonly path: Path; readonly instead: string };
  /** What it must be: completes the words "must be". */
  readonly wanted?: string;
}

/** A value that decides and is not known until deployment, or does not tell. */
export interface Unsure {
  readonly unknown: Path;
  /** What it stands in, when that is not known as a whole. */
  readonly block?: Path;
  /** In another resource: its name. The path is then in the user's spelling. */
  readonly of?: string;
  /** Of a value that is known: why it does not tell, a clause. */
  readonly because?: string;
}

export type Outcome = Finding | Unsure;
export type Outcomes = Generator<Outcome, void, undefined>;

/** What a policy says of one subject: violated if there is a finding, else undecided, else met. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly unsure: readonly Unsure[];
}

export function violation(ref: Leaf<unknown>, found: string, wanted?: string): Finding {
  return { path: placeOf(ref).path, found, ...(wanted === undefined ? {} : { wanted }) };
}

export function unsure(ref: Leaf<unknown>, because?: string): Unsure {
  const { path, block } = placeOf(ref);
  return {
    unknown: path,
    ...(block && { block }),
    ...(because !== undefined && { because }),
  };
}

function unsureOf({ path, block }: UnknownRead): Unsure {
  return { unknown: path, ...(block && { block }) };
}

/**
 * Runs a part of a judgement on its own: when it needs an unknown value, that part is unsure and whatever
 * comes after it is still judged.
 */
export function* attempt(part: () => Iterable<Outcome>): Outcomes {
  try {
    yield* part();
  } catch (error) {
    if (!(error instanceof UnknownRead)) throw error;
    yield unsureOf(error);
  }
}

export function verdict(part: () => Iterable<Outcome>): Verdict {
  const findings: Finding[] = [];
  const open: Unsure[] = [];
  for (const outcome of attempt(part)) {
    if ("unknown" in outcome) open.push(outcome);
    else findings.push(outcome);
  }
  return { findings, unsure: open };
}

/**
 * Judges what a policy is about. Where it takes an unknown value to know that, a subject that complies anyway
 * is met, and any other is unsure.
 */
export function* whenAbout(isAbout: () => boolean, findings: () => Iterable<Outcome>): Outcomes {
  try {
    if (isAbout()) yield* attempt(findings);
  } catch (error) {
    if (!(error instanceof UnknownRead)) throw error;
    const complies = attempt(findings).next().done === true;
    if (!complies) yield unsureOf(error);
  }
}
