/**
 * Reads the type declarations of `@pulumi/azure-native`, the one description of the provider that every installation has:
 * a class names a type's outputs with their types, its `…Args` interface the inputs, `types/output.d.ts` what is nested.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

/** What a property may hold. A `union` is a choice of objects, told apart by a property of theirs. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "any" | "union" }
  | { readonly kind: "constant"; readonly value: string }
  | { readonly kind: "array"; readonly items: Shape }
  | { readonly kind: "map"; readonly values: Shape }
  | { readonly kind: "object"; readonly module: string; readonly name: string };

export interface Property {
  readonly shape: Shape;
  readonly optional: boolean;
}

export interface ResourceDeclaration {
  readonly module: string;
  readonly name: string;
  /** Default API version, `2025-06-01`; a few types have none. */
  readonly apiVersion?: string;
  readonly inputs: ReadonlyMap<string, Property>;
  readonly outputs: ReadonlyMap<string, Property>;
}

const ROOT = path.dirname(require.resolve("@pulumi/azure-native/package.json"));

export const SDK_VERSION = (
  JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string }
).version.replace(/^v/, "");

const resources = new Map<string, ResourceDeclaration | undefined>();
const namespaces = new Map<string, ReadonlyMap<string, ReadonlyMap<string, Property>>>();
let nestedTypes: string | undefined;

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("sdk.d.ts", text, ts.ScriptTarget.Latest, false);
}

function qualifiedName(name: ts.EntityName): string[] {
  return ts.isIdentifier(name) ? [name.text] : [...qualifiedName(name.left), name.right.text];
}

function shapeOfReference(node: ts.TypeReferenceNode): Shape {
  const [root = "", module = "", name = ""] = qualifiedName(node.typeName);
  const argument = node.typeArguments?.[0];
  if (root === "pulumi" && argument !== undefined) {
    return shapeOf(argument); // pulumi.Output<T>, pulumi.Input<T>
  }
  if (root === "outputs" || root === "inputs") {
    return { kind: "object", module, name };
  }
  return root === "enums" ? { kind: "string" } : { kind: "any" }; // assets and archives
}

function shapeOfUnion(types: readonly ts.TypeNode[]): Shape {
  const shapes = types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword).map(shapeOf);
  const [first = { kind: "any" }] = shapes;
  if (shapes.length <= 1) {
    return first;
  }
  // `string | enums.x.Y` is a string that Azure may extend; everything else written as a union is a choice of objects.
  return shapes.every((shape) => shape.kind === "string" || shape.kind === "constant")
    ? { kind: "string" }
    : shapes.every((shape) => shape.kind === first.kind && shape.kind !== "object")
      ? first
      : { kind: "union" };
}

function shapeOf(node: ts.TypeNode): Shape {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { kind: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { kind: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { kind: "boolean" };
  }
  if (ts.isParenthesizedTypeNode(node)) {
    return shapeOf(node.type);
  }
  if (ts.isArrayTypeNode(node)) {
    return { kind: "array", items: shapeOf(node.elementType) };
  }
  if (ts.isUnionTypeNode(node)) {
    return shapeOfUnion(node.types);
  }
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) {
    return { kind: "constant", value: node.literal.text };
  }
  if (ts.isTypeReferenceNode(node)) {
    return shapeOfReference(node);
  }
  const index = ts.isTypeLiteralNode(node)
    ? node.members.find(ts.isIndexSignatureDeclaration)
    : undefined;
  return index === undefined ? { kind: "any" } : { kind: "map", values: shapeOf(index.type) };
}

function allowsUndefined(node: ts.TypeNode): boolean {
  if (ts.isTypeReferenceNode(node)) {
    return node.typeArguments?.some(allowsUndefined) ?? false;
  }
  return (
    ts.isUnionTypeNode(node) &&
    node.types.some((type) => type.kind === ts.SyntaxKind.UndefinedKeyword)
  );
}

function propertiesOf(
  members: readonly (ts.ClassElement | ts.TypeElement)[],
): Map<string, Property> {
  const properties = new Map<string, Property>();
  for (const member of members) {
    const isProperty = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
    const isStatic =
      ts.isPropertyDeclaration(member) &&
      member.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword);
    if (!isProperty || isStatic || member.type === undefined) {
      continue;
    }
    if (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name)) {
      const optional = member.questionToken !== undefined || allowsUndefined(member.type);
      properties.set(member.name.text, { shape: shapeOf(member.type), optional });
    }
  }
  return properties;
}

/** File of a class inside its module's folder: the index says it, its name does not always follow from the class's. */
function fileOf(module: string, name: string): string | undefined {
  const index = path.join(ROOT, module, "index.d.ts");
  if (!fs.existsSync(index)) {
    return undefined;
  }
  const pattern = new RegExp(`export type ${name} = import\\("\\./(\\w+)"\\)\\.${name};`, "i");
  const file = pattern.exec(fs.readFileSync(index, "utf8"))?.[1];
  return file === undefined ? undefined : path.join(ROOT, module, `${file}.d.ts`);
}

function readResource(module: string, name: string): ResourceDeclaration | undefined {
  const file = fileOf(module, name);
  if (file === undefined) {
    return undefined;
  }
  const text = fs.readFileSync(file, "utf8");
  const statements = parse(text).statements;
  const declaration = statements
    .filter(ts.isClassDeclaration)
    .find((c) => c.name?.text.toLowerCase() === name.toLowerCase());
  const className = declaration?.name?.text;
  if (declaration === undefined || className === undefined) {
    return undefined;
  }
  const args = statements
    .filter(ts.isInterfaceDeclaration)
    .find((i) => i.name.text === `${className}Args`);
  const apiVersion = /Uses Azure REST API version (\d{4}-\d{2}-\d{2}[\w-]*)/.exec(text)?.[1];
  return {
    module,
    name: className,
    ...(apiVersion && { apiVersion }),
    inputs: propertiesOf(args?.members ?? []),
    outputs: propertiesOf(declaration.members),
  };
}

/**
 * Describes a type of the installed SDK.
 *
 * @param module lower-case module; @param name name of the class, in any case
 * @returns undefined when the SDK has no such class
 */
export function describeResource(module: string, name: string): ResourceDeclaration | undefined {
  const key = `${module}:${name.toLowerCase()}`;
  if (!resources.has(key)) {
    resources.set(key, readResource(module, name));
  }
  return resources.get(key);
}

function readNamespace(module: string): ReadonlyMap<string, ReadonlyMap<string, Property>> {
  nestedTypes ??= fs.readFileSync(path.join(ROOT, "types", "output.d.ts"), "utf8");
  const start = nestedTypes.indexOf(`export declare namespace ${module} {`);
  const types = new Map<string, ReadonlyMap<string, Property>>();
  if (start < 0) {
    return types;
  }
  // Only this module's part is parsed: the whole file takes more than half a second.
  const end = nestedTypes.indexOf("\nexport declare namespace ", start);
  const text = nestedTypes.slice(start, end < 0 ? undefined : end);
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node)) {
      types.set(node.name.text, propertiesOf(node.members));
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(parse(text));
  return types;
}

/** Properties of a nested output type; empty when the SDK does not have it. */
export function describeNested(module: string, name: string): ReadonlyMap<string, Property> {
  let types = namespaces.get(module);
  if (types === undefined) {
    namespaces.set(module, (types = readNamespace(module)));
  }
  return types.get(name) ?? new Map<string, Property>();
}

/** All resource classes of the SDK, as [module, class]. */
export function allResources(): [module: string, name: string][] {
  return fs
    .readdirSync(ROOT, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && fs.existsSync(path.join(ROOT, entry.name, "index.d.ts")),
    )
    .flatMap((entry) => {
      const index = fs.readFileSync(path.join(ROOT, entry.name, "index.d.ts"), "utf8");
      const classes = [...index.matchAll(/export type (\w+) = import\("\.\/\w+"\)\.\1;/g)];
      return classes.map((match): [string, string] => [entry.name, match[1] ?? ""]);
    });
}
