/**
 * One platform in five spellings, joined across them, in the real engine with stand-ins for both providers. What must be
 * reported is written down by hand: every triple of policy, resource and level, no more and no less.
 */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { analyze, Program, type Outcome } from "../../tools/engine/harness";
import { removeFolder } from "../../tools/engine/temporary";
import { writeProgram } from "../../tools/engine/throw-away";

const pack = { path: path.resolve(__dirname, "..", "..") };

const expected = [
  // typed
  "ai-services-account-disable-local-auth openai mandatory",
  "ai-services-account-require-private-endpoint translator advisory",
  "defender-subscription-require-ai-plans defender-AI advisory",
  "ml-workspace-require-approved-outbound workspace advisory",
  "network-private-dns-zone-require-vnet-link openai-zone advisory",
  // with an API version
  "ml-endpoint-require-entra-auth scoring mandatory",
  "ml-online-endpoint-disable-public-network-access scoring mandatory",
  // generic
  "ml-compute-disable-public-ip cluster mandatory",
  "ml-compute-disable-ssh cluster mandatory",
  "ml-compute-require-managed-identity cluster advisory",
  // classic
  "ai-services-account-disable-local-auth speech mandatory",
  "ai-services-account-require-diagnostic-logs speech advisory",
  "key-vault-key-require-hsm signing-key advisory",
  "ml-datastore-disable-stored-credentials datastore mandatory",
  "network-private-endpoint-require-dns-zones workspace-endpoint advisory",
  "openai-rai-policy-require-harm-filters relaxed mandatory",
  "openai-rai-policy-restrict-harm-threshold relaxed mandatory",
  "role-assignment-restrict-privileged-roles owners mandatory",
  "storage-account-disable-public-network-access data advisory",
  // Its customer-managed key may be a resource of its own, which is not known here.
  "pack-undecided data advisory",
  // in a template
  "ai-services-account-disable-public-network-access platform mandatory",
  "ai-services-account-require-private-endpoint platform advisory",
  "key-vault-require-purge-protection platform mandatory",
  "key-vault-secret-require-expiry platform mandatory",
  "openai-deployment-require-content-filter platform advisory",
  "openai-deployment-restrict-capacity platform advisory",
  "pack-visibility platform advisory",
  "network-private-endpoint-require-dns-zones speech-network advisory",
].sort();

/** What joins resources across spellings, changed to lead elsewhere, and what is missing then. */
const joins: readonly (readonly [from: string, to: string, missing: string])[] = [
  [
    "loggedAccount: { value: openai.id }",
    'loggedAccount: { value: elsewhere("CognitiveServices/accounts") }',
    "ai-services-account-require-diagnostic-logs openai advisory",
  ],
  [
    "privateLinkServiceId: openai.id",
    'privateLinkServiceId: elsewhere("CognitiveServices/accounts")',
    "ai-services-account-require-private-endpoint openai advisory",
  ],
  [
    'privateEndpointName: "openai-endpoint"',
    'privateEndpointName: "elsewhere"',
    "network-private-endpoint-require-dns-zones openai-endpoint advisory",
  ],
  [
    "target: { value: speech.id }",
    'target: { value: elsewhere("CognitiveServices/accounts") }',
    "ai-services-account-require-private-endpoint speech advisory",
  ],
  [
    "privateConnectionResourceId: workspace.id",
    'privateConnectionResourceId: elsewhere("MachineLearningServices/workspaces")',
    "ml-workspace-require-private-endpoint workspace advisory",
  ],
  [
    "privateZoneName: apiZone.name",
    'privateZoneName: "elsewhere"',
    "network-private-dns-zone-require-vnet-link api-zone advisory",
  ],
  [
    "targetResourceId: workspace.id",
    'targetResourceId: elsewhere("MachineLearningServices/workspaces")',
    "ml-workspace-require-diagnostic-logs workspace advisory",
  ],
  [
    "/accounts/foundry`",
    "/accounts/elsewhere`",
    "ai-services-account-require-diagnostic-logs platform advisory",
  ],
  [
    "accounts/translator/providers",
    "accounts/elsewhere/providers",
    "ai-services-account-require-diagnostic-logs translator advisory",
  ],
];
const elsewhere =
  "function elsewhere(type: string) { return pulumi.interpolate`${group}/providers/Microsoft.${type}/elsewhere`; }";

function triples({ violations }: Outcome): string[] {
  return violations.map(({ policy, resource, level }) => `${policy} ${resource} ${level}`).sort();
}

describe("a platform in five spellings", function () {
  this.timeout(180_000);
  const source = fs.readFileSync(path.join(__dirname, "five-spellings.ts"), "utf8");
  let folder: string;
  let program: Program;
  let first: Outcome;

  before(async () => {
    folder = writeProgram(source);
    program = await Program.create(folder);
    first = await program.preview({ packs: [pack] });
  });
  after(() => {
    program.dispose();
    removeFolder(folder);
  });

  it("is judged whole at the first preview", () => {
    assert.deepEqual(triples(first), expected, first.text);
    assert.notEqual(first.exitCode, 0);
    assert.deepEqual(first.diagnostics, [{ severity: "error", message: "preview failed" }]);
    assert.equal(first.text.includes("not-a-real-key"), false, "the value of a secret was printed");
  });

  it("tells what is wrong in the user's spelling, and in a template which resource it is", () => {
    const found = (policy: string, resource: string) =>
      first.violations
        .find((one) => one.policy === policy && one.resource === resource)
        ?.message.split("\n")[1];
    const [inNested, inAccount] = [
      "properties.template.resources[2].properties.template.resources",
      "properties.template.resources[0]",
    ];
    assert.equal(
      found("key-vault-require-purge-protection", "platform"),
      `Microsoft.KeyVault/vaults "ai-vault": ${inNested}[0].properties.enablePurgeProtection: not set; must be true`,
    );
    assert.equal(
      found("key-vault-secret-require-expiry", "platform"),
      `Microsoft.KeyVault/vaults/secrets "ai-vault/search-api-key": ${inNested}[1].properties.attributes.exp: not set; must be a Unix time in seconds`,
    );
    assert.equal(
      found("ai-services-account-disable-public-network-access", "platform"),
      `Microsoft.CognitiveServices/accounts "foundry": ${inAccount}.properties.publicNetworkAccess: "Enabled"; must be "Disabled"`,
    );
    assert.equal(
      found("openai-deployment-restrict-capacity", "platform"),
      `Microsoft.CognitiveServices/accounts/deployments "foundry/chat": ${inAccount}.resources[0].sku.capacity: 1000; must be a number up to 300`,
    );
    assert.equal(
      found("network-private-endpoint-require-dns-zones", "speech-network"),
      'Microsoft.Network/privateEndpoints "speech-endpoint": no private DNS zone group of this stack registers it in privatelink.cognitiveservices.azure.com',
    );
    assert.equal(
      found("pack-visibility", "platform"),
      "properties.template.resources[3]: not judged, since its template is given by a link",
    );
    assert.equal(
      found("ml-endpoint-require-entra-auth", "scoring"),
      'onlineEndpointProperties.authMode: "Key"; must be "AADToken"',
    );
    assert.equal(
      found("ml-compute-disable-ssh", "cluster"),
      'properties.properties.remoteLoginPortPublicAccess: "Enabled"; must be "Disabled"',
    );
    assert.equal(
      found("storage-account-disable-public-network-access", "data"),
      'publicNetworkAccessEnabled: Azure\'s publicNetworkAccess is "Enabled"; must be "Disabled" or "SecuredByPerimeter"',
    );
    assert.equal(
      found("network-private-endpoint-require-dns-zones", "workspace-endpoint"),
      "its zone groups lack privatelink.notebooks.azure.net",
    );
    assert.equal(
      found("defender-subscription-require-ai-plans", "defender-AI"),
      "its subscription lacks CloudPosture",
    );
  });

  it("is joined across the spellings: without the joins, their other ends are missed", async () => {
    let apart = `${source}\n${elsewhere}\n`;
    for (const [from, to] of joins) {
      assert.equal(apart.split(from).length, 2, `the program does not say once: ${from}`);
      apart = apart.replace(from, to);
    }
    fs.writeFileSync(path.join(folder, "index.ts"), apart);
    const outcome = await program.preview({ packs: [pack] });
    fs.writeFileSync(path.join(folder, "index.ts"), source);
    const missing = joins.map(([, , triple]) => triple);
    assert.deepEqual(triples(outcome), [...expected, ...missing].sort(), outcome.text);
  });

  describe("once it is deployed", () => {
    let state: string;

    before(async () => {
      const up = await program.up();
      assert.equal(up.exitCode, 0, up.text);
      state = await program.exportState();
    });

    it("is judged the same in a preview that changes nothing", async () => {
      const again = await program.preview({ packs: [pack] });
      assert.deepEqual(triples(again), expected, again.text);
      assert.deepEqual(again.changes, { same: first.changes["create"] });
    });

    it("is judged the same in its state", async () => {
      assert.deepEqual(triples(await analyze({ pack, file: state })), expected);
    });
  });
});
