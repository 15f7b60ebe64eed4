/** The inputs of a Pulumi SDK's classes, read from its type declarations: the source of truth for the tables' names. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

type Members = ReadonlyMap<string, ts.TypeNode>;

export class SdkInputs {
  readonly #root: string;
  readonly #nested = new Map<string, Members>();

  constructor(packageName: string) {
    this.#root = path.dirname(require.resolve(`${packageName}/package.json`));
  }

  /** The members of a class's `…Args`; undefined when the SDK has no such class. */
  args(module: string, name: string): Members | undefined {
    const index = path.join(this.#root, module, "index.d.ts");
    if (!fs.existsSync(index)) return undefined;
    const file = new RegExp(`export type ${name} = import\\("\\./(\\w+)"\\)`).exec(
      fs.readFileSync(index, "utf8"),
    )?.[1];
    if (file === undefined) return undefined;
    const source = parse(fs.readFileSync(path.join(this.#root, module, `${file}.d.ts`), "utf8"));
    return membersOf(source.statements).get(`${name}Args`);
  }

  /** Whether values of these members can be at a path; a step into a map is any text, into a list a number. */
  has(members: Members | undefined, [key, ...rest]: readonly (string | number)[]): boolean {
    if (key === undefined) return members !== undefined;
    const type = members?.get(String(key));
    return type !== undefined && this.#reaches(type, rest);
  }

  /** A value with everything set that the types allow. */
  sample(members: Members, text: (name: string) => string, depth = 0): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [name, type] of members) value[name] = this.#sampleOf(type, name, text, depth);
    return value;
  }

  #reaches(type: ts.TypeNode, steps: readonly (string | number)[]): boolean {
    const [key, ...rest] = steps;
    if (key === undefined) return true;
    return alternatives(type).some((one) => {
      if (one.kind === ts.SyntaxKind.AnyKeyword) return true;
      if (ts.isArrayTypeNode(one))
        return typeof key === "number" && this.#reaches(one.elementType, rest);
      if (ts.isTypeLiteralNode(one)) {
        const index = one.members.find(ts.isIndexSignatureDeclaration);
        return index !== undefined && this.#reaches(index.type, rest);
      }
      return this.has(this.#membersBehind(one), steps);
    });
  }

  #sampleOf(
    type: ts.TypeNode,
    name: string,
    text: (name: string) => string,
    depth: number,
  ): unknown {
    const [first] = alternatives(type);
    if (first === undefined || depth > 6) return undefined;
    if (first.kind === ts.SyntaxKind.BooleanKeyword) return true;
    if (first.kind === ts.SyntaxKind.NumberKeyword) return 1;
    if (ts.isArrayTypeNode(first))
      return [this.#sampleOf(first.elementType, name, text, depth + 1)];
    if (ts.isTypeLiteralNode(first)) return { key: "value" };
    const members = this.#membersBehind(first);
    return members ? this.sample(members, text, depth + 1) : text(name);
  }

  /** The interface behind `inputs.module.Name`. */
  #membersBehind(type: ts.TypeNode): Members | undefined {
    if (!ts.isTypeReferenceNode(type)) return undefined;
    const [space = "", module = "", name = ""] = type.typeName.getText().split(".");
    if (space !== "inputs") return undefined;
    if (this.#nested.size === 0) this.#load();
    return this.#nested.get(`${module}.${name}`);
  }

  #load(): void {
    const text = fs.readFileSync(path.join(this.#root, "types", "input.d.ts"), "utf8");
    for (const statement of parse(text).statements) {
      if (!ts.isModuleDeclaration(statement) || !statement.body) continue;
      if (!ts.isModuleBlock(statement.body)) continue;
      for (const [name, members] of membersOf(statement.body.statements))
        this.#nested.set(`${statement.name.text}.${name}`, members);
    }
  }
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("sdk.d.ts", text, ts.ScriptTarget.Latest, true);
}

function membersOf(statements: readonly ts.Statement[]): Map<string, Members> {
  const found = new Map<string, Members>();
  for (const statement of statements.filter(ts.isInterfaceDeclaration)) {
    const members = new Map<string, ts.TypeNode>();
    for (const member of statement.members)
      if (ts.isPropertySignature(member) && member.type && ts.isIdentifier(member.name))
        members.set(member.name.text, member.type);
    found.set(statement.name.text, members);
  }
  return found;
}

/** What a type may be, without the wrappers of Pulumi, `undefined` and parentheses. */
function alternatives(type: ts.TypeNode): readonly ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(type)) return alternatives(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(alternatives);
  if (ts.isTypeReferenceNode(type)) {
    const name = type.typeName.getText();
    const [argument] = type.typeArguments ?? [];
    if (name === "pulumi.Input" && argument) return alternatives(argument);
  }
  return type.kind === ts.SyntaxKind.UndefinedKeyword ? [] : [type];
}
