/**
 * Conditions of role assignments: which roles whoever holds the assignment may still hand out or take away.
 *
 * A condition is not searched for words but read and evaluated, for each action and each role in question. What
 * only Azure can tell is "unread", and wins over what is read except where that alone settles the answer.
 * https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
import { matchesGlob } from "../core/config/glob";
import { same } from "../core/expect";

/** What a delegate does to role assignments, each with the source that the attributes of the assignment then have. */
const sources = { write: "Request", delete: "Resource" } as const;
type Action = keyof typeof sources;
const actions = Object.keys(sources) as readonly Action[];

/** What a condition is asked about: an action on an assignment of a role. */
interface Request {
  readonly action: Action;
  /** The GUID of the role, in lower case. */
  readonly role: string;
}

/** Whether a request is let through; `either` when that depends on whom the role is assigned to. */
type Answer = "yes" | "no" | "either" | "unread";
type Test = (request: Request) => Answer;
type Connective = "and" | "or";

/** Operands before their operators, so that neither reading nor evaluating it needs the stack. */
type Step = Test | Connective | "not";

/** Azure takes no longer condition: learn.microsoft.com/azure/role-based-access-control/conditions-faq */
const longest = 8 * 1024;

/** An action and the roles that a condition does not keep from it. */
export interface Opening {
  readonly action: Action;
  readonly roles: readonly string[];
}

/**
 * What a condition leaves open of these roles, given by their GUIDs in lower case: nothing where it confines both
 * actions. `undefined` when it takes more than is read here to say that nothing is.
 */
export function openings(
  condition: string,
  roles: readonly string[],
): readonly Opening[] | undefined {
  const steps = stepsOf(condition);
  if (!steps) return undefined;
  const answers = actions.flatMap((action) =>
    roles.map((role) => ({ action, role, answer: evaluate(steps, { action, role }) })),
  );
  const open = answers.filter(({ answer }) => answer === "yes" || answer === "either");
  if (open.length === 0 && answers.some(({ answer }) => answer === "unread")) return undefined;
  return actions
    .map((action) => ({
      action,
      roles: open.filter((one) => one.action === action).map(({ role }) => role),
    }))
    .filter((one) => one.roles.length > 0);
}

function evaluate(steps: readonly Step[], request: Request): Answer {
  const answers: Answer[] = [];
  const pop = () => answers.pop() ?? "unread";
  for (const step of steps)
    if (typeof step === "function") answers.push(step(request));
    else if (step === "not") answers.push(negation[pop()]);
    else answers.push(joined(step, pop(), pop()));
  return pop();
}

const negation: Readonly<Record<Answer, Answer>> = {
  yes: "no",
  no: "yes",
  either: "either",
  unread: "unread",
};

/** Of two answers the one that comes first here is that of both together. */
const strongest: Readonly<Record<Connective, readonly Answer[]>> = {
  and: ["no", "unread", "either", "yes"],
  or: ["yes", "unread", "either", "no"],
};

function joined(connective: Connective, ...answers: readonly Answer[]): Answer {
  return strongest[connective].find((answer) => answers.includes(answer)) ?? "unread";
}

type Token =
  | { readonly mark: string }
  | { readonly source: string; readonly attribute: string }
  | { readonly quoted: string }
  | { readonly word: string };

/** Whether Azure lets a backslash stand before anything but a wildcard is not documented: such text is not read. */
const tokens =
  /\s*(?:(?<mark>&&|\|\||[(){},!])|@(?<source>\w+)\s*\[(?<attribute>[^\][(){}']*)\]|'(?<quoted>(?:[^'\\]|\\[*?])*)'|(?<word>[\w.:-]+))\s*/y;

function tokensOf(text: string): readonly Token[] | undefined {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.length) {
    const match = tokens.exec(text);
    if (!match) return undefined;
    const { mark, source, attribute = "", quoted, word = "" } = match.groups ?? {};
    if (mark !== undefined) found.push({ mark });
    else if (source !== undefined) found.push({ source, attribute: attribute.trim() });
    else if (quoted !== undefined) found.push({ quoted });
    else found.push({ word });
  }
  return found;
}

/** What stands between two parentheses. */
interface Level {
  /** What joins its operands, once there is a second one. */
  connective?: Connective;
  /** Whether the next operand is negated. */
  negated: boolean;
}

/** `undefined` for what is no condition, and for AND beside OR: without parentheses Azure asks for them. */
function stepsOf(condition: string): readonly Step[] | undefined {
  const all = condition.length > longest ? undefined : tokensOf(condition);
  if (!all) return undefined;
  const reader = new Reader(all);
  const steps: Step[] = [];
  const levels: Level[] = [{ negated: false }];
  let wantsOperand = true;
  while (!reader.isAtEnd) {
    const level = levels.at(-1);
    if (!level) return undefined;
    if (!wantsOperand) {
      const connective = reader.connective();
      if (connective === undefined) {
        // The end of the operand that began with the parenthesis.
        if (!reader.takes(")")) return undefined;
        levels.pop();
        endOperand(levels.at(-1), steps);
      } else {
        if ((level.connective ?? connective) !== connective) return undefined;
        level.connective = connective;
        wantsOperand = true;
      }
    } else if (reader.takes("!", "not")) level.negated = !level.negated;
    else if (reader.takes("(")) levels.push({ negated: false });
    else {
      const test = reader.test();
      if (!test) return undefined;
      steps.push(test);
      endOperand(level, steps);
      wantsOperand = false;
    }
  }
  return wantsOperand || levels.length !== 1 ? undefined : steps;
}

function endOperand(level: Level | undefined, steps: Step[]): void {
  if (level?.negated) steps.push("not");
  if (level?.connective) steps.push(level.connective);
  if (level) level.negated = false;
}

class Reader {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  /** Whether one of these marks or words is next, which then is behind. */
  takes(...texts: readonly string[]): boolean {
    const token = this.#next;
    const text = token && ("mark" in token ? token.mark : "word" in token ? token.word : undefined);
    if (text === undefined || !texts.some((one) => same(one, text))) return false;
    this.#at++;
    return true;
  }

  connective(): Connective | undefined {
    if (this.takes("&&", "and")) return "and";
    return this.takes("||", "or") ? "or" : undefined;
  }

  /** A comparison, or a function of an action or an attribute. */
  test(): Test | undefined {
    if (this.takes("ActionMatches")) return this.#of(this.#set(), matchesAction);
    if (this.takes("SubOperationMatches")) return this.#of(this.#set(), unread);
    if (this.takes("Exists", "NotExists")) return this.#of(this.#attribute(), unread);
    const left = this.#attribute();
    const operator = this.#word();
    if (!left || operator === undefined) return undefined;
    if (this.#attribute()) return unread();
    return this.#of(this.#values(), (values) => comparison(left, operator, values));
  }

  #of<T>(read: T | undefined, test: (read: T) => Test): Test | undefined {
    return read && test(read);
  }

  get #next(): Token | undefined {
    return this.tokens[this.#at];
  }

  #attribute(): Attribute | undefined {
    const token = this.#next;
    if (!token || !("source" in token)) return undefined;
    this.#at++;
    return token;
  }

  #word(): string | undefined {
    const token = this.#next;
    if (!token || !("word" in token)) return undefined;
    this.#at++;
    return token.word;
  }

  /** A value alone, or several in braces. */
  #values(): readonly string[] | undefined {
    const value = this.#value();
    return value === undefined ? this.#set() : [value];
  }

  #value(): string | undefined {
    const token = this.#next;
    if (!token || !("quoted" in token)) return this.#word();
    this.#at++;
    return token.quoted;
  }

  #set(): readonly string[] | undefined {
    if (!this.takes("{")) return undefined;
    const values: string[] = [];
    do {
      const value = this.#value();
      if (value === undefined) return undefined;
      values.push(value);
    } while (this.takes(","));
    return this.takes("}") ? values : undefined;
  }
}

type Attribute = Extract<Token, { source: string }>;

function unread(): Test {
  return () => "unread";
}

function matchesAction(patterns: readonly string[]): Test {
  const [pattern = "", ...others] = patterns;
  if (others.length > 0) return unread();
  return ({ action }) =>
    matchesGlob(pattern, `Microsoft.Authorization/roleAssignments/${action}`) ? "yes" : "no";
}

const ofAssignment = "Microsoft.Authorization/roleAssignments:";
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function comparison(
  { source, attribute }: Attribute,
  operator: string,
  values: readonly string[],
): Test {
  const isOf = (name: string) => same(attribute, ofAssignment + name);
  const test = isOf("RoleDefinitionId")
    ? ofRole(operator, values)
    : isOf("PrincipalType") || isOf("PrincipalId")
      ? (): Answer => "either"
      : unread();
  // From the other source there is no such attribute, and what Azure makes of that is not documented.
  return (request) => (same(source, sources[request.action]) ? test(request) : "unread");
}

/** A comparison of the role, of which an assignment has one, with a list. */
function ofRole(operator: string, values: readonly string[]): Test {
  const listed = new Set(values.map((value) => value.toLowerCase()));
  // Another way to write a GUID may be none to Azure.
  if (![...listed].every((value) => guid.test(value))) return unread();
  const when = (holds: boolean): Answer => (holds ? "yes" : "no");
  if (same(operator, "ForAnyOfAnyValues:GuidEquals")) return ({ role }) => when(listed.has(role));
  if (same(operator, "ForAnyOfAllValues:GuidNotEquals"))
    return ({ role }) => when(!listed.has(role));
  // Every role differs from one of two others.
  if (same(operator, "ForAnyOfAnyValues:GuidNotEquals"))
    return ({ role }) => when(listed.size > 1 || !listed.has(role));
  return unread();
}
