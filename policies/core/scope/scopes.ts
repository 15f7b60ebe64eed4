import { kindsDeclared } from "../spellings/read";
import type { Resource } from "../subject";
import { namesAi } from "./ai-names";
import { classOf } from "./classes";

/** What a stack must hold for what AI stands on to be judged: AI, or nothing in particular. */
export const scopes = ["ai", "all"] as const;
export type Scope = (typeof scopes)[number];

/** A stack tag of this name and the value `all` raises the scope; nothing in a program lowers it. */
const tag = "azure-ai-security:scope";

/** What is known of the stacks of a run. */
export class Scopes {
  readonly #withAi = new Set<string>();
  #isAll = false;
  /** Policies that were asked to mend what AI stands on while it is not known whether the stack holds AI. */
  readonly refused = new Set<string>();

  /** @param setting what the settings say. */
  constructor(private readonly setting: () => Scope) {}

  readTags(tags: ReadonlyMap<string, string>): void {
    if (tags.get(tag) === "all") this.#isAll = true;
  }

  /** Whether everything is judged at once, whatever a stack holds. */
  get isAll(): boolean {
    return this.#isAll || this.setting() === "all";
  }

  /** Whether any stack of the run holds AI, as far as is known by now. */
  get hasAi(): boolean {
    return this.#withAi.size > 0;
  }

  /**
   * Whether what AI stands on is judged in a stack, as far as is known by now.
   * @param stack as `stackKey` writes it.
   */
  covers(stack: string): boolean {
    return this.isAll || this.#withAi.has(stack);
  }

  /** Takes note of a resource of a stack. */
  note(stack: string, resource: Resource): void {
    if (!this.covers(stack) && holdsAi(resource)) this.#withAi.add(stack);
  }
}

function holdsAi(resource: Resource): boolean {
  const kinds = kindsDeclared(resource.type);
  if (kinds !== "any" && kinds.some((kind) => classOf(kind) === "ai")) return true;
  return /^(?:azure|azapi)/i.test(resource.type) && namesAi(resource.values.root);
}
