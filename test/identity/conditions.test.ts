/** What a condition of a role assignment leaves open, one text at a time. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { openings } from "../../policies/identity/conditions";

const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const access = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
const rbac = "f58310d9-a9f6-439a-9e8d-f62e7b41a168";
const privileged = [owner, access, rbac];
const backup = "5e467623-bb1f-42f4-a55d-6e525e11384b, a795c7a0-d4a2-40c1-ae25-d81f01202912";

/** `both`, `write`, `delete` or `none`, with the roles where not all of them are open; `unread`. */
function open(condition: string): string {
  const found = openings(condition, privileged);
  if (!found) return "unread";
  const parts = found.map(({ action, roles }) =>
    roles.length === privileged.length
      ? action
      : `${action} of ${roles.map((one) => privileged.indexOf(one)).join()}`,
  );
  return parts.join(" and ") || "none";
}

const attribute = (source: string, name: string) =>
  `@${source}[Microsoft.Authorization/roleAssignments:${name}]`;
const requested = attribute("Request", "RoleDefinitionId");
const existing = attribute("Resource", "RoleDefinitionId");
const action = (name: string) => `ActionMatches{'Microsoft.Authorization/roleAssignments/${name}'}`;
const oneOf = (role: string, list = backup) => `${role} ForAnyOfAnyValues:GuidEquals {${list}}`;
const noneOf = (role: string, list: readonly string[] = privileged) =>
  `${role} ForAnyOfAllValues:GuidNotEquals {${list.join(", ")}}`;
const onWrite = (test: string) => `((!(${action("write")})) OR (${test}))`;
const onDelete = (test: string) => `((!(${action("delete")})) OR (${test}))`;
const [write, remove] = [onWrite(oneOf(requested)), onDelete(oneOf(existing))];
const confined = `${write} AND ${remove}`;

describe("the conditions that Microsoft's templates make", () => {
  // https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
  const template = (expression: (source: string) => string) => `
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
 )
 OR 
 (
  ${expression("Request")}
 )
)
AND
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})
 )
 OR 
 (
  ${expression("Resource")}
 )
)`;
  const roles = (source: string) => oneOf(attribute(source, "RoleDefinitionId"));
  const types = (source: string) =>
    `${attribute(source, "PrincipalType")} ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'Group'}`;
  const principals = (source: string) =>
    `${attribute(source, "PrincipalId")} ForAnyOfAnyValues:GuidEquals {28c35fea-2099-4cf5-8ad9-473547bc9423, 86951b8b-723a-407b-a74a-1bca3f0c95d0}`;

  it("confine: roles, with principal types, with principals, all roles but the privileged", () => {
    assert.equal(open(template(roles)), "none");
    assert.equal(open(template((of) => `${roles(of)}\n  AND\n  ${types(of)}`)), "none");
    assert.equal(open(template((of) => `${roles(of)}\n  AND\n  ${principals(of)}`)), "none");
    assert.equal(open(template((of) => noneOf(attribute(of, "RoleDefinitionId")))), "none");
  });

  it("do not confine without the roles", () => {
    assert.equal(open(template(types)), "write and delete");
    assert.equal(open(template(principals)), "write and delete");
    assert.equal(open(template((of) => `${roles(of)} OR ${types(of)}`)), "write and delete");
    assert.equal(open(template((of) => `${types(of)} AND ${principals(of)}`)), "write and delete");
  });
});

describe("a condition", () => {
  it("must confine both actions", () => {
    assert.equal(open(confined), "none");
    assert.equal(open(write), "delete");
    assert.equal(open(remove), "write");
    assert.equal(open(`${write} OR ${remove}`), "write and delete");
  });

  it("must keep every privileged role out", () => {
    const allows = (list: string) =>
      open(`${onWrite(oneOf(requested, list))} AND ${onDelete(oneOf(existing, list))}`);
    assert.equal(allows(`${backup}, ${owner}`), "write of 0 and delete of 0");
    assert.equal(allows(`${backup}, ${access.toUpperCase()}`), "write of 1 and delete of 1");
    assert.equal(allows(privileged.join()), "write and delete");
    const refuses = (list: readonly string[]) =>
      open(`${onWrite(noneOf(requested, list))} AND ${onDelete(noneOf(existing, list))}`);
    assert.equal(refuses([owner, rbac]), "write of 1 and delete of 1");
    assert.equal(refuses([...privileged, "acdd72a7-3385-48ef-bd42-f606fba81ae7"]), "none");
    assert.equal(refuses(["acdd72a7-3385-48ef-bd42-f606fba81ae7"]), "write and delete");
  });

  it("does not confine when it is true of each role, or of every request", () => {
    const differs = (role: string, list: readonly string[]) =>
      `${role} ForAnyOfAnyValues:GuidNotEquals {${list.join()}}`;
    const both = (test: (role: string) => string) =>
      open(`${onWrite(test(requested))} AND ${onDelete(test(existing))}`);
    assert.equal(
      both((role) => differs(role, privileged)),
      "write and delete",
    );
    assert.equal(
      both((role) => differs(role, [owner])),
      "write of 1,2 and delete of 1,2",
    );
    assert.equal(
      both((role) => `${oneOf(role)} OR !(${oneOf(role)})`),
      "write and delete",
    );
    assert.equal(open(`${onWrite(action("write"))} AND ${remove}`), "write");
    assert.equal(open(`!(${action("write")}) OR ${action("*")}`), "write and delete");
    const type = `${attribute("Request", "PrincipalType")} StringEquals 'User'`;
    assert.equal(open(`${onWrite(`${type} OR NOT ${type}`)} AND ${remove}`), "write");
  });

  it("is about other actions than these", () => {
    const blobs =
      "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>] StringEqualsIgnoreCase 'Cascade'))";
    assert.equal(open(blobs), "write and delete");
    assert.equal(open(`${blobs} AND ${confined}`), "none");
    const definitions = "!(ActionMatches{'Microsoft.Authorization/roleDefinitions/write'})";
    assert.equal(open(definitions), "write and delete");
    assert.equal(open(`${confined} AND ${definitions}`), "none");
  });

  it("may name actions with wildcards", () => {
    const only = `!(${action("delete")}) AND ((!(${action("*")})) OR (${oneOf(requested)}))`;
    assert.equal(open(only), "none");
    assert.equal(open("!(ActionMatches{'*/write'}) AND !(ActionMatches{'*/delete'})"), "none");
    assert.equal(open("!ActionMatches{'*'}"), "none");
    assert.equal(open("!ActionMatches{'Microsoft.Authorization/*/write'}"), "delete");
    // Of a deletion there is no request to look at.
    assert.equal(open(`(!(${action("*")})) OR (${oneOf(requested)})`), "unread");
  });

  it("is evaluated, however often and in whatever order a clause stands", () => {
    assert.equal(open(`${confined} AND ${write} AND ${remove}`), "none");
    assert.equal(open(`${remove} AND (${write})`), "none");
    assert.equal(open(`((((${confined}))))`), "none");
    assert.equal(open(`!(!(${confined}))`), "none");
    assert.equal(open(`!!(${confined})`), "none");
    assert.equal(
      open(`NOT ((${action("write")} AND NOT ${oneOf(requested)})) AND ${remove}`),
      "none",
    );
    assert.equal(open(`(${oneOf(requested)}) OR (!${action("write")})`), "delete");
    assert.equal(open(`NOT (${confined})`), "write and delete");
    assert.equal(open(oneOf(requested)), "unread");
    assert.equal(open(`${oneOf(requested)} AND ${oneOf(existing)}`), "none");
  });

  it("is read in any case, spacing and spelling of the operators", () => {
    const spaced = confined
      .replaceAll("AND", "\n\t&&\r\n")
      .replaceAll("OR", " || ")
      .replaceAll("@", "\u00a0@")
      .replaceAll("{", " { ")
      .replaceAll("[", " [ ")
      .replaceAll("]", " ] ");
    assert.equal(open(spaced), "none");
    assert.equal(open(confined.replaceAll("!", "not ").replaceAll(" AND ", "&&")), "none");
    assert.equal(open(confined.toLowerCase()), "none");
    const bare = `${onWrite(`${requested} ForAnyOfAnyValues:GuidEquals ${owner}`)} AND ${remove}`;
    assert.equal(open(bare), "write of 0");
    assert.equal(open(confined.replaceAll(backup, `'${backup.replace(", ", "','")}'`)), "none");
  });

  it("is not read where only Azure can tell what it says", () => {
    for (const test of [
      "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Team_Role] StringEquals 'admin'",
      "@Environment[UtcNow] DateTimeLessThan '2030-01-01'",
      `${requested} GuidEquals '${owner}'`,
      `${requested} ForAllOfAnyValues:GuidEquals {${backup}}`,
      `${requested} ForAllOfAllValues:GuidNotEquals {${privileged.join()}}`,
      `${requested} ForAnyOfAnyValues:StringEquals {'${owner}'}`,
      `${requested} ForAnyOfAnyValues:GuidEquals {8e3af657a8ff443ca75c2fe8c4bcb635}`,
      `${requested} ForAnyOfAllValues:GuidNotEquals {'{${owner}}'}`,
      `${requested} ForAnyOfAnyValues:GuidEquals ${existing}`,
      // Of the other action.
      oneOf(existing),
      `Exists ${requested}`,
      `NOT Exists ${requested}`,
      `${attribute("Request", "Description")} StringEquals 'x'`,
      "ActionMatches{'Microsoft.Authorization/roleAssignments/write', '*/delete'}",
    ]) {
      assert.equal(open(`${onWrite(test)} AND ${remove}`), "unread", test);
      // What is certain besides is still told.
      assert.equal(open(onWrite(test)), "delete", test);
      assert.equal(open(`${onWrite(`${oneOf(requested)} AND (${test})`)} AND ${remove}`), "none");
    }
  });

  it("is not read where it is none", () => {
    for (const text of [
      "",
      " ",
      "true",
      "x",
      "roleAssignments",
      `(${confined}`,
      `${confined})`,
      `)${confined}(`,
      "()",
      `() AND ${confined}`,
      `${confined} AND`,
      `AND ${confined}`,
      `${write} ${remove}`,
      `${write} AND OR ${remove}`,
      `${write} NOT ${remove}`,
      `${write} AND ${remove} OR ${write}`,
      `${confined} // AND nothing else`,
      `${confined} /* */`,
      `${confined};`,
      confined.replace("}", ""),
      confined.replace("]", ""),
      confined.replace("'", ""),
      confined.replaceAll("'", '"'),
      confined.replaceAll(",", ", ,"),
      confined.replaceAll("@Request", "Request"),
      oneOf(requested, ""),
      "ActionMatches",
      "ActionMatches('x')",
      "Exists",
      // Where such a text ends is not documented.
      `${onWrite("@Principal[x] StringEquals 'a\\' OR 'b'")} AND ${remove}`,
      `${onWrite("@Principal[x] StringEquals 'a''b'")} AND ${remove}`,
    ])
      assert.equal(open(text), "unread", text);
  });

  it("is answered, whatever its parts", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.constantFrom("(", ")", "!", "NOT ", " AND ", " OR ", "{", "}", ",", "'", "@", "[", "]"),
      fc.constantFrom(write, remove, action("*"), oneOf(requested), "Exists ", owner),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        open(parts.join(""));
      }),
    );
  });

  it("answers as the same condition does that is written with NOT and the other connective", () => {
    const leaf = fc.constantFrom(
      action("write"),
      action("delete"),
      oneOf(requested),
      noneOf(existing),
      `${attribute("Request", "PrincipalType")} StringEquals 'User'`,
    );
    const { tree } = fc.letrec<{ tree: readonly [string, string] }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        leaf.map((one) => [one, one] as const),
        tie("tree").map(([left, right]) => [`NOT (${left})`, `!(${right})`] as const),
        fc
          .tuple(tie("tree"), tie("tree"), fc.boolean())
          .map(
            ([[a, a2], [b, b2], isAnd]) =>
              [
                `(${a}) ${isAnd ? "AND" : "OR"} (${b})`,
                `!(!(${b2}) ${isAnd ? "||" : "&&"} !(${a2}))`,
              ] as const,
          ),
      ),
    }));
    fc.assert(
      fc.property(tree, ([one, other]) => {
        // What is too long for Azure is read as nothing.
        fc.pre(one.length < 8_192 && other.length < 8_192);
        assert.equal(open(one), open(other));
      }),
    );
  });

  it("is answered at once, whatever its length and depth", function () {
    this.timeout(5_000);
    const many = 100_000;
    for (const text of [
      "(".repeat(many),
      ")".repeat(many),
      `${"(".repeat(many)}${confined}${")".repeat(many)}`,
      "!".repeat(many) + confined,
      " ".repeat(1_000_000),
      "'".repeat(1_000_001),
      `'${"a".repeat(1_000_000)}`,
      `'${"\\*".repeat(500_000)}`,
      `@Request[${" ".repeat(1_000_000)}`,
      `${`${write} AND `.repeat(5_000)}${remove}`,
      `ActionMatches{'${"*a".repeat(500_000)}'}`,
    ])
      assert.equal(open(text), "unread");
    // Just as long as Azure takes.
    for (const text of [
      `${"(".repeat(4_000)}!${action("*")}${")".repeat(4_000)}`,
      `${"!(".repeat(2_000)}!${action("*")}${")".repeat(2_000)}`,
      `!${action("*")} AND !ActionMatches{'${"*a".repeat(3_000)}'}`,
    ])
      assert.equal(open(text), "none");
  });
});
