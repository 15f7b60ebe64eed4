/**
 * The grammar of template expressions:
 * learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
import { Refusal } from "./budget";
import type { Value } from "./value";

export type Node =
  | { readonly kind: "value"; readonly value: Value }
  /** The name is in lower case, with its namespace when it is a user function. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] }
  /** A property or an element; a safe one of nothing is null. */
  | { readonly kind: "member"; readonly of: Node; readonly key: Node; readonly safe: boolean };

const deepest = 200;
const word = /[A-Za-z_$][\w$#-]*/y;
const number = /-?\d+(\.\d+)?/y;
const space = /\s*/y;

class Malformed extends Error {}

export function isExpression(text: string): boolean {
  return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
}

/** What a string in a template says: an expression, or the text that it is. */
export function parseText(text: string): Node | undefined {
  if (!isExpression(text)) {
    const isEscaped = text.startsWith("[[") && text.endsWith("]");
    return { kind: "value", value: isEscaped ? text.slice(1) : text };
  }
  try {
    return new Parser(text, 1).expressionUpTo(text.length - 1);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class Parser {
  #depth = 0;

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  expressionUpTo(end: number): Node {
    const node = this.expression();
    this.match(space);
    if (this.at !== end) throw new Malformed();
    return node;
  }

  private expression(): Node {
    if (++this.#depth > deepest) throw new Refusal("an expression in it is nested too deeply");
    let node = this.primary();
    for (;;) {
      if (this.accept(".?")) node = this.member(node, this.name(), true);
      else if (this.accept(".")) node = this.member(node, this.name(), false);
      else if (this.accept("[?")) node = this.indexed(node, true);
      // The last bracket closes the expression itself.
      else if (this.accept("[")) node = this.indexed(node, false);
      else break;
    }
    this.#depth--;
    return node;
  }

  private primary(): Node {
    if (this.accept("'")) return { kind: "value", value: this.string() };
    const digits = this.match(number);
    if (digits !== undefined) return { kind: "value", value: Number(digits) };
    let name = this.name();
    if (this.accept(".")) name += `.${this.name()}`;
    if (!this.accept("(")) throw new Malformed();
    return { kind: "call", name: name.toLowerCase(), args: this.arguments() };
  }

  private arguments(): Node[] {
    const args: Node[] = [];
    if (this.accept(")")) return args;
    do args.push(this.expression());
    while (this.accept(","));
    if (!this.accept(")")) throw new Malformed();
    return args;
  }

  private indexed(of: Node, safe: boolean): Node {
    const key = this.expression();
    if (!this.accept("]")) throw new Malformed();
    return { kind: "member", of, key, safe };
  }

  private member(of: Node, name: string, safe: boolean): Node {
    return { kind: "member", of, key: { kind: "value", value: name }, safe };
  }

  private name(): string {
    const name = this.match(word);
    if (name === undefined) throw new Malformed();
    return name;
  }

  /** The rest of a string literal, where two quotes stand for one. */
  private string(): string {
    let value = "";
    for (;;) {
      const quote = this.text.indexOf("'", this.at);
      if (quote < 0) throw new Malformed();
      value += this.text.slice(this.at, quote);
      this.at = quote + 1;
      if (this.text[this.at] !== "'") return value;
      value += "'";
      this.at++;
    }
  }

  private accept(symbol: string): boolean {
    this.match(space);
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    if (pattern !== space) this.match(space);
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
